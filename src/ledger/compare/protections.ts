import type { Protection } from '../ledger';
import { type Change, change } from './change';
import { claimChanges, goneClaim } from './claims';
import { destinationChanges } from './destinations';
import { heirOf, locationOf, type Sides } from './histories';
import { restoreChanges } from './restores';
import { listed, pointsInWords } from './words';

/** What happens to each claim that is backed up on either side. */
export function protectionChanges(sides: Sides): readonly Change[] {
  const { before, after } = sides;
  const gained = after.ledger.protected.filter(({ id }) => !before.protections.has(id));
  return [
    ...before.ledger.protected.flatMap((was) => {
      const is = after.protections.get(was.id);
      return is === undefined
        ? lost(was, gained, sides)
        : [...destinationChanges(was, is, sides), ...restoreChanges(was, is), ...claimChanges(was.claim, is.claim)];
    }),
    ...gained.flatMap((is) => gain(is, sides)),
    ...after.ledger.unprotected
      .filter(({ id }) => !before.protections.has(id) && !before.ledger.unprotected.some((each) => each.id === id))
      .map(({ id }) => change('claim-unprotected', id, `Claim ${id} is new, and nothing backs it up.`)),
  ];
}

function lost(was: Protection, gained: readonly Protection[], { before, after }: Sides): readonly Change[] {
  const { id, destinations } = was;
  const heirs = destinations.map((copy) => heirOf(copy, after));
  if (destinations.every((_, index) => heirs[index] !== undefined)) {
    const text = `Claim ${id} is no longer backed up; its history goes on with ${listed([...new Set(heirs)].map(String))}.`;
    return [change('protection-moved', id, text), ...goneClaim(was.claim, after)];
  }
  const left = destinations
    .filter((_, index) => heirs[index] === undefined)
    .map(({ repository, restorePoints }) => {
      const points = restorePoints === undefined ? 'what is there' : pointsInWords(restorePoints);
      return `${points}, in ${locationOf(repository, before)}`;
    });
  const text = `Claim ${id} is no longer backed up, and nothing goes on with its history: ${left.join('; ')}.`;
  const names = gained.map((each) => each.id);
  const renamed =
    names.length > 0 && names.length <= 3
      ? `if it is ${listed(names).replace(' and ', ' or ')} now, say so there with formerly`
      : 'if it goes on under another name, say so there with formerly';
  return [change('protection-lost', id, text, `Declare it again; ${renamed}.`), ...goneClaim(was.claim, after)];
}

function gain(is: Protection, { before, after }: Sides): readonly Change[] {
  const places = is.destinations.map(({ repository }) => locationOf(repository, after));
  const continued = is.destinations.some((copy) => heirOf(copy, before) !== undefined);
  const history = continued ? 'It goes on with a history that is there' : 'Its history is empty';
  return [change('protection-gained', is.id, `Claim ${is.id} is backed up into ${listed(places)}. ${history}.`)];
}
