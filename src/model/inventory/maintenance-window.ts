import { repositoryLocation } from '../repository/repository';
import { minutesToStart, movedClear, nearestStart, type Timetable } from '../schedule/timetable';
import { type Does, does, type InventoryEntry, type InventoryWarning } from './entry';

/**
 * How many minutes lie between the start of a sync and that of any maintenance of its original. An hour is the shortest
 * margin of Kopia's own: that long maintenance waits until it deletes what it has written anew. And in an hour either
 * of the two has ended as a rule, so that they do not share the NAS.
 */
const WINDOW = 60;

/** M3: an off-site copy is not begun while its original is maintained, nor shortly before or after. */
export function syncWarnings(entries: readonly InventoryEntry[]): InventoryWarning[] {
  const syncs = entries.filter(does('replicate'));
  const maintainers = entries.filter(does('maintain'));
  return syncs.flatMap((sync) => {
    const location = repositoryLocation(sync.from);
    return maintainers.filter((each) => each.location === location).flatMap((each) => warningsOf(sync, each));
  });
}

function warningsOf(sync: Does<'replicate'>, maintainer: Does<'maintain'>): InventoryWarning[] {
  const { cron } = sync.timetable;
  const minutes = minutesToStart(sync.timetable, maintainer.timetable);
  const nearest = minutes && nearestStart(cron, minutes);
  if (minutes === undefined || nearest === undefined || nearest >= WINDOW) {
    return [];
  }
  const how = nearest === 0 ? 'when' : `${nearest} ${nearest === 1 ? 'minute' : 'minutes'} before or after`;
  const text = `${shown(sync.timetable)} starts ${how} [${maintainer.path}] starts to maintain "${sync.from.name}", ${shown(maintainer.timetable)}, and a copy wants ${WINDOW} minutes between them; ${repair(sync, minutes)}`;
  return [{ path: sync.path, field: 'schedule', text, rule: 'M3' }];
}

function repair({ from, timetable }: Does<'replicate'>, minutes: readonly number[]): string {
  const clear = movedClear(timetable.cron, minutes, WINDOW);
  if (clear !== undefined) {
    return `write "${clear}"`;
  }
  return Math.max(...minutes) < WINDOW
    ? `no time of day is as far, so maintain "${from.name}" less often, such as every(6).hours`
    : 'copy less often, such as daily';
}

function shown({ cron, timeZone }: Timetable): string {
  return `"${cron}" in ${timeZone}`;
}
