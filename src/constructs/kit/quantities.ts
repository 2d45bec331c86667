import type { Resources } from '../../model/values/resources';
import { Scalar } from '../../tree/kubernetes-kinds';

/** A quantity in the shape that all generated bindings share. */
export function quantity(value: string): Scalar {
  // Whatever else plain JavaScript gives is reported; the bindings would call it a field that they do not know.
  return new Scalar(`${value}`);
}

/** The resources of a container, in the shape of the bindings. */
export function resourceFields(resources: Resources | undefined) {
  const quantities = (values: Readonly<Record<string, string>> = {}) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, quantity(value)]));
  return (
    resources && {
      ...(resources.requests && { requests: quantities(resources.requests) }),
      ...(resources.limits && { limits: quantities(resources.limits) }),
    }
  );
}
