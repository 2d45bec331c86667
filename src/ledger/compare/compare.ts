import type { Ledger } from '../ledger';
import { type Change, inOrder } from './change';
import { sideOf } from './histories';
import { ownerChanges } from './owners';
import { protectionChanges } from './protections';
import { repositoryChanges } from './repositories';
import { alertChanges, secretChanges } from './secrets';

/**
 * What a change does to backups, losses first: each with what it takes, and what to do where that was not meant. Where
 * nothing was there before, nothing can be lost.
 */
export function compareLedgers(before: Ledger, after: Ledger): readonly Change[] {
  const sides = { before: sideOf(before), after: sideOf(after) };
  return inOrder([
    ...protectionChanges(sides),
    ...ownerChanges(sides),
    ...repositoryChanges(sides),
    ...secretChanges(sides),
    ...alertChanges(sides),
  ]);
}
