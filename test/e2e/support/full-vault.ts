import type { Synced, Vault } from './secrets';

/** Which fields are read of which items. */
export type Items = Readonly<Record<string, readonly string[]>>;

/** What stands in the vault beside the fields that are read. None of it may get into a Secret. */
const BESIDE = { notesPlain: 'LEAK', username: '', 'one-time password': 'LEAK', 'Überschrift №1 🔑': 'LEAK' };

/** A vault with every field, each of which says which it is. */
export function fullVault(items: Items): Vault {
  return Object.fromEntries(
    Object.entries(items).map(([item, fields]) => [
      item,
      {
        ...BESIDE,
        ...Object.fromEntries(fields.map((field) => [alike(field), 'LEAK'])),
        ...Object.fromEntries(fields.map((field) => [field, heldBy(item, field)])),
      },
    ]),
  );
}

/** A name that is nearly that of a field. */
function alike(field: string): string {
  return field.includes('-') ? field.replaceAll('-', '_') : field.replaceAll('_', '-');
}

/** What a field holds in a full vault. */
export function heldBy(item: string, field: string): string {
  return `|${item}|${field}|`;
}

/** A part of a vault that can be missing: an item, or a field. */
export interface Part {
  readonly item: string;
  readonly field?: string;
}

/** All parts that are read, each with the vault that lacks it. */
export function missingParts(items: Items): readonly (readonly [Part, Vault])[] {
  const vault = fullVault(items);
  return Object.entries(items).flatMap(([item, fields]) => {
    const { [item]: values = {}, ...others } = vault;
    return [
      [{ item }, others] as const,
      ...fields.map((field) => {
        const { [field]: _, ...rest } = values;
        return [
          { item, field },
          { ...others, [item]: rest },
        ] as const;
      }),
    ];
  });
}

/** The Secrets, of a full vault, in which a part is. */
export function secretsWith({ item, field }: Part, secrets: Synced['secrets']): readonly string[] {
  const text = field === undefined ? `|${item}|` : heldBy(item, field);
  // One file is a token, which is base64.
  const holdsIt = (value: string) => [value, Buffer.from(value, 'base64url').toString()].some((x) => x.includes(text));
  return [...secrets].filter(([, data]) => Object.values(data).some(holdsIt)).map(([secret]) => secret);
}

/** What a field is called on its way into a Secret. */
export function plainName(field: string): string {
  return field.replaceAll('-', '_U002d_').replaceAll(' ', '_U0020_');
}
