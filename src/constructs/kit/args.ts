import type { Construct } from 'constructs';
import { show } from '../../model/rules/show';
import { withoutStack } from '../../model/rules/without-stack';
import { requirePlace } from './place';

/**
 * The two ways to call a construct: `(scope, id, props)` as everywhere in cdk8s, or `(scope, props)` with a derived id.
 * @throws TypeError if the props are missing, Error if nothing can be made at this place
 */
export function constructArgs<P>(
  scope: Construct,
  idOrProps: string | P,
  props: P | undefined,
  derive: (props: P) => string,
): { id: string; props: P } {
  const given = typeof idOrProps === 'string' ? props : idOrProps;
  if (typeof given !== 'object' || given === null) {
    throw withoutStack(
      new TypeError(`${show(idOrProps)}: the props are missing; write (scope, props) or (scope, id, props)`),
    );
  }
  const id = typeof idOrProps === 'string' ? idOrProps : derive(given);
  requirePlace(scope, id);
  return { id, props: given };
}
