import type { Construct } from 'constructs';
import { show } from '../../model/rules/show';
import { withoutStack } from '../../model/rules/without-stack';
import { given } from '../../model/values/given';
import type { KeysOf } from '../../model/values/known-keys';
import { requirePlace } from './place';

/**
 * The two ways to call a construct: `(scope, id, props)` as everywhere in cdk8s, or `(scope, props)` with a derived id.
 * This is the door of every construct: behind it props are as they were given, and nothing else may be read.
 * @throws TypeError if the props are missing, Error if nothing can be made at this place
 */
export function constructArgs<P extends object>(
  scope: Construct,
  idOrProps: string | P | undefined,
  maybeProps: P | undefined,
  derive: (props: P) => string,
  keys: KeysOf<P>,
): { id: string; props: P } {
  const declared = typeof idOrProps === 'string' ? maybeProps : (idOrProps ?? maybeProps);
  if (typeof declared !== 'object' || declared === null) {
    throw withoutStack(
      new TypeError(`${show(idOrProps)}: the props are missing; write (scope, props) or (scope, id, props)`),
    );
  }
  const props = given(declared, keys);
  const id = typeof idOrProps === 'string' ? idOrProps : derive(props);
  requirePlace(scope, id);
  return { id, props };
}
