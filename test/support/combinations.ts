/** What each prop of a construct can be: a new prop does not compile before it is here. `undefined` leaves it out. */
export type Choices<Props> = { readonly [Name in keyof Props]-?: readonly Props[Name][] };

/**
 * So many combinations of the choices that are legal, or all where there are fewer: first those that have a choice which none
 * before has, then others from all over the whole, so that every choice is seen and meets most of the others.
 */
export function combinations<Props extends object>(
  choices: Choices<Props>,
  count: number,
  legal: (props: Props) => boolean = () => true,
): readonly Props[] {
  const parts = Object.entries(choices) as [string, readonly unknown[]][];
  const candidates = [...legalOnes(parts, legal)];
  const seen = new Map(parts.map(([name]) => [name, new Set<unknown>()]));
  const novel = candidates.filter((props) => {
    const fresh = parts.filter(([name]) => !seen.get(name)?.has(Reflect.get(props, name)));
    for (const [name] of fresh) {
      seen.get(name)?.add(Reflect.get(props, name));
    }
    return fresh.length > 0;
  });
  return [...new Set([...novel, ...candidates])].slice(0, count);
}

/** More than this is looked at of no part. */
const STEPS = 5000n;

function* legalOnes<Props extends object>(
  parts: readonly [string, readonly unknown[]][],
  legal: (props: Props) => boolean,
): Generator<Props> {
  const whole = parts.reduce((product, [, values]) => product * BigInt(values.length), 1n);
  const stride = strideThrough(whole);
  for (let step = 0n; step < whole && step < STEPS; step += 1n) {
    const props = combination(parts, (step * stride) % whole) as Props;
    if (legal(props)) {
      yield props;
    }
  }
}

/** A step of the golden section, which keeps far from where it has been, and meets every number before any twice. */
function strideThrough(whole: bigint): bigint {
  let stride = (whole * 618n) / 1000n || 1n;
  while (divisor(stride, whole) > 1n) {
    stride += 1n;
  }
  return stride;
}

function divisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : divisor(b, a % b);
}

/** A number as one value of each part, as if each were a digit. */
function combination(parts: readonly [string, readonly unknown[]][], number: bigint): object {
  let rest = number;
  const chosen = parts.map(([name, values]): [string, unknown] => {
    const length = BigInt(values.length);
    const value = values[Number(rest % length)];
    rest /= length;
    return [name, value];
  });
  return Object.fromEntries(chosen.filter(([, value]) => value !== undefined));
}
