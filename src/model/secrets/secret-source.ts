import { defaults } from '../defaults';
import { requireOptions } from '../rules/require-options';
import { given } from '../values/given';
import { Named } from '../values/known-keys';

/** The External Secrets store that holds passwords and keys. */
export interface SecretStore {
  /** Whether the store is for all namespaces or for one. */
  readonly kind: 'ClusterSecretStore' | 'SecretStore';
  /** Name of the store. */
  readonly name: string;
}

/** What is said of Secrets that External Secrets makes of a vault's items. */
export interface ExternalSecretsOptions {
  /** The store that holds passwords and keys. */
  readonly store: SecretStore;
  /**
   * How often the vault is read for each Secret, as Go spells durations: `30m`, `12h`; `0` reads it once. External Secrets' own
   * hour is too often for a vault that counts: a service account of 1Password may read 1,000 times a day.
   * @default `'12h'` (`defaults.externalSecrets.refreshInterval`)
   */
  readonly refreshInterval?: string;
  /**
   * How the store is asked. `'fields'` fetches an item whole, as a map of its fields. `'properties'` fetches each field by
   * itself, for stores that give no map of an item, or charge for what nobody asked for.
   * @default `'fields'` (`defaults.externalSecrets.items`)
   */
  readonly items?: 'fields' | 'properties';
}

/** Secrets that External Secrets makes of a vault's items; see {@link externalSecrets}. */
export interface ExternalSecrets extends Required<ExternalSecretsOptions> {
  /** Tells it from other ways. */
  readonly type: 'external-secrets';
}

/** What a Secret is for. */
export interface SecretFor {
  /** The app that is backed up. @default none: the Secret is for a maintainer, a server or another pod of the platform */
  readonly app?: string;
  /** The namespace that the Secret is in. */
  readonly namespace: string;
  /** The name of the repository that it opens. */
  readonly repository: string;
}

/** Secrets that something else makes; see {@link existingSecret}. */
export interface ExistingSecret {
  /** Tells it from other ways. */
  readonly type: 'existing-secret';
  /** The name of the Secret that opens a repository. */
  readonly nameOf: (of: SecretFor) => string;
}

/** How the Secrets come to be that open repositories. */
export type SecretSource = ExternalSecrets | ExistingSecret;

/** What a field holds that says so, for checks at run time. */
export const SECRETS_KEY = new Named(true, 'what the repository or the cluster says');

/**
 * External Secrets makes the Secrets, of items of a vault: an ExternalSecret is emitted for each.
 * @example
 * ```ts
 * import { externalSecrets } from 'cdk8s-volsync-kopia';
 *
 * externalSecrets({ store: { kind: 'ClusterSecretStore', name: 'bitwarden' }, refreshInterval: '24h' });
 * ```
 */
export function externalSecrets(options: ExternalSecretsOptions): ExternalSecrets {
  requireOptions('externalSecrets', options);
  return { ...defaults.externalSecrets, ...given(options), type: 'external-secrets' };
}

/**
 * The Secrets exist: made by SOPS, by Sealed Secrets, by hand. Nothing is emitted for them; they are called what the function
 * returns, and hold the keys that docs/secrets.md lists.
 * @param nameOf the name of the Secret for one app, or none, in one namespace and one repository
 * @example
 * ```ts
 * import { existingSecret } from 'cdk8s-volsync-kopia';
 *
 * existingSecret(({ app, repository }) => (app === undefined ? `kopia-${repository}` : `${app}-volsync`));
 * ```
 */
export function existingSecret(nameOf: (of: SecretFor) => string): ExistingSecret {
  return { type: 'existing-secret', nameOf };
}

/** Whether a value is what one of the two functions gives: plain JavaScript may give anything. */
export function isSecretSource(value: unknown): value is SecretSource {
  const { type } = (value ?? {}) as { readonly type?: unknown };
  return type === 'external-secrets' || type === 'existing-secret';
}

/** Whether Secrets are made of a vault's items. */
export function isExternal(source: SecretSource): source is ExternalSecrets {
  return source.type === 'external-secrets';
}
