import type { Construct } from 'constructs';
import type { InventoryEntry } from '../../model/inventory/inventory';
import { type Repository, repositoryLocation } from '../../model/repository/repository';
import type { Problem } from '../../model/rules/problem';
import { Schedule, type ScheduleInput } from '../../model/schedule/schedule';
import type { Timetable } from '../../model/schedule/timetable';
import { type Fields, unknownKeyProblems } from '../../model/values/known-keys';
import { Cluster } from '../../tree/cluster-scope';
import { addHealthCheck } from '../../tree/health-check';
import { enterInventory } from '../../tree/inventory';
import type { Manifest } from '../../tree/manifest';
import { carryMetadata } from '../../tree/object-metadata';
import { reportProblems } from '../../tree/validation';
import { namespaceOf } from '../kit/namespace';
import { SECRET_READY } from '../kit/vault-secret';
import { CONNECTION, connectionFile, type KopiaConnection } from './connection';
import { addKopiaCronJob, type KopiaCronJob, kopiaCronJobRun, kopiaCronJobTimetable } from './cron-job';
import type { KopiaCronJobOptions } from './options';
import { decideKopiaPod } from './pod';
import { openingProblems, scheduledTaskProblems } from './problems';
import { decideKopiaSecrets, type KopiaFiles } from './secret';
import { addKopiaTask, type KopiaTask } from './task';
import { connectCommands, twoPlacesProblems } from './two-places';

/** A task that runs by schedule, as its construct decides it. */
export interface ScheduledTask extends Pick<KopiaTask, 'name' | 'repository' | 'writes' | 'commands' | 'scripts'> {
  /** The repository whose keys Kopia is given, and the prop that names it. @default the one that is opened */
  readonly keysOf?: { readonly repository: Repository; readonly field: string };
  /** What monitoring takes it for. */
  readonly job: 'maintain' | 'sync' | 'verify';
  readonly schedule: ScheduleInput;
  /** How the pod is connected. @default as itself, and read-only */
  readonly connection?: Partial<Omit<KopiaConnection, 'cache'>>;
  /** Files beside the connection to the repository. */
  readonly moreFiles?: KopiaFiles;
  /** The props as they were given, and all that they may have. */
  readonly props: KopiaCronJobOptions & { readonly schedule?: ScheduleInput };
  readonly keys: Fields;
  /** What else can be wrong. */
  readonly problems: (cluster: Cluster) => Problem[];
  /** What else it does with repositories. */
  readonly entries?: (at: { readonly path: string; readonly timetable: Timetable }) => InventoryEntry[];
}

/**
 * Adds everything that a construct has which runs Kopia by schedule: ExternalSecrets and their health checks, a CronJob, the
 * checks of the props and the entries in the inventory.
 */
export function addScheduledTask(
  construct: Construct,
  task: ScheduledTask,
): { readonly secret: Manifest | undefined; readonly cronJob: Manifest } {
  const { name, repository, props } = task;
  const { path } = construct.node;
  const cluster = Cluster.of(construct);
  const namespace = namespaceOf(construct);
  carryMetadata(construct, props);
  const pod = decideKopiaPod(props, cluster);
  const connection = {
    username: name,
    hostname: namespace,
    readonly: true,
    ...task.connection,
    cache: pod.cache,
  };
  const files: KopiaFiles = (parts) => ({
    [CONNECTION]: connectionFile(repository, connection, parts),
    ...task.moreFiles?.(parts),
  });
  const { repository: keysOf, field } = task.keysOf ?? { repository, field: 'repository' };
  const opening = { name, namespace, repository, keysOf, secrets: props.secrets };
  const decided = decideKopiaSecrets(opening, cluster);
  const commands = [...connectCommands(opening, decided, connection), ...task.commands];
  const { secrets, podSpec } = addKopiaTask(construct, { ...task, ...opening, pod, files, commands }, decided);
  const cron = Schedule.from(task.schedule).cron(`${namespace}/${name}`);
  const job: KopiaCronJob = { name, namespace, cron, repository, pod, podSpec, options: props };
  const cronJob = addKopiaCronJob(construct, 'Resource', job);
  for (const secret of secrets) {
    addHealthCheck(construct, secret, SECRET_READY);
  }

  reportProblems(construct, () => [
    ...unknownKeyProblems('', props, task.keys),
    ...task.problems(cluster),
    ...scheduledTaskProblems(props, task, cluster),
    ...openingProblems(opening, decided, field),
    ...twoPlacesProblems('from', opening, decided),
  ]);
  enterInventory(construct, [
    ...(task.entries?.({ path, timetable: kopiaCronJobTimetable(job) }) ?? []),
    {
      does: 'read',
      path,
      repository,
      location: repositoryLocation(repository),
      field: task.keysOf === undefined ? 'repository' : 'from',
    },
    kopiaCronJobRun(path, task.job, job),
  ]);
  return { secret: secrets[0], cronJob };
}
