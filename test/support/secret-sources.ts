import { type ExternalSecrets, existingSecret, externalSecrets, type SecretStore } from '../../src';

export const bitwarden: SecretStore = { kind: 'SecretStore', name: 'bitwarden' };

/** Every field asked for by itself, once a day. */
export const byField: ExternalSecrets = externalSecrets({
  store: bitwarden,
  refreshInterval: '24h',
  items: 'properties',
});

/** Secrets as people encrypt them into git: one per app and repository, one per namespace for the rest. */
export const bySops = existingSecret(({ app = 'kopia', repository }) => `${app}-${repository}`);
