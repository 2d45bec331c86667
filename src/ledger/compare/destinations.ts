import type { Copy, Protection } from '../ledger';
import { type Change, change } from './change';
import { copyChanges } from './copies';
import { heirOf, isKnown, locationOf, type Sides } from './histories';
import { pointsInWords } from './words';

interface Pair {
  readonly was: Copy;
  readonly is: Copy;
}

/** What happens to the destinations of a claim that is backed up on both sides. */
export function destinationChanges(before: Protection, after: Protection, sides: Sides): readonly Change[] {
  const { id } = before;
  const { same, moved, gone, come } = pairs(before.destinations, after.destinations);
  return [
    ...same.flatMap(({ was, is }) => copyChanges(id, was, is, sides)),
    ...moved.flatMap(({ was, is }) => [moveOf(id, was, is, sides), ...copyChanges(id, was, is, sides)]),
    ...gone.map((was) => lossOf(was, { before, after }, sides)),
    ...come.map((is) => {
      const place = locationOf(is.repository, sides.after);
      return change('destination-gained', id, `Claim ${id} is backed up into ${place} too.`, '', place);
    }),
  ];
}

/** Destinations are the same by their repository, and a source that writes into another one has moved. */
function pairs(before: readonly Copy[], after: readonly Copy[]) {
  const open = new Set(after);
  const take = (was: Copy, fits: (is: Copy) => boolean): Pair[] => {
    const candidates = [...open].filter(fits);
    const is = candidates.find(({ source }) => source.name === was.source.name) ?? candidates[0];
    return is !== undefined && open.delete(is) ? [{ was, is }] : [];
  };
  const same = before.flatMap((was) => take(was, ({ repository }) => repository === was.repository));
  const left = before.filter((was) => !same.some((pair) => pair.was === was));
  const moved = left.flatMap((was) =>
    take(was, ({ source, engine }) => source.name === was.source.name && engine === was.engine),
  );
  const gone = left.filter((was) => !moved.some((pair) => pair.was === was));
  return { same, moved, gone, come: [...open] };
}

function lossOf(was: Copy, claim: Record<'before' | 'after', Protection>, { before, after }: Sides): Change {
  const { id } = claim.before;
  const place = locationOf(was.repository, before);
  const heir = heirOf(was, after);
  if (heir !== undefined) {
    return change('protection-moved', id, `The history of claim ${id} in ${place} goes on with ${heir}.`, '', place);
  }
  const points =
    was.restorePoints === undefined ? 'What is there' : `What is there, ${pointsInWords(was.restorePoints)},`;
  const text = `Claim ${id} is no longer backed up into ${place} by ${was.engine}. ${points} is not added to any more.`;
  const untried = untriedHeir(was, claim);
  return untried === undefined
    ? change('destination-lost', id, text, 'Give the claim this destination again.', place)
    : change(
        'destination-lost',
        id,
        `${text} So far ${was.engine} alone has backed it up: ${untried} begins with nothing, and nobody has restored from it.`,
        'Give the claim this destination again, until the other has backed it up and was restored from.',
        place,
      );
}

/** What is to back a claim up in the place of all that has done so far, and has not done so yet. */
function untriedHeir(was: Copy, { before, after }: Record<'before' | 'after', Protection>): string | undefined {
  const engines = new Set(before.destinations.map(({ engine }) => engine));
  const heirs = after.destinations.map(({ engine }) => engine);
  return engines.size === 1 && !heirs.includes(was.engine) ? heirs[0] : undefined;
}

function moveOf(id: string, was: Copy, is: Copy, { before, after }: Sides): Change {
  const [from, to] = [locationOf(was.repository, before), locationOf(is.repository, after)];
  if (!isKnown(was.repository, before) || !isKnown(is.repository, after)) {
    const text = `Claim ${id} was backed up into ${from}, and now is into ${to}; whether that is the same place the objects do not say.`;
    return change('repository-unclear', id, text, 'See in the vault that both are one repository.', from);
  }
  const cache =
    was.keepsCache && is.keepsCache
      ? ` Its mover's cache outlives the change and remembers the old place, so backups go on into ${from} until the cache is deleted, and restores look into ${to}.`
      : '';
  const text = `Claim ${id} was backed up into ${from}, and now is into ${to}, where its history is empty.${cache}`;
  const repair =
    cache === '' ? 'Put the repository back.' : 'Put the repository back; if it is meant to move, delete the cache.';
  return change('repository-moved', id, text, repair, from);
}
