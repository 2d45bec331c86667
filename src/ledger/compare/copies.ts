import type { RestorePoints } from '../../model/plan/restore-points';
import type { Copy } from '../ledger';
import { type Change, change } from './change';
import { locationOf, type Sides } from './histories';
import { pointsInWords, timeInWords } from './words';

/** What happens to one destination that there is on both sides. */
export function copyChanges(id: string, was: Copy, is: Copy, { after }: Sides): readonly Change[] {
  const place = locationOf(is.repository, after);
  const said = (code: Parameters<typeof change>[0], text: string, repair = '') => change(code, id, text, repair, place);
  return [
    ...identityChange(was, is).map(([text, repair]) =>
      said('identity-changed', `Claim ${id} ${text} in ${place}.`, repair),
    ),
    ...historyChange(id, place, was, is),
    ...rpoChange(id, place, was, is),
    ...(was.paused === is.paused
      ? []
      : is.paused
        ? [
            said(
              'backups-held',
              `Backups of claim ${id} into ${place} are held, and report success all the same.`,
              'Let them go on: leave out what pauses the source.',
            ),
          ]
        : [said('backups-resumed', `Backups of claim ${id} into ${place} go on.`)]),
  ];
}

function identityChange(was: Copy, is: Copy): [text: string, repair: string][] {
  return was.identity === is.identity
    ? []
    : [
        [
          `was filed under ${was.identity}, and now is under ${is.identity}, which begins an empty history`,
          `File it under ${was.identity} as before: with formerly, or by the name of its source.`,
        ],
      ];
}

function historyChange(id: string, place: string, was: Copy, is: Copy): readonly Change[] {
  const [before, after] = [was.restorePoints, is.restorePoints];
  if (before === undefined || sameHistory(before, after)) {
    return [];
  }
  if (after === undefined) {
    const text = `Claim ${id} had ${pointsInWords(before)}, in ${place}; how much it will have cannot be told.`;
    return [
      change('history-unclear', id, text, 'Say schedule and every key of the retention in the object itself.', place),
    ];
  }
  const text = `Claim ${id} had ${pointsInWords(before)}, in ${place}, and will have ${pointsInWords(after)}.`;
  return shrinks(before, after)
    ? [
        change(
          'history-shrinks',
          id,
          `${text} The others go with the next backups, for good.`,
          'Keep as much as before, and back up as often.',
          place,
        ),
      ]
    : [change('history-grows', id, text, '', place)];
}

function sameHistory(before: RestorePoints | 'all', after: RestorePoints | 'all' | undefined): boolean {
  return JSON.stringify(before) === JSON.stringify(after);
}

function shrinks(before: RestorePoints | 'all', after: RestorePoints | 'all'): boolean {
  if (before === 'all' || after === 'all') {
    return before === 'all';
  }
  return after.count < before.count || after.oldestDays < before.oldestDays;
}

function rpoChange(id: string, place: string, was: Copy, is: Copy): readonly Change[] {
  if (was.rpoSeconds === undefined || was.rpoSeconds === is.rpoSeconds) {
    return [];
  }
  const before = timeInWords(was.rpoSeconds);
  if (is.rpoSeconds === undefined) {
    const text = `Claim ${id} was backed up into ${place} every ${before} at the latest; how often it will be cannot be told.`;
    return [change('rpo-worse', id, text, 'Give the source a schedule, and nothing else that starts it.', place)];
  }
  const text = `Claim ${id} was backed up into ${place} every ${before} at the latest, and will be every ${timeInWords(is.rpoSeconds)}.`;
  return is.rpoSeconds > was.rpoSeconds
    ? [change('rpo-worse', id, `${text} That much more can be lost.`, 'Back up as often as before.', place)]
    : [change('rpo-better', id, text, '', place)];
}
