import type { Construct } from 'constructs';
import { ExternalSecret, type ExternalSecretSpecSecretStoreRefKind } from '../../imports/external-secrets.io';
import type { Cluster } from '../model/cluster';
import type { PasswordRef, S3Repository } from '../model/repository';
import { addManifest, type Manifest } from './manifest';

/** A Secret made of vault items; it is called `<name>-secret`. */
export interface VaultSecretOptions {
  readonly name: string;
  readonly namespace: string;
  readonly labels?: Record<string, string>;
  readonly cluster: Cluster;
  /** The password that opens the repository. */
  readonly password: Required<PasswordRef>;
  /** The bucket whose keys are read as well, where there is one. */
  readonly bucket: S3Repository | undefined;
  /** The keys of the Secret, each a text with fields in it. */
  readonly keys: (fields: VaultFields) => Record<string, string>;
}

/** The fields of a Secret's vault items, in the language of the Secret's template. */
export interface VaultFields {
  /** The repository's password. */
  readonly password: string;
  /** A field of the item with the bucket's keys. */
  readonly credential: (field: string) => string;
}

/** The ExternalSecret that makes a Secret of exactly the keys that are asked for (rule S1). */
export function addVaultSecret(scope: Construct, id: string, options: VaultSecretOptions): Manifest {
  const { name, namespace, labels, cluster, password } = options;
  const items = vaultItems(options);
  const read = (item: VaultItem | undefined) => (field: string) =>
    `{{ .${item?.prefix ?? ''}${field.replace(/[^a-zA-Z0-9_]/g, '_')} }}`;
  const fields = { password: read(items[0])(password.password), credential: read(items.at(-1)) };
  return addManifest(scope, id, ExternalSecret, {
    metadata: { name, namespace, labels },
    spec: {
      secretStoreRef: {
        ...cluster.secretStore,
        kind: cluster.secretStore.kind as ExternalSecretSpecSecretStoreRefKind,
      },
      target: { name: `${name}-secret`, template: { data: options.keys(fields) } },
      dataFrom: items.map(({ key, prefix }) => ({
        extract: { key },
        rewrite: prefix === '' ? undefined : rewriteTo(prefix),
      })),
    },
  });
}

interface VaultItem {
  readonly key: string;
  readonly prefix: string;
}

/**
 * The vault items that are read. Where there are two, their fields are told apart by a prefix: of two fields with one
 * name External Secrets takes the last, silently. A lone password with a plain name is read as it is.
 */
function vaultItems({ password, bucket }: VaultSecretOptions): VaultItem[] {
  const secret = { key: password.item, prefix: 'secret_' };
  if (bucket === undefined) {
    return [/^[A-Za-z_][A-Za-z0-9_]*$/.test(password.password) ? { ...secret, prefix: '' } : secret];
  }
  return bucket.credentials.item === password.item
    ? [secret]
    : [secret, { key: bucket.credentials.item, prefix: 'credentials_' }];
}

/**
 * Makes every field of an item a plain name with a prefix. Only such a name can follow a dot in a Go template; read in
 * any other way, a field that is missing would be empty text instead of an error. And External Secrets refuses an item
 * that has a blank in any field's name, as soon as it rewrites one.
 */
function rewriteTo(prefix: string) {
  return [
    { regexp: { source: '[^a-zA-Z0-9_]', target: '_' } },
    { regexp: { source: '^(.*)$', target: `${prefix}$1` } },
  ];
}
