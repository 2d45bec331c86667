import type { Construct } from 'constructs';
import { ExternalSecret, type ExternalSecretSpecSecretStoreRefKind } from '../../../imports/external-secrets.io';
import type { Cluster } from '../../model/cluster/cluster';
import type { ReadField } from '../../model/repository/kind';
import type { PasswordRef } from '../../model/repository/options';
import { READY } from '../../tree/health-check';
import { addManifest, type Manifest } from '../../tree/manifest';

/** A Secret made of vault items; it is called `<name>-secret`. */
export interface VaultSecretOptions {
  readonly name: string;
  readonly namespace: string;
  readonly labels?: Record<string, string>;
  readonly cluster: Cluster;
  /** The password that opens the repository. */
  readonly password: Required<PasswordRef>;
  /** The item whose fields are read as well, where there is one. */
  readonly credentials: { readonly item: string } | undefined;
  /** The keys of the Secret, each a text with fields in it. */
  readonly keys: (fields: VaultFields) => Record<string, string>;
}

/** The fields of a Secret's vault items, in the language of the Secret's template. */
export interface VaultFields {
  /** The repository's password. */
  readonly password: string;
  /** A field of the item with the repository's keys. */
  readonly credential: ReadField;
}

/** The ExternalSecret that makes a Secret of exactly the keys that are asked for (rule S1). */
export function addVaultSecret(scope: Construct, id: string, options: VaultSecretOptions): Manifest {
  const { name, namespace, labels, cluster, password } = options;
  const items = vaultItems(options);
  const read = (item: VaultItem | undefined) => (field: string) => `{{ .${item?.prefix ?? ''}${plainName(field)} }}`;
  const fields = { password: read(items[0])(password.password), credential: read(items.at(-1)) };
  return addManifest(scope, id, ExternalSecret, {
    metadata: { name, namespace, labels },
    spec: {
      secretStoreRef: {
        ...cluster.secretStore,
        kind: cluster.secretStore.kind as ExternalSecretSpecSecretStoreRefKind,
      },
      target: { name: `${name}-secret`, template: { data: options.keys(fields) } },
      dataFrom: items.map((item) => ({
        extract: { key: item.key },
        rewrite: item.prefix === '' ? undefined : rewriteTo(item),
      })),
    },
  });
}

/** When External Secrets has made the Secret of what the object says now: of its generation it says nothing but this. */
export const SECRET_READY = `${READY} && status.syncedResourceVersion.startsWith(string(metadata.generation) + '-')`;

interface VaultItem {
  readonly key: string;
  readonly prefix: string;
  /** The fields of it that are read. */
  readonly fields: readonly string[];
}

/**
 * The vault items that are read. Where there are two, their fields are told apart by a prefix: of two fields with one
 * name External Secrets takes the last, silently. Of a lone item fields with plain names are read as they are.
 */
function vaultItems({ password, credentials, keys }: VaultSecretOptions): VaultItem[] {
  const secret = { key: password.item, prefix: 'secret_', fields: [password.password] };
  const others = { key: credentials?.item ?? password.item, prefix: 'credentials_', fields: asked(keys) };
  if (others.key !== secret.key) {
    return [secret, others];
  }
  const lone = { ...secret, fields: [...secret.fields, ...others.fields] };
  return [credentials === undefined && lone.fields.every(isPlain) ? { ...lone, prefix: '' } : lone];
}

/** The fields that the keys of a Secret ask for, beside the password. */
function asked(keys: VaultSecretOptions['keys']): string[] {
  const fields: string[] = [];
  const credential = (field: string) => {
    fields.push(field);
    return '';
  };
  keys({ password: '', credential });
  return fields;
}

/** Whether a name can follow a dot in a Go template as it is. */
function isPlain(field: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(field);
}

/**
 * A name that can follow a prefix there; odd characters are spelt out, as External Secrets' own conversion strategy
 * `Unicode` does, so that no two fields get one name.
 */
function plainName(field: string): string {
  return field.replace(/[^a-zA-Z0-9_]/gu, (odd) => `_U${odd.codePointAt(0)?.toString(16).padStart(4, '0')}_`);
}

/**
 * Makes every field that is read a plain name with a prefix. Only such a name can follow a dot in a Go template; read in
 * any other way, a field that is missing would be empty text instead of an error.
 *
 * External Secrets refuses an item that has a blank in any field's name, as soon as it rewrites one: what is not read
 * gets names that no field that is read can have, because of two with one name it takes any, now this and now that.
 */
function rewriteTo({ prefix, fields }: VaultItem) {
  const odd = [...new Set(fields)].filter((field) => plainName(field) !== field);
  const rules = [
    ...odd.map((field) => ({ source: `^${field.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}$`, target: plainName(field) })),
    { source: '[^a-zA-Z0-9_]', target: '-' },
    { source: '^(.*)$', target: `${prefix}$1` },
  ];
  return rules.map((regexp) => ({ regexp }));
}
