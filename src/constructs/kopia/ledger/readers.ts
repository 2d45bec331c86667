import { at, type Loose, listAt, textAt } from '../../../ledger/loose';
import type { FoundObject } from '../../../ledger/object';
import type { Reader, SecretUse, Statement } from '../../../ledger/reader';
import { openerOf, type Place } from '../../../ledger/repository/place';
import { isCron } from '../../../model/schedule/cron';
import { JOB_ALERTS } from '../../monitoring/job-alerts';
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
    // Snapshots and contents are verified one after the other, which is one verification.
    return found.filter((each, index) => found.findIndex(({ says }) => says === each.says) === index);
  },
};

function statementsOf(container: Loose, pod: KopiaPodReading, object: FoundObject): readonly Statement[] {
  const command = pod.commandOf(container);
  return WORK.filter((work) => work.command.test(command)).map(({ says }): Statement => {
    const cron = textAt(object.body, 'spec', 'schedule');
    const readable = cron !== undefined && isCron(cron) ? cron : undefined;
    const common = {
      cron: readable,
      runs: at(object.body, 'spec', 'suspend') !== true,
      secret: secretOf(container, pod, object),
    };
    const place = connected(container, pod);
    if (says !== 'copy') {
      return { says, place, ...common };
    }
    const file = /\bfrom-config\b.*--file[= ](\S+)/.exec(command)?.[1];
    const to =
      file === undefined
        ? placeOfFlags(command, pod, container)
        : placeOfFile(pod.file(container, file), pod, container);
    // A copy opens with the password of its original.
    return { says, from: place, to: { ...to, opener: place.opener }, ...common };
  });
}

/** The repository that a container is connected to. */
function connected(container: Loose, pod: KopiaPodReading): Place {
  const path = pod.variable(container, 'KOPIA_CONFIG_PATH')?.marked;
  const file = path === undefined ? undefined : pod.file(container, path);
  return { ...placeOfFile(file, pod, container), opener: openerOf(pod.variable(container, 'KOPIA_PASSWORD')) };
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
