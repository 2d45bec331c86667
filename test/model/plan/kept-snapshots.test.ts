import { type Keeper, keptBy, type Snapshot } from '../../../src/model/plan/kept-snapshots';
import { completeRetention, type Retention } from '../../../src/model/plan/retention';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const BEGIN = Date.UTC(2026, 2, 2);

/** What is left of so many backups, each made when the one before has been filed and cleared up after. */
function left(retention: Retention, starts: readonly number[], keeper?: Keeper): number[] {
  let kept: Snapshot[] = [];
  for (const start of starts) {
    kept = [...keptBy(completeRetention(retention), [...kept, { start, complete: true }], keeper)];
  }
  return kept.map(({ start }) => start).sort((a, b) => a - b);
}

function every(hours: number, count: number, begin = BEGIN): number[] {
  return Array.from({ length: count }, (_, index) => begin + index * hours * HOUR);
}

const monthly = [0, 1, 2, 3, 4].map((month) => Date.UTC(2026, month, 1));

test.each<[what: string, retention: Retention, starts: readonly number[], kept: number]>([
  ['every six hours, hourly: 4', { hourly: 4 }, every(6, 6), 1],
  ['every twelve hours, hourly: 6', { hourly: 6 }, every(12, 6), 1],
  ['weekly, daily: 7', { daily: 7 }, every(7 * 24, 5), 2],
  ['monthly, weekly: 4', { weekly: 4 }, monthly, 1],
  ['every eight hours, hourly: 24 and daily: 7', { hourly: 24, daily: 7 }, every(8, 7), 5],
])('what a real Kopia was seen to keep: %s', (_, retention, starts, kept) => {
  expect(left(retention, starts)).toHaveLength(kept);
});

test('Restic counts what there is, however old it is', () => {
  expect(left({ hourly: 24, daily: 14 }, every(24, 40), 'restic')).toHaveLength(24);
  expect(left({ hourly: 24, daily: 14 }, every(24, 40), 'kopia')).toHaveLength(14);
});

test('the newest of a period is the one that is kept for it', () => {
  const runs = every(8, 9);
  expect(left({ daily: 3 }, runs).map((start) => (start - BEGIN) / HOUR)).toEqual([16, 40, 64]);
});

test('what is exactly so many days older is kept, and what is a second older is not', () => {
  const ago = (milliseconds: number) => left({ daily: 9 }, [BEGIN - milliseconds, BEGIN]);
  expect(ago(9 * DAY)).toHaveLength(2);
  expect(ago(9 * DAY + 1000)).toHaveLength(1);
});

test('Kopia passes over the week whose number a kept month has, and Restic does not', () => {
  const days = every(24, 60, Date.UTC(2026, 0, 1));
  expect(left({ weekly: 8, monthly: 2 }, days, 'restic').length).toBeGreaterThan(
    left({ weekly: 8, monthly: 2 }, days, 'kopia').length,
  );
});

test('the newest that were not ended are kept, and go when one has ended', () => {
  const at = (start: number, complete: boolean): Snapshot => ({ start, complete });
  const retention = completeRetention({ latest: 1 });
  const cut = [1, 2, 3, 9].map((hour) => at(BEGIN + hour * HOUR, false));
  expect([...keptBy(retention, [at(BEGIN, true), ...cut])]).toHaveLength(4);
  expect([...keptBy(retention, [...cut, at(BEGIN + 20 * HOUR, true)])]).toHaveLength(1);
});
