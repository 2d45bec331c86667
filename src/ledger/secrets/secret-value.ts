/** What is in a vault, by where it is there. */
export interface VaultRef {
  /** The store that is asked. */
  readonly store: string;
  /** The item, or several, of which the last that has the field counts. */
  readonly item: string;
  /** The field of the item, or what a template makes of such. */
  readonly field: string;
}

/**
 * A value of a Secret as the objects say it: text, with what only a vault knows in it. Where such stands, the text has a
 * mark, so that it can be cut at slashes and colons like any other.
 */
export interface SecretValue {
  readonly marked: string;
  readonly refs: readonly VaultRef[];
  /** It is written down in a Secret itself, and may be what nobody must see. */
  readonly literal: boolean;
}

const MARK = /\uE000(\d+)\uE000/g;

export function literalValue(text: string): SecretValue {
  // A private character is in no address, and would be taken for a mark.
  return { marked: text.replaceAll('\uE000', ''), refs: [], literal: true };
}

/** One value of parts, each a text or what is in the vault. */
export function secretText(parts: readonly (string | VaultRef)[]): SecretValue {
  const refs: VaultRef[] = [];
  const marked = parts.map((part) =>
    typeof part === 'string' ? part.replaceAll('\uE000', '') : `\uE000${refs.push(part) - 1}\uE000`,
  );
  return { marked: marked.join(''), refs, literal: false };
}

/** A value's text, or a piece of it. */
export type SecretPiece = Pick<SecretValue, 'marked' | 'refs'>;

/** A piece's text, with what is in the vault named as repositories' locations name it. */
export function drawn({ marked, refs }: SecretPiece): string {
  return marked.replace(MARK, (_, index: string) => {
    const ref = refs[Number(index)];
    return ref === undefined ? '' : JSON.stringify([ref.item, ref.field]);
  });
}

/** The same, as people read it. */
export function shown({ marked, refs }: SecretPiece): string {
  return marked.replace(MARK, (_, index: string) => {
    const ref = refs[Number(index)];
    return ref === undefined ? '' : `<${ref.item}: ${ref.field}>`;
  });
}

/** Whether a text begins with what only the vault knows, so that not even its kind can be told. */
export function beginsInVault(marked: string): boolean {
  return marked.startsWith('\uE000');
}

/** Whether any of a text is in the vault. */
export function isInVault(marked: string): boolean {
  return marked.includes('\uE000');
}
