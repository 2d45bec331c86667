import { type Cluster, foreignProblems } from '../../../model/cluster/cluster';
import type { Repository } from '../../../model/repository/repository';
import { type Problem, show } from '../../../model/rules/problem';
import { type ScheduleInput, scheduleProblems } from '../../../model/schedule/schedule';
import { nameLimits, nameProblems } from '../../../model/values/names';
import {
  type KopiaCronJobOptions,
  kopiaCronJobProblems,
  kopiaPodProblems,
  numberProblems,
  readerProblems,
  sharedProblems,
} from '../kopia-job';

/** What is said of the copy of a repository. */
export interface CloudSyncOptions extends KopiaCronJobOptions {
  /** The original, on NFS. */
  readonly from: Repository;
  /** Where the copy is: in a bucket, below a `sharedPrefix`. Nothing but this sync may write there. */
  readonly to: Repository;
  /** Name of the objects, 52 characters at most. @default `cloud-sync-<name of to>` */
  readonly name?: string;
  /** When the copy is made. @default `daily.hour(3)` (`defaults.cloudSync.schedule`), clear of the default maintenance */
  readonly schedule?: ScheduleInput;
  /**
   * `'add'` copies what the copy lacks or has in an older state. `'mirror'` then deletes what the original no longer
   * has: the bucket stops growing, and blobs that the NAS has lost are lost here too.
   * @default `'add'` (`defaults.cloudSync.mode`)
   */
  readonly mode?: 'add' | 'mirror';
  /**
   * Begin a copy where there is none yet. Without it a sync fails at an empty place, which is what a wrong bucket or
   * prefix looks like; so remove it once the first sync has ended well.
   * @default `false` (`defaults.cloudSync.firstSeeding`)
   */
  readonly firstSeeding?: boolean;
  /** Blobs copied at once, some 20 MiB of memory each. @default `4` (`defaults.cloudSync.parallel`) */
  readonly parallel?: number;
}

export function cloudSyncProblems(options: CloudSyncOptions, name: string, cluster: Cluster): Problem[] {
  const { from, to, mode, firstSeeding } = options;
  return [
    ...foreignProblems('from', from, cluster),
    ...foreignProblems('to', to, cluster),
    ...placeProblems(from, to),
    ...nameProblems('name', name, nameLimits.cronJob),
    ...(options.schedule === undefined ? [] : scheduleProblems('schedule', options.schedule)),
    ...(mode === undefined || mode === 'add' || mode === 'mirror'
      ? []
      : [{ field: 'mode', text: `${show(mode)} is not a mode; write "add" or "mirror"`, rule: 'D1' as const }]),
    ...(firstSeeding && mode === 'mirror'
      ? [
          {
            field: 'firstSeeding',
            text: 'with mode: "mirror" the first sync would empty whatever place it is pointed at; seed with mode: "add"',
            rule: 'D1' as const,
          },
        ]
      : []),
    ...numberProblems('parallel', options.parallel, 1, 'blobs'),
    ...readerProblems(options.mover, cluster.mover.uid, from),
    ...kopiaPodProblems(options),
    ...kopiaCronJobProblems(options),
  ];
}

function placeProblems(from: Repository, to: Repository): Problem[] {
  const problems: Problem[] = [];
  if (from.type !== 'nfs') {
    const text = `"${from.name}" is not on NFS, and one pod has the keys of one bucket only; name a repository on NFS`;
    problems.push({ field: 'from', text, rule: 'S1' });
  }
  if (to.type !== 's3') {
    const text = `"${to.name}" is not in a bucket, and two exports of one house are one place; name a repository in S3`;
    problems.push({ field: 'to', text, rule: 'S1' });
  }
  if (to.secret.item !== from.secret.item || to.secret.password !== from.secret.password) {
    const [copy, original] = [to, from].map(({ secret }) => `${show(secret.password)} of item ${show(secret.item)}`);
    const text = `the password of "${to.name}" is field ${copy}, but a copy opens with that of "${from.name}", field ${original}; name the same`;
    problems.push({ field: 'to', text, rule: 'S1' });
  }
  return [...problems, ...sharedProblems('to', to, 'a copy is')];
}
