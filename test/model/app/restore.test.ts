import fc from 'fast-check';
import { pointInTime, type RestoreOptions, restoreProblems } from '../../../src/model/app/restore';
import { cluster, lines } from '../fixture';

const { nas, b2 } = cluster.repositories;
const { destinations } = cluster.plans.standard;

test('every moment written with its zone is that moment', () => {
  const moment = fc.date({ min: new Date('1970-01-01Z'), max: new Date('2999-12-31Z'), noInvalidDate: true });
  fc.assert(
    fc.property(moment, (date) => {
      expect([pointInTime(date.toISOString()), pointInTime(date)]).toEqual([date, date]);
    }),
  );
});

test.each([
  ['2026-01-31T03:00:00Z', '2026-01-31T03:00:00.000Z'],
  ['2026-01-31T03:00+02:00', '2026-01-31T01:00:00.000Z'],
  ['2026-01-31T03:00:00.5-05:30', '2026-01-31T08:30:00.500Z'],
  ['2024-02-29T00:00Z', '2024-02-29T00:00:00.000Z'],
])('%s is %s', (time, moment) => {
  expect(pointInTime(time)?.toISOString()).toBe(moment);
});

test.each<RestoreOptions>([
  {},
  { from: b2 },
  { from: nas, asOf: '2026-01-31T03:00:00Z' },
  { asOf: new Date(0) },
  { previous: 1 },
])('%j can be restored', (options) => {
  expect(restoreProblems(options, destinations)).toEqual([]);
});

test.each<[value: unknown, shown: string]>([
  ['2026-01-31T03:00:00', '"2026-01-31T03:00:00"'],
  ['2026-01-31', '"2026-01-31"'],
  ['yesterday', '"yesterday"'],
  ['2026-02-30T03:00:00Z', '"2026-02-30T03:00:00Z"'],
  ['2026-13-01T03:00:00Z', '"2026-13-01T03:00:00Z"'],
  ['2026-01-31T25:00:00Z', '"2026-01-31T25:00:00Z"'],
  ['', '""'],
  [new Date('never'), 'Invalid Date'],
  [1769828400000, '1769828400000'],
  [null, 'null'],
])('%p depends on who reads it, or is no time at all', (asOf, shown) => {
  expect(lines(restoreProblems({ asOf: asOf as string }, destinations))).toEqual([
    `restore.asOf: ${shown} is not a time with a zone; write it as "2026-01-31T03:00:00Z" (rule I1)`,
  ]);
});

test.each<[value: unknown, shown: string]>([
  [0, '0'],
  [-1, '-1'],
  [1.5, '1.5'],
  ['1', '"1"'],
  [Number.NaN, 'NaN'],
])('%p snapshots cannot be skipped', (previous, shown) => {
  expect(lines(restoreProblems({ previous: previous as number }, destinations))).toEqual([
    `restore.previous: ${shown} is not a number of snapshots to skip; write 1 or more, or leave it out for the newest (rule I1)`,
  ]);
});

test.each<[from: unknown, shown: string, names: string]>([
  [b2, '"b2"', 'nas'],
  ['nas', '"nas"', 'nas'],
  [null, 'null', 'nas'],
])('a restore from where the app has no backup is refused: %#', (from, shown, names) => {
  expect(lines(restoreProblems({ from: from as typeof b2 }, cluster.plans.local.destinations))).toEqual([
    `restore.from: ${shown} holds no backup of this app, so the volume would stay empty; name one of ${names} (rule I1)`,
  ]);
});

test('a point in time and a number to skip exclude each other', () => {
  expect(lines(restoreProblems({ asOf: '2026-01-31T03:00:00Z', previous: 1 }, destinations))).toEqual([
    'restore.previous: with asOf it can point beyond the first snapshot, which restores nothing and reports success; use one of them (rule I1)',
  ]);
});
