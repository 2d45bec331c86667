/**
 * What stands in no name, path or line: control characters, what Go takes for the end of a line (U+0085, U+2028,
 * U+2029), marks and holes of Unicode, and halves of characters.
 */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u2028\u2029\ufeff\ufffe\uffff]/u;

/** Whether a value is text on one line, to every reader. */
export function isLine(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '' && !UNPRINTABLE.test(value);
}
