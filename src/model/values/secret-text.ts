/** A value that is read from a field of a vault item when the Secret is made. */
export interface FieldRef {
  /** Name of the field. */
  readonly field: string;
}

/** Text with fields of a vault item in it. */
export type SecretText = string | FieldRef | readonly (string | FieldRef)[];

/** The field of the credentials' vault item that holds a value, e.g. the name of a bucket. */
export function field(name: string): FieldRef {
  return { field: name };
}

/** Whether a value is such a text: plain JavaScript may leave out a part of it. */
export function isSecretText(text: unknown): text is SecretText {
  const parts: readonly unknown[] = Array.isArray(text) ? text : [text];
  return parts.every((part) => typeof part === 'string' || isFieldRef(part));
}

export function isFieldRef(part: unknown): part is FieldRef {
  return (
    typeof part === 'object' && part !== null && 'field' in part && typeof part.field === 'string' && part.field !== ''
  );
}

/** The text, each field drawn by `render`. */
export function renderSecretText(text: SecretText, render: (field: string) => string): string {
  const parts = Array.isArray(text) ? text : [text];
  return parts.map((part) => (typeof part === 'string' ? part : render(part.field))).join('');
}

/** The fields that a text reads; none of what is no text at all. */
export function fieldsIn(text: unknown): string[] {
  const parts: readonly unknown[] = Array.isArray(text) ? text : [text];
  return parts.filter(isFieldRef).map(({ field }) => field);
}
