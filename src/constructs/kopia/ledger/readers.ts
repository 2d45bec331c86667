import { at, type Loose, listAt, textAt } from '../../../ledger/loose';
import type { FoundObject } from '../../../ledger/object';
import type { Reader, SecretUse, Statement } from '../../../ledger/reader';
import { openerOf, type Place } from '../../../ledger/repository/place';
import { isCron } from '../../../model/schedule/cron';
import { firstOfEach } from '../../../model/values/repeated';
import { JOB_ALERTS } from '../../monitoring/job-alerts';
import { kopiaPaths } from '../connection';
import { DECLARED, ownConnections } from '../verify/declared';
import { KopiaPodReading } from './pod';
import { placeOfFile, placeOfFlags } from './storage';

/** What Kopia's commands do to a repository, whoever wrote the CronJob. */
const WORK = [
  { says: 'maintain', command: /\bkopia\b[^;&|]*\bmaintenance\s+run\b/ },
  { says: 'copy', command: /\bkopia\b[^;&|]*\brepository\s+sync-to\b/ },
  { says: 'verify', command: /\bkopia\b[^;&|]*\b(snapshot|content)\s+verify\b/ },
] as const;

const cronJobReader: Reader = {
  group: 'batch',
  kind: 'CronJob',
  read(object, world) {
    const pod = new KopiaPodReading(object, world);
    const found = pod.containers.flatMap((container) => statementsOf(container, pod, object));
    // Snapshots and contents of a place may be verified one after the other, which is one verification.
    return firstOfEach(found, (each) => `${each.says} ${'place' in each ? each.place.key : ''}`);
  },
};

function statementsOf(container: Loose, pod: KopiaPodReading, object: FoundObject): readonly Statement[] {
  const command = pod.commandOf(container);
  return WORK.filter((work) => work.command.test(command)).flatMap(({ says }): Statement[] => {
    const cron = textAt(object.body, 'spec', 'schedule');
    const readable = cron !== undefined && isCron(cron) ? cron : undefined;
    const common = {
      cron: readable,
      runs: at(object.body, 'spec', 'suspend') !== true,
      secret: secretOf(container, pod, object),
    };
    const places = connected(container, pod);
    if (says !== 'copy') {
      return places.map((place) => ({ says, place, ...common }));
    }
    const file = /\bfrom-config\b.*--file[= ](\S+)/.exec(command)?.[1];
    const to =
      file === undefined
        ? placeOfFlags(command, pod, container)
        : placeOfFile(pod.file(container, file), pod, container);
    // A copy opens with the password of its original.
    return places.map((from) => ({ says, from, to: { ...to, opener: from.opener }, ...common }));
  });
}

/** The repository that a container is connected to, or those of apps that it connects to one after the other. */
function connected(container: Loose, pod: KopiaPodReading): readonly Place[] {
  const path = pod.variable(container, 'KOPIA_CONFIG_PATH')?.marked;
  const file = path === undefined ? undefined : pod.file(container, path);
  const opener = openerOf(pod.variable(container, 'KOPIA_PASSWORD'));
  const declared = pod.file(container, `${kopiaPaths.folder}/${DECLARED}`)?.marked ?? '';
  const files =
    file === undefined ? [file] : ownConnections(file.marked, declared).map((marked) => ({ ...file, marked }));
  return files.map((each) => ({ ...placeOfFile(each, pod, container), opener }));
}

function secretOf(container: Loose, pod: KopiaPodReading, { ref }: FoundObject): SecretUse | undefined {
  const name = pod.secretOf(container);
  return name === undefined ? undefined : { namespace: ref.namespace, name, keys: 'all' };
}

/** Whoever is told when what Kopia does by schedule fails. */
const alertReader: Reader = {
  group: 'monitoring.coreos.com',
  kind: 'PrometheusRule',
  read({ body }) {
    const known: ReadonlySet<string> = new Set(JOB_ALERTS.map(({ name }) => name));
    const names = listAt(body, 'spec', 'groups')
      .flatMap((group) => listAt(group, 'rules'))
      .flatMap((rule) => textAt(rule, 'alert') ?? [])
      .filter((name) => known.has(name));
    return names.length === 0 ? [] : [{ says: 'alert', names: [...new Set(names)] }];
  },
};

/** All that Kopia's own programs say of backups, whatever the engine. */
export const readers: readonly Reader[] = [cronJobReader, alertReader];
