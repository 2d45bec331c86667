import type { Ledger } from '../ledger';
import { isRecord, listAt, textAt } from '../loose';
import { CHANGES, type Change, type ChangeCode } from './change';
import { locationOf, type Side, type Sides, sideOf } from './histories';

/** What somebody says is meant. */
export interface Acknowledgement {
  /** What it is about, as a {@link Change} names it: a claim as `namespace/name`. */
  readonly id: string;
  /** The claim's copy that it is about: the name of its repository, or where that is. @default all */
  readonly destination?: string;
  /** What happens to it. @default whatever takes something */
  readonly code?: ChangeCode;
  /** For those who read it later. */
  readonly why: string;
}

/** Changes, those that are meant marked, and what is meant and does not happen. */
export interface Acknowledged {
  readonly changes: readonly Change[];
  readonly unused: readonly Acknowledgement[];
}

/** Marks what somebody has said is meant. Notes take nothing, and nobody has to say anything of them. */
export function acknowledge(
  changes: readonly Change[],
  said: readonly Acknowledgement[],
  before: Ledger,
  after: Ledger,
): Acknowledged {
  const sides = { before: sideOf(before), after: sideOf(after) };
  const used = new Set<Acknowledgement>();
  const marked = changes.map((change) => {
    const found = change.severity === 'note' ? [] : said.filter((each) => isMeant(each, change, sides));
    for (const each of found) {
      used.add(each);
    }
    return found[0] === undefined ? change : { ...change, acknowledged: found[0].why };
  });
  return { changes: marked, unused: said.filter((each) => !used.has(each)) };
}

function isMeant({ id, destination, code }: Acknowledgement, change: Change, sides: Sides): boolean {
  return (
    id === change.id &&
    (code === undefined || code === change.code) &&
    (destination === undefined || destination === change.destination || destination === nameOf(change, sides))
  );
}

/** What a cluster's declaration calls the repository that a change is about; nothing where no object says. */
export function nameOf({ id, destination }: Change, { before, after }: Sides): string | undefined {
  const named = (side: Side) =>
    side.protections
      .get(id)
      ?.destinations.find(
        ({ repository, declaredAs }) => declaredAs !== undefined && locationOf(repository, side) === destination,
      )?.declaredAs;
  return destination === undefined ? undefined : (named(before) ?? named(after));
}

/** The acknowledgements of a file that a synth has written; `undefined` where it is no such file. */
export function acknowledgementsIn(text: string): readonly Acknowledgement[] | undefined {
  try {
    const file: unknown = JSON.parse(text);
    return isRecord(file) ? listAt(file, 'acknowledged').flatMap(acknowledgementOf) : undefined;
  } catch {
    return undefined;
  }
}

function acknowledgementOf(each: unknown): readonly Acknowledgement[] {
  const [id, why, destination, code] = ['id', 'why', 'destination', 'code'].map((key) => textAt(each, key));
  if (id === undefined || why === undefined || (code !== undefined && !isChangeCode(code))) {
    return [];
  }
  return [{ id, ...(destination !== undefined && { destination }), ...(code !== undefined && { code }), why }];
}

export function isChangeCode(code: string): code is ChangeCode {
  return Object.hasOwn(CHANGES, code);
}
