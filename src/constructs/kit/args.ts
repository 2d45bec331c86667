import { show } from '../../model/rules/show';
import { given } from '../../model/values/given';
import type { KeysOf } from '../../model/values/known-keys';

/**
 * The two ways to call a construct: `(scope, id, props)` as everywhere in cdk8s, or `(scope, props)` with a derived id.
 * This is the door of every construct: behind it props are as they were given, and nothing else may be read.
 */
export function constructArgs<P extends object>(
  idOrProps: string | P | undefined,
  maybeProps: P | undefined,
  derive: (props: P) => string,
  keys: KeysOf<P>,
): { id: string; props: P } {
  const declared = typeof idOrProps === 'string' ? maybeProps : (idOrProps ?? maybeProps);
  if (typeof declared !== 'object' || declared === null) {
    throw new TypeError(`${show(idOrProps)}: the props are missing; write (scope, props) or (scope, id, props)`);
  }
  const props = given(declared, keys);
  return { id: typeof idOrProps === 'string' ? idOrProps : derive(props), props };
}
