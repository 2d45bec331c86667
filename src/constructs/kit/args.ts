import { show } from '../../model/rules/show';

/** The two ways to call a construct: `(scope, id, props)` as everywhere in cdk8s, or `(scope, props)` with a derived id. */
export function constructArgs<P>(
  idOrProps: string | P,
  props: P | undefined,
  derive: (props: P) => string,
): { id: string; props: P } {
  const given = typeof idOrProps === 'string' ? props : idOrProps;
  if (typeof given !== 'object' || given === null) {
    throw new TypeError(`${show(idOrProps)}: the props are missing; write (scope, props) or (scope, id, props)`);
  }
  return { id: typeof idOrProps === 'string' ? idOrProps : derive(given), props: given };
}
