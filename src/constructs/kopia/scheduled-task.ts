import type { Construct } from 'constructs';
import type { InventoryEntry } from '../../model/inventory/inventory';
import type { Problem } from '../../model/rules/problem';
import { Schedule, type ScheduleInput } from '../../model/schedule/schedule';
import type { Timetable } from '../../model/schedule/timetable';
import { type Fields, unknownKeyProblems } from '../../model/values/known-keys';
import { bytes } from '../../model/values/quantity';
import { Cluster } from '../../tree/cluster-scope';
import { addHealthCheck } from '../../tree/health-check';
import { enterInventory } from '../../tree/inventory';
import type { Manifest } from '../../tree/manifest';
import { reportProblems } from '../../tree/validation';
import { namespaceOf } from '../kit/namespace';
import { SECRET_READY, type VaultFields } from '../kit/vault-secret';
import { CONNECTION, connectionFile, type KopiaConnection } from './connection';
import { addKopiaCronJob, type KopiaCronJob, kopiaCronJobRun, kopiaCronJobTimetable } from './cron-job';
import type { KopiaCronJobOptions } from './options';
import { decideKopiaPod } from './pod';
import { scheduledTaskProblems } from './problems';
import { addKopiaTask, type KopiaTask } from './task';

/** A task that runs by schedule, as its construct decides it. */
export interface ScheduledTask extends Pick<KopiaTask, 'name' | 'repository' | 'keysOf' | 'writes' | 'commands'> {
  /** What monitoring takes it for. */
  readonly job: 'maintain' | 'sync' | 'verify';
  readonly schedule: ScheduleInput;
  /** How the pod is connected. @default as itself, and read-only */
  readonly connection?: Omit<KopiaConnection, 'cache'>;
  /** Files beside the connection to the repository. */
  readonly moreFiles?: (fields: VaultFields) => Record<string, string>;
  /** The props as they were given, and all that they may have. */
  readonly props: KopiaCronJobOptions & { readonly schedule?: ScheduleInput };
  readonly keys: Fields;
  /** What else can be wrong. */
  readonly problems: (cluster: Cluster) => Problem[];
  /** What else it does with repositories. */
  readonly entries?: (at: { readonly path: string; readonly timetable: Timetable }) => InventoryEntry[];
}

/**
 * Adds everything that a construct has which runs Kopia by schedule: a Secret and its health check, a CronJob, the
 * checks of the props and the entries in the inventory.
 */
export function addScheduledTask(
  construct: Construct,
  task: ScheduledTask,
): { readonly secret: Manifest; readonly cronJob: Manifest } {
  const { name, repository, props } = task;
  const { path } = construct.node;
  const cluster = Cluster.of(construct);
  const namespace = namespaceOf(construct);
  const pod = decideKopiaPod(props, cluster);
  const connection = {
    username: name,
    hostname: namespace,
    readonly: true,
    ...task.connection,
    cache: bytes(pod.cache) ?? 0,
  };
  const files = (fields: VaultFields) => ({
    [CONNECTION]: connectionFile(repository, connection, fields),
    ...task.moreFiles?.(fields),
  });
  const { secret, podSpec } = addKopiaTask(construct, { ...task, namespace, pod, files }, cluster);
  const cron = Schedule.from(task.schedule).cron(`${namespace}/${name}`);
  const job: KopiaCronJob = { name, namespace, cron, repository, pod: podSpec, options: props };
  const cronJob = addKopiaCronJob(construct, 'Resource', job);
  addHealthCheck(construct, secret, SECRET_READY);

  reportProblems(construct, () => [
    ...unknownKeyProblems('', props, task.keys),
    ...task.problems(cluster),
    ...scheduledTaskProblems(props, task, cluster),
  ]);
  enterInventory(construct, [
    ...(task.entries?.({ path, timetable: kopiaCronJobTimetable(job) }) ?? []),
    kopiaCronJobRun(path, task.job, job),
  ]);
  return { secret, cronJob };
}
