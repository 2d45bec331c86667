import type { Loose } from '../loose';

/** What stands in the place of a value that nobody must see. */
const HIDDEN = '<not shown>';

/** Names of fields whose values nobody must see, unless they only name where such a value is. */
const SECRET = /pass|pwd|secret|token|credential|private|apikey|accesskey|auth|cookie/i;
const REFERENCE = /(name|ref|kind|namespace)$/i;

/** Annotations and labels that are read by programs that this is about; any other may hold anything. */
const OPEN_METADATA = /^(cdk8s-volsync-kopia|([a-z]+\.)?toolkit\.fluxcd\.io|app\.kubernetes\.io)\//;

/** Fields below which people put what they like. */
const ANYTHING = [
  'data',
  'stringData',
  'binaryData',
  'env',
  'moverEnv',
  'values',
  'substitute',
  'status',
  'args',
  'command',
  'actions',
];

/** Secrets in the middle of a text: the login of an address, an argument that is called so. */
const WITHIN = [
  /(?<=\/\/)[^/@\s]+(?=@)/g,
  /(?<=(?:pass|pwd|secret|token|credential|key)\w*["']?(?:\s*[=:]\s*|\s+))\S+/gi,
];

/**
 * How the value of a field is shown: as it is, where nothing about it can be a secret.
 * @param path the keys that lead to it, from the object down
 * @param open whether any value of the object may be shown
 */
export function shownValue(value: Loose, path: readonly string[], open: boolean): string {
  if (!open || isHidden(path) || (typeof value === 'string' && /^ENC\[/.test(value))) {
    return HIDDEN;
  }
  const text = WITHIN.reduce((shown, secret) => shown.replace(secret, HIDDEN), JSON.stringify(value) ?? '');
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

const LONGEST = 200;

function isHidden(path: readonly string[]): boolean {
  const [top, group, key = ''] = path;
  return (
    (top === 'metadata' && (group === 'annotations' || group === 'labels') && !OPEN_METADATA.test(key)) ||
    path.some((each) => ANYTHING.includes(each)) ||
    path.some((each) => SECRET.test(each) && !REFERENCE.test(each))
  );
}
