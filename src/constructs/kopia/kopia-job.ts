import type { Resources } from '../../model/app/app';
import { resourcesProblems } from '../../model/app/app-problems';
import { type Mover, moverProblems } from '../../model/cluster/mover';
import { ownedByApp, type Repository } from '../../model/repository/repository';
import { type Problem, show } from '../../model/rules/problem';
import { timeZoneProblems } from '../../model/schedule/time-zone';
import { given } from '../../model/values/given';
import { type Image, imageProblems } from '../../model/values/image';
import type { KeysOf } from '../../model/values/known-keys';
import { bytes, type Quantity, quantityProblems } from '../../model/values/quantity';

/** What is said of any pod that runs Kopia on its own, without VolSync. */
export interface KopiaPodOptions {
  /** Whom it runs as; on NFS the movers' user, or it cannot read what they wrote. @default the cluster's mover */
  readonly mover?: Partial<Mover>;
  /** An image with `kopia` on its path. @default Kopia, as pinned with this version */
  readonly image?: Image;
  /**
   * Size of the emptyDir in which Kopia keeps its cache: half of it for metadata, a quarter for contents, the rest for
   * indexes and logs.
   * @default `'8Gi'` (`defaults.kopiaJob.cache`)
   */
  readonly cache?: Quantity;
  /** CPU and memory of the pod. @default `{ requests: { cpu: '10m', memory: '256Mi' }, limits: { memory: '2Gi' } }` (`defaults.kopiaJob.resources`) */
  readonly resources?: Resources;
}

export const KOPIA_POD_KEYS: KeysOf<KopiaPodOptions> = { mover: true, image: true, cache: true, resources: true };

/** What is said of a CronJob that runs Kopia, its schedule aside. */
export interface KopiaCronJobOptions extends KopiaPodOptions {
  /**
   * IANA name of the zone that the schedule is in.
   * @default `'Etc/UTC'` (`defaults.kopiaJob.timeZone`), as VolSync's schedules
   */
  readonly timeZone?: string;
  /** Seconds after which a run is ended. @default `6 * 60 * 60` (`defaults.kopiaJob.activeDeadlineSeconds`) */
  readonly activeDeadlineSeconds?: number;
  /**
   * Seconds within which a missed run is still started, 10 or more.
   * @default `60 * 60` (`defaults.kopiaJob.startingDeadlineSeconds`)
   */
  readonly startingDeadlineSeconds?: number;
  /** How often a failed pod is tried again, all within the deadline. @default `1` (`defaults.kopiaJob.backoffLimit`) */
  readonly backoffLimit?: number;
  /** Seconds that a finished run is kept. @default `14 * 24 * 60 * 60` (`defaults.kopiaJob.ttlSecondsAfterFinished`) */
  readonly ttlSecondsAfterFinished?: number;
  /** Finished runs to keep. @default `1` (`defaults.kopiaJob.successfulJobsHistoryLimit`) */
  readonly successfulJobsHistoryLimit?: number;
  /** Failed runs to keep. @default `2` (`defaults.kopiaJob.failedJobsHistoryLimit`) */
  readonly failedJobsHistoryLimit?: number;
}

export const KOPIA_CRON_JOB_KEYS: KeysOf<KopiaCronJobOptions> = {
  ...KOPIA_POD_KEYS,
  timeZone: true,
  activeDeadlineSeconds: true,
  startingDeadlineSeconds: true,
  backoffLimit: true,
  ttlSecondsAfterFinished: true,
  successfulJobsHistoryLimit: true,
  failedJobsHistoryLimit: true,
};

export function kopiaPodProblems(declared: KopiaPodOptions): Problem[] {
  const { mover, image, cache, resources } = given(declared);
  return [
    ...(mover === undefined ? [] : moverProblems('mover', { uid: 65534, gid: 65534, ...given(mover) })),
    ...(image === undefined ? [] : imageProblems('image', image)),
    ...(cache === undefined ? [] : cacheProblems(cache)),
    ...resourcesProblems({ resources }),
  ];
}

/** M2: who reads a repository on NFS must be the one who wrote it. */
export function readerProblems(mover: Partial<Mover> | undefined, moverUid: number, repository: Repository): Problem[] {
  const uid = mover?.uid ?? moverUid;
  if (repository.type !== 'nfs' || repository.squashesUsers || uid === moverUid) {
    return [];
  }
  const text = `${show(uid)} cannot read what the movers of "${repository.name}" wrote as ${moverUid}, mode 0600; use ${moverUid}, or declare squashesUsers: true if the export maps all users to one`;
  return [{ field: 'mover.uid', text, rule: 'M2' }];
}

/** Below this the cache is swept while Kopia fills it. */
const SMALLEST_CACHE = 2 ** 30;

function cacheProblems(cache: Quantity): Problem[] {
  const problems = quantityProblems('cache', cache);
  return problems.length > 0 || (bytes(cache) ?? 0) >= SMALLEST_CACHE
    ? problems
    : [
        {
          field: 'cache',
          text: `${show(cache)} holds no index of a grown repository; write "1Gi" or more`,
          rule: 'C2',
        },
      ];
}

export function kopiaCronJobProblems(declared: KopiaCronJobOptions): Problem[] {
  const options = given(declared);
  return [
    ...(options.timeZone === undefined ? [] : timeZoneProblems('timeZone', options.timeZone)),
    ...Object.entries(SMALLEST).flatMap(([field, [least, noun]]) =>
      numberProblems(field, options[field as keyof typeof SMALLEST], least, noun),
    ),
  ];
}

const SMALLEST = {
  activeDeadlineSeconds: [60, 'seconds'],
  // The controller looks every ten seconds: with less, a run may never start.
  startingDeadlineSeconds: [10, 'seconds'],
  backoffLimit: [0, 'tries'],
  ttlSecondsAfterFinished: [0, 'seconds'],
  successfulJobsHistoryLimit: [0, 'runs'],
  failedJobsHistoryLimit: [0, 'runs'],
} as const;

/** Checks a whole number that may be left out. */
export function numberProblems(field: string, value: unknown, least: number, noun: string): Problem[] {
  return value === undefined || (Number.isInteger(value) && (value as number) >= least && (value as number) < 2 ** 31)
    ? []
    : [{ field, text: `${show(value)} is not a number of ${noun}; write a whole number, ${least} or more` }];
}

/** Reports what is a repository an app where one for all is needed. @param what what is done with it */
export function sharedProblems(field: string, repository: Repository, what: string): Problem[] {
  return ownedByApp(repository)
    ? [
        {
          field,
          text: `"${repository.name}" is a repository an app, and ${what} one that all share; give it sharedPrefix('…')`,
          rule: 'M1',
        },
      ]
    : [];
}
