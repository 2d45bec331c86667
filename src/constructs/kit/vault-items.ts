import type { ReadField } from '../../model/repository/kind';

/** What of a vault is in a Secret. */
export interface VaultContents {
  /** The password that opens the repository, where it is in this Secret. */
  readonly password: VaultField | undefined;
  /** The item whose fields are read as well, where there is one. */
  readonly credentials: { readonly item?: string } | undefined;
  /** The keys of the Secret, each a text with fields in it. */
  readonly keys: (fields: VaultFields) => Record<string, string>;
}

/** A field of a vault's item. That there is one is checked with everything else. */
export interface VaultField {
  readonly item?: string;
  readonly password: string;
}

/** The fields of a Secret's vault items, in the language of the Secret's template. */
export interface VaultFields {
  /** The repository's password. */
  readonly password: string;
  /** A field of the item with the repository's keys. */
  readonly credential: ReadField;
}

/** An item of a vault that a Secret is made of. */
export interface VaultItem {
  readonly key: string;
  readonly prefix: string;
  /** The fields of it that are read. */
  readonly fields: readonly string[];
}

/**
 * The vault items that are read. Where there are two, their fields are told apart by a prefix: of two fields with one
 * name External Secrets takes the last, silently. Of a lone item fields with plain names are read as they are.
 */
export function vaultItems({ password, credentials, keys }: VaultContents): VaultItem[] {
  const asksFor = asked(keys);
  const others = { key: `${credentials?.item ?? password?.item}`, prefix: 'credentials_', fields: asksFor };
  if (password === undefined) {
    return [others];
  }
  const secret = { key: `${password.item}`, prefix: 'secret_', fields: [password.password] };
  if (others.key !== secret.key) {
    return [secret, others];
  }
  const lone = { ...secret, fields: [...secret.fields, ...asksFor] };
  return [credentials === undefined && lone.fields.every(isPlain) ? { ...lone, prefix: '' } : lone];
}

/** The fields that the keys of a Secret ask for, beside the password. */
function asked(keys: VaultContents['keys']): string[] {
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
export function plainName(field: string): string {
  return field.replace(/[^a-zA-Z0-9_]/gu, (odd) => `_U${odd.codePointAt(0)?.toString(16).padStart(4, '0')}_`);
}

/**
 * Makes every field that is read a plain name with a prefix. Only such a name can follow a dot in a Go template; read in
 * any other way, a field that is missing would be empty text instead of an error.
 *
 * External Secrets refuses an item that has a blank in any field's name, as soon as it rewrites one: what is not read
 * gets names that no field that is read can have, because of two with one name it takes any, now this and now that.
 */
export function rewriteTo({ prefix, fields }: VaultItem) {
  const odd = [...new Set(fields)].filter((field) => plainName(field) !== field);
  const rules = [
    ...odd.map((field) => ({ source: `^${field.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}$`, target: plainName(field) })),
    { source: '[^a-zA-Z0-9_]', target: '-' },
    { source: '^(.*)$', target: `${prefix}$1` },
  ];
  return rules.map((regexp) => ({ regexp }));
}

/** Each field that is read, by itself, under the name that it would have as one of a map. */
export function propertiesOf({ key, prefix, fields }: VaultItem) {
  return [...new Set(fields)].map((property) => ({
    secretKey: `${prefix}${plainName(property)}`,
    remoteRef: { key, property },
  }));
}
