/** What each prop of a construct can be: a new prop does not compile before it is here. `undefined` leaves it out. */
export type Choices<Props> = { readonly [Name in keyof Props]-?: readonly Props[Name][] };

/**
 * So many combinations of the choices that are legal, or all where there are fewer. They are taken from all over the
 * whole, so that every choice meets most of the others.
 */
export function combinations<Props extends object>(
  choices: Choices<Props>,
  count: number,
  legal: (props: Props) => boolean = () => true,
): readonly Props[] {
  const parts = Object.entries(choices) as [string, readonly unknown[]][];
  const whole = parts.reduce((product, [, values]) => product * values.length, 1);
  const stride = strideThrough(whole);
  const found: Props[] = [];
  for (let step = 0; step < whole && found.length < count; step += 1) {
    const props = combination(parts, (step * stride) % whole) as Props;
    if (legal(props)) {
      found.push(props);
    }
  }
  return found;
}

/** A step of the golden section, which keeps far from where it has been, and meets every number before any twice. */
function strideThrough(whole: number): number {
  let stride = Math.max(1, Math.round(whole * 0.618));
  while (divisor(stride, whole) > 1) {
    stride += 1;
  }
  return stride;
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}

/** A number as one value of each part, as if each were a digit. */
function combination(parts: readonly [string, readonly unknown[]][], number: number): object {
  let rest = number;
  const chosen = parts.map(([name, values]): [string, unknown] => {
    const value = values[rest % values.length];
    rest = Math.floor(rest / values.length);
    return [name, value];
  });
  return Object.fromEntries(chosen.filter(([, value]) => value !== undefined));
}
