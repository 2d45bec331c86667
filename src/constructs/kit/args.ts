import type { Construct } from 'constructs';
import { show } from '../../model/rules/show';
import { withoutStack } from '../../model/rules/without-stack';
import { given } from '../../model/values/given';
import type { KeysOf } from '../../model/values/known-keys';
import { requirePlace } from './place';

/**
 * The two ways to call a construct: `(scope, id, props)` as everywhere in cdk8s, or `(scope, props)` with a derived id.
 * This is the door of every construct: behind it props are as they were given, and nothing else may be read.
 * @param derive the id of a construct that is given none
 * @param apart how a second one with that id can be told from the first
 * @throws TypeError if the props are missing, Error if nothing can be made at this place
 */
export function constructArgs<P extends object>(
  scope: Construct,
  idOrProps: string | P | undefined,
  maybeProps: P | undefined,
  derive: (props: P) => string,
  keys: KeysOf<P>,
  apart?: (props: P) => string,
): { id: string; props: P } {
  const declared = typeof idOrProps === 'string' ? maybeProps : (idOrProps ?? maybeProps);
  if (typeof declared !== 'object' || declared === null) {
    throw withoutStack(
      new TypeError(`${show(idOrProps)}: the props are missing; write (scope, props) or (scope, id, props)`),
    );
  }
  const props = given(declared, keys);
  if (typeof idOrProps === 'string') {
    requirePlace(scope, idOrProps);
    return { id: idOrProps, props };
  }
  const id = derive(props);
  requirePlace(scope, id, apart?.(props));
  return { id, props };
}
