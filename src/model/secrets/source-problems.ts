import { type Problem, problemIf } from '../rules/problem';
import { show } from '../rules/show';
import { goDuration } from '../values/go-duration';
import { type KeysOf, unknownKeyProblems } from '../values/known-keys';
import { nameProblems } from '../values/names';
import {
  type ExistingSecret,
  type ExternalSecrets,
  isExternal,
  isSecretSource,
  type SecretStore,
} from './secret-source';

const STORE_KEYS: KeysOf<SecretStore> = { kind: true, name: true };
const EXTERNAL_KEYS: KeysOf<ExternalSecrets> = { type: true, store: true, refreshInterval: true, items: true };
const EXISTING_KEYS: KeysOf<ExistingSecret> = { type: true, nameOf: true };

/** Everything wrong with how Secrets are said to come to be. */
export function secretSourceProblems(field: string, source: unknown): Problem[] {
  if (!isSecretSource(source)) {
    const text = `${show(source)} does not say how Secrets come to be; write externalSecrets({ store: { kind, name } }), or existingSecret(({ app }) => …)`;
    return [{ field, text }];
  }
  return isExternal(source) ? externalProblems(field, source) : existingProblems(field, source);
}

function externalProblems(field: string, source: ExternalSecrets): Problem[] {
  const { store, refreshInterval, items } = source;
  return [
    ...unknownKeyProblems(field, source, EXTERNAL_KEYS),
    ...storeProblems(`${field}.store`, store),
    ...problemIf(
      !((goDuration(refreshInterval) ?? -1) >= 0),
      `${field}.refreshInterval`,
      () =>
        `${show(refreshInterval)} is not a duration; write hours, minutes and seconds such as "12h" or "1h30m", or "0" to read the vault once`,
    ),
    ...problemIf(
      isTooOften(refreshInterval),
      `${field}.refreshInterval`,
      () =>
        `${show(refreshInterval)} reads the vault more than once a minute for each Secret, and vaults count; write "1m" or more, or "0" to read it once`,
    ),
    ...problemIf(
      items !== 'fields' && items !== 'properties',
      `${field}.items`,
      () => `${show(items)} is not a way to ask a store; write "fields" or "properties"`,
    ),
  ];
}

function isTooOften(refreshInterval: unknown): boolean {
  const seconds = goDuration(refreshInterval) ?? 0;
  return seconds > 0 && seconds < 60;
}

function existingProblems(field: string, source: ExistingSecret): Problem[] {
  return [
    ...unknownKeyProblems(field, source, EXISTING_KEYS),
    ...problemIf(
      typeof source.nameOf !== 'function',
      field,
      () =>
        `${show(source.nameOf)} is not a function that names a Secret; write existingSecret(({ app }) => …), or existingSecret(() => 'kopia') for one that all share`,
    ),
  ];
}

/** Everything wrong with the store that holds passwords and keys. */
export function storeProblems(field: string, store: unknown): Problem[] {
  if (typeof store !== 'object' || store === null) {
    return [{ field, text: `${show(store)} is not an object; write ${field.split('.').at(-1)}: { … }` }];
  }
  const { kind, name } = store as Partial<SecretStore>;
  return [
    ...unknownKeyProblems(field, store, STORE_KEYS),
    ...problemIf(
      kind !== 'ClusterSecretStore' && kind !== 'SecretStore',
      `${field}.kind`,
      () => `${show(kind)} is not a store; write "ClusterSecretStore" or "SecretStore"`,
    ),
    ...nameProblems(`${field}.name`, name, 253),
  ];
}
