/** The two ways to call a construct: `(scope, id, props)` as everywhere in cdk8s, or `(scope, props)` with a derived id. */
export function constructArgs<P>(
  idOrProps: string | P,
  props: P | undefined,
  derive: (props: P) => string,
): { id: string; props: P } {
  if (typeof idOrProps !== 'string') {
    return { id: derive(idOrProps), props: idOrProps };
  }
  if (props === undefined) {
    throw new TypeError(`"${idOrProps}": the props are missing; write (scope, props) or (scope, id, props)`);
  }
  return { id: idOrProps, props };
}
