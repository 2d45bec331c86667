const MARK = Symbol.for('cdk8s-volsync-kopia:without-stack');

/**
 * Marks an error whose message says all there is to say: where, what was seen, the rule and the repair. Where one ends
 * a program, the message alone is printed; a stack would bury it. For those who catch it, it is an error like any other.
 */
export function withoutStack<E extends Error>(error: E): E {
  return Object.defineProperty(error, MARK, { value: true });
}

export function isWithoutStack(error: Error): boolean {
  return MARK in error;
}
