import { type Cluster, foreignProblems } from '../cluster/cluster';
import { MOVER_KEYS, moverProblems } from '../cluster/mover';
import { accessModesProblems, CACHE_KEYS, cacheProblems, STORAGE_KEYS, storageProblems } from '../cluster/storage';
import { areDestinations, destinationsProblems } from '../plan/plan';
import { retentionProblems, retentionWarnings } from '../plan/retention';
import type { Problem, Warning } from '../rules/problem';
import type { RuleId } from '../rules/rule';
import { show } from '../rules/show';
import { scheduleProblems } from '../schedule/schedule';
import { given } from '../values/given';
import { type KeysOf, unknownKeyProblems } from '../values/known-keys';
import { labelProblems } from '../values/labels';
import { nameLimits, nameProblems, namespaceProblems } from '../values/names';
import { quantityProblems } from '../values/quantity';
import { type App, type AppOptions, declaredDestinations } from './app';
import { destinationName, isRenamed, sourceName } from './app-name';
import { compressions } from './compression';
import { restoreProblems } from './restore';

/** Everything wrong with one app's declaration, all at once. */
export function appProblems(declared: AppOptions, app: App, cluster: Cluster): Problem[] {
  const options = given(declared);
  return [
    ...nestedKeys(options),
    ...naming(options, app, cluster),
    ...volume(options, app),
    ...destinations(options, app, cluster),
    ...formerly(options, app),
    ...movers(options, app, cluster),
  ];
}

const APP_KEYS: KeysOf<AppOptions> = {
  app: true,
  capacity: true,
  claim: true,
  existingClaim: true,
  storage: true,
  accessModes: true,
  copyMethod: true,
  plan: true,
  destinations: true,
  schedule: true,
  retention: true,
  mover: true,
  cache: true,
  resources: true,
  podLabels: true,
  parallelism: true,
  compression: true,
  restore: true,
  formerly: true,
};

/** Fields of an app's declaration that nothing reads. @param more fields that the construct itself reads */
export function unknownAppKeys(declared: AppOptions, more: Readonly<Record<string, true>>): Problem[] {
  return unknownKeyProblems('', declared, { ...APP_KEYS, ...more });
}

function nestedKeys({ storage, mover, cache, resources, restore, formerly }: AppOptions): Problem[] {
  return [
    ...unknownKeyProblems('storage', storage, STORAGE_KEYS),
    ...unknownKeyProblems('mover', mover, MOVER_KEYS),
    ...(typeof cache === 'string' ? [] : unknownKeyProblems('cache', cache, CACHE_KEYS)),
    ...unknownKeyProblems('resources', resources, { requests: true, limits: true }),
    ...(restore === false ? [] : unknownKeyProblems('restore', restore, { from: true, asOf: true, previous: true })),
    ...unknownKeyProblems('formerly', formerly, { app: true, namespace: true }),
  ];
}

function naming({ app, claim, existingClaim }: AppOptions, { name, destinations }: App, cluster: Cluster): Problem[] {
  const longest = Math.max(
    0,
    ...destinations.map(({ repository }) => sourceName({ app: '' }, repository, cluster).length),
  );
  const rest = Math.max(longest, destinationName({ app: '' }).length);
  return [
    ...nameProblems('app', app, nameLimits.source - rest),
    ...namespaceProblems('namespace', name.namespace),
    ...(claim === undefined ? [] : nameProblems('claim', claim, nameLimits.claim)),
    ...(existingClaim === undefined ? [] : nameProblems('existingClaim', existingClaim, nameLimits.claim)),
  ];
}

function volume(options: AppOptions, app: App): Problem[] {
  const unused = (['capacity', 'claim', 'accessModes', 'restore'] as const).filter((key) => options[key] !== undefined);
  const existing = options.existingClaim === undefined ? [] : unused;
  return [
    ...existing.map((key) => unusedProblem(key, options[key], 'R2')),
    ...quantityProblems('capacity', app.capacity),
    ...accessModesProblems('accessModes', options.accessModes),
    ...(options.storage ? storageProblems('storage', options.storage) : []),
    ...(['Snapshot', 'Clone', 'Direct'].includes(app.copyMethod)
      ? []
      : [
          {
            field: 'copyMethod',
            text: `${show(app.copyMethod)} is not a copy method; write "Snapshot", "Clone" or "Direct"`,
          },
        ]),
    ...(options.restore ? restoreProblems(options.restore, app.destinations) : []),
  ];
}

