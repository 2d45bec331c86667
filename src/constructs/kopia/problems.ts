import { smallCacheProblems } from '../../model/cluster/cache-limits';
import { type Cluster, foreignProblems } from '../../model/cluster/cluster';
import { kubernetesMinor } from '../../model/cluster/kubernetes';
import { moverProblems } from '../../model/cluster/mover';
import { metadataProblems } from '../../model/cluster/object-metadata';
import { defaults } from '../../model/defaults';
import { podProblems } from '../../model/placement/pods';
import { kindOf, ownedByApp, type Repository, userProblems } from '../../model/repository/repository';
import { ifGiven, type Problem, problemIf } from '../../model/rules/problem';
import { type ScheduleInput, scheduleProblems } from '../../model/schedule/schedule';
import { timeZoneProblems } from '../../model/schedule/time-zone';
import { secretProblems } from '../../model/secrets/secret-problems';
import { imageProblems } from '../../model/values/image';
import { annotationProblems } from '../../model/values/labels';
import { nameLimits, nameProblems } from '../../model/values/names';
import { numberProblems } from '../../model/values/number';
import { NAME_LABEL } from '../../model/values/own-keys';
import { type Quantity, quantityProblems } from '../../model/values/quantity';
import { completeResources, resourcesProblems } from '../../model/values/resources';
import type { KopiaCronJobOptions, KopiaPodOptions } from './options';
import type { KopiaOpening, KopiaSecrets } from './secret';

/** Everything wrong with what all tasks have that run by schedule. */
export function scheduledTaskProblems(
  declared: KopiaCronJobOptions & { readonly schedule?: ScheduleInput },
  { name, repository }: { readonly name: string; readonly repository: Repository },
  cluster: Cluster,
): Problem[] {
  return [
    ...nameProblems('name', name, nameLimits.cronJob),
    ...ifGiven(declared.schedule, (each) => scheduleProblems('schedule', each, cluster.engine.cron)),
    ...taskProblems(declared, repository, cluster),
    ...kopiaCronJobProblems(declared),
    ...successProblems(declared.successfulJobsHistoryLimit, cluster),
  ];
}

/** Everything wrong with the pod of a task. */
export function taskProblems(
  declared: KopiaPodOptions,
  repository: Repository,
  cluster: Cluster,
  cacheOnNode = true,
): Problem[] {
  const { uid } = { ...cluster.mover, ...declared.mover };
  return [...userProblems(uid, cluster.mover.uid, repository), ...kopiaPodProblems(declared, cluster, cacheOnNode)];
}

/** @param cacheOnNode whether the cache counts as storage of the node */
export function kopiaPodProblems(declared: KopiaPodOptions, cluster: Cluster, cacheOnNode = true): Problem[] {
  const { mover, image, cache, resources, podAnnotations } = declared;
  return [
    ...ifGiven(mover, (each) => moverProblems('mover', { uid: 65534, gid: 65534, ...each })),
    ...ifGiven(image, (each) => imageProblems('image', each)),
    ...ifGiven(cache, cacheProblems),
    ...resourcesProblems(
      'resources',
      completeResources(resources, defaults.kopiaJob.resources),
      cacheOnNode ? (cache ?? defaults.kopiaJob.cache) : undefined,
    ),
    ...podProblems(declared, cluster.engine.ownKeys),
    ...metadataProblems(declared, [NAME_LABEL, ...cluster.engine.ownKeys]),
    ...annotationProblems('podAnnotations', podAnnotations ?? {}),
  ];
}

function cacheProblems(cache: Quantity): Problem[] {
  const problems = quantityProblems('cache', cache);
  return problems.length > 0 ? problems : smallCacheProblems('cache', cache);
}

export function kopiaCronJobProblems(options: KopiaCronJobOptions): Problem[] {
  return [
    ...ifGiven(options.timeZone, (each) => timeZoneProblems('timeZone', each)),
    ...Object.entries(SMALLEST).flatMap(([field, [least, noun]]) =>
      numberProblems(field, options[field as keyof typeof SMALLEST], least, noun),
    ),
  ];
}

/** Alerts go by when a CronJob last succeeded (kubernetes/kubernetes#122025). */
export function successProblems(successfulJobsHistoryLimit: number | undefined, { kubernetes }: Cluster): Problem[] {
  return problemIf(
    successfulJobsHistoryLimit === 0 && (kubernetesMinor(kubernetes) ?? 0) < 31,
    'successfulJobsHistoryLimit',
    () =>
      `before Kubernetes 1.31, and this is ${kubernetes}, a CronJob that keeps no run may never say that one succeeded, and alerts would not see that none does; write 1 or more, or leave it out`,
  );
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

/** Everything wrong with the Secrets of a pod. @param keysField the prop that names the repository whose keys it is given */
export function openingProblems(
  { repository, keysOf, secrets }: Pick<KopiaOpening, 'repository' | 'keysOf' | 'secrets'>,
  { password, keys }: KopiaSecrets,
  keysField: string,
): Problem[] {
  const others = keysOf === repository ? [] : [{ repository: keysOf, secret: keys }];
  return [
    ...secretProblems(secrets, [{ repository, secret: password }, ...others]),
    ...problemIf(
      keys.made === undefined && kindOf(keysOf).storageBesideFiles(keysOf, '', '') === undefined,
      keysField,
      () =>
        `"${keysOf.name}" is opened by a password that Kopia takes from its own file alone, and no Secret that exists has that file; declare it with credentials: { privateKey }, or write secrets: externalSecrets({ store: { kind, name } }) here`,
      'S1',
    ),
  ];
}

/** Reports one of another cluster, or one per app where one for all is needed. @param what what is done with it */
export function sharedRepositoryProblems(
  field: string,
  repository: Repository,
  what: string,
  cluster: Cluster,
): Problem[] {
  return [...foreignProblems(field, repository, cluster), ...sharedProblems(field, repository, what)];
}

export function sharedProblems(field: string, repository: Repository, what: string): Problem[] {
  return problemIf(
    ownedByApp(repository),
    field,
    () => `"${repository.name}" is a repository per app, and ${what} one that all share; give it sharedPrefix('…')`,
    'M1',
  );
}
