import { MOVER_KEYS } from '../cluster/mover';
import { OBJECT_METADATA_KEYS } from '../cluster/object-metadata';
import { CACHE_KEYS, STORAGE_KEYS } from '../cluster/storage';
import { POD_OPTIONS_KEYS } from '../placement/pods';
import type { Destination } from '../plan/plan';
import { SECRETS_KEY } from '../secrets/secret-source';
import { type Field, type KeysOf, Named } from '../values/known-keys';
import { RESOURCES_KEYS } from '../values/resources';
import type { AppName } from './app-name';
import { MIGRATION_KEYS } from './migration';
import type { AppOptions } from './options';
import type { RestoreOptions } from './restore';

const DESTINATION_KEYS: KeysOf<Destination> = { repository: 'reference', schedule: true, retention: true };

const RESTORE_KEYS: KeysOf<RestoreOptions> = { from: 'reference', asOf: true, previous: true };

export const FORMERLY_KEYS: KeysOf<AppName> = { app: true, namespace: true };

function cacheKeys(value: unknown): Field {
  return typeof value === 'string' ? true : CACHE_KEYS;
}

export const APP_KEYS: KeysOf<AppOptions> = {
  app: true,
  capacity: true,
  claim: true,
  existingClaim: true,
  storage: new Named(STORAGE_KEYS, "the cluster's"),
  accessModes: true,
  copyMethod: true,
  plan: 'reference',
  destinations: [DESTINATION_KEYS],
  schedule: new Named(true, "the plan's"),
  retention: new Named(true, "the plan's"),
  mover: new Named(MOVER_KEYS, "the cluster's"),
  cache: cacheKeys,
  restoreCache: cacheKeys,
  resources: RESOURCES_KEYS,
  ...POD_OPTIONS_KEYS,
  ...OBJECT_METADATA_KEYS,
  parallelism: true,
  compression: true,
  secrets: SECRETS_KEY,
  restore: new Named((value) => (value === false ? true : RESTORE_KEYS), 'the newest snapshot'),
  migration: new Named((value) => (value === false ? true : MIGRATION_KEYS), "the cluster's"),
  formerly: new Named(FORMERLY_KEYS, 'that the app was always called so'),
};
