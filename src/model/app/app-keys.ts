import { MOVER_KEYS } from '../cluster/mover';
import { CACHE_KEYS, STORAGE_KEYS } from '../cluster/storage';
import type { Problem } from '../rules/problem';
import { type KeysOf, unknownKeyProblems } from '../values/known-keys';
import type { AppOptions } from './options';

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

/** Fields inside an app's options that nothing reads. */
export function unknownNestedKeys({ storage, mover, cache, resources, restore, formerly }: AppOptions): Problem[] {
  return [
    ...unknownKeyProblems('storage', storage, STORAGE_KEYS),
    ...unknownKeyProblems('mover', mover, MOVER_KEYS),
    ...(typeof cache === 'string' ? [] : unknownKeyProblems('cache', cache, CACHE_KEYS)),
    ...unknownKeyProblems('resources', resources, { requests: true, limits: true }),
    ...(restore === false ? [] : unknownKeyProblems('restore', restore, { from: true, asOf: true, previous: true })),
    ...unknownFormerKeys({ formerly }),
  ];
}

export function unknownFormerKeys({ formerly }: Pick<AppOptions, 'formerly'>): Problem[] {
  return unknownKeyProblems('formerly', formerly, { app: true, namespace: true });
}