/** Reports a field that is about a claim, beside `existingClaim`. */
export function unusedProblem(field: string, value: unknown, rule: RuleId): Problem {
  const text = `${show(value)} is set for a claim that exists already, of which nothing is emitted; remove ${field} or existingClaim`;
  return { field, text, rule };
}

function destinations(options: AppOptions, app: App, cluster: Cluster): Problem[] {
  if (options.plan !== undefined && !areDestinations(options.plan.destinations)) {
    const text = `${show(options.plan)} is not a plan; use one of the cluster's, cluster.plans.<name>`;
    return [{ field: 'plan', text }];
  }
  return [
    ...(options.plan !== undefined && options.destinations !== undefined
      ? [{ field: 'destinations', text: 'a plan is given as well, and only one can hold; remove plan or destinations' }]
      : []),
    ...app.destinations.flatMap(({ repository }) => foreignProblems('destinations', repository, cluster)),
    ...(options.schedule === undefined ? [] : scheduleProblems('schedule', options.schedule)),
    ...(options.retention === undefined ? [] : retentionProblems('retention', options.retention)),
    ...destinationsProblems('destinations', declaredDestinations(options, cluster)),
  ];
}

function formerly(options: AppOptions, app: App): Problem[] {
  if (options.formerly === undefined || nestedKeys({ app: '', formerly: options.formerly }).length > 0) {
    return [];
  }
  return [
    ...(!isRenamed(app)
      ? [
          {
            field: 'formerly',
            text: `${show(options.formerly)} is what the app is called today; remove it`,
            rule: 'I1' as const,
          },
        ]
      : []),
    ...nameProblems('formerly.app', app.filedAs.app, nameLimits.source, 'I1'),
    ...namespaceProblems('formerly.namespace', app.filedAs.namespace),
  ];
}

function movers(options: AppOptions, app: App, cluster: Cluster): Problem[] {
  return [
    ...moverProblems('mover', app.mover),
    ...app.destinations.flatMap(({ repository }) =>
      repository.type === 'nfs' && !repository.squashesUsers && app.mover.uid !== cluster.mover.uid
        ? [
            {
              field: 'mover.uid',
              text: `${show(app.mover.uid)} cannot read what the other movers of "${repository.name}" wrote as ${cluster.mover.uid}, mode 0600; use ${cluster.mover.uid}, or declare squashesUsers: true if the export maps all users to one`,
              rule: 'M2' as const,
            },
          ]
        : [],
    ),
    ...ownCacheProblems(options, app),
    ...resourcesProblems(options),
    ...labelProblems('podLabels', options.podLabels ?? {}),
    ...(Number.isInteger(app.parallelism) && app.parallelism >= 1
      ? []
      : [{ field: 'parallelism', text: `${show(app.parallelism)} is not a number of files; write 1 or more` }]),
    ...((compressions as readonly string[]).includes(app.compression)
      ? []
      : [
          {
            field: 'compression',
            text: `${show(app.compression)} is not one that every Kopia can read; write one of ${compressions.join(', ')}`,
          },
        ]),
  ];
}

function ownCacheProblems({ cache }: AppOptions, app: App): Problem[] {
  if (cache === undefined || cache === 'emptyDir') {
    return [];
  }
  return typeof cache === 'object'
    ? cacheProblems('cache', app.cache ?? {})
    : [{ field: 'cache', text: `${show(cache)} is not a cache; write "emptyDir" or { storageClassName, capacity }` }];
}

export function resourcesProblems({ resources = {} }: Pick<AppOptions, 'resources'>): Problem[] {
  return (['requests', 'limits'] as const).flatMap((kind) =>
    Object.entries(resources[kind] ?? {}).flatMap(([name, value]) =>
      name === 'cpu'
        ? cpuProblems(`resources.${kind}.cpu`, value)
        : quantityProblems(`resources.${kind}.${name}`, value),
    ),
  );
}

function cpuProblems(field: string, value: unknown): Problem[] {
  return typeof value === 'string' && /^(\d+m|\d+(\.\d+)?)$/.test(value)
    ? []
    : [{ field, text: `${show(value)} is not an amount of CPU; write cores, "0.5", or thousandths of one, "500m"` }];
}

/** What is legal and still unwise. */
export function appWarnings(app: App): Warning[] {
  return app.destinations.flatMap(({ retention, cron }) => retentionWarnings('retention', retention, cron));
}
