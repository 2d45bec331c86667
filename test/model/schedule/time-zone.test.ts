import { timeZoneProblems } from '../../../src/model/schedule/time-zone';
import { lines } from '../fixture';

test.each(['UTC', 'Etc/UTC', 'Etc/GMT+5', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'America/Port-au-Prince'])(
  '%s is a time zone',
  (name) => {
    expect(timeZoneProblems('timeZone', name)).toEqual([]);
  },
);

test.each([
  ['', '""'],
  ['Local', '"Local"'],
  ['+01:00', '"+01:00"'],
  ['europe/berlin', '"europe/berlin"'],
  ['Europe/Atlantis', '"Europe/Atlantis"'],
  [' UTC', '" UTC"'],
  [1, '1'],
  [null, 'null'],
])('%p is none', (name, shown) => {
  expect(lines(timeZoneProblems('timeZone', name))).toEqual([
    `timeZone: ${shown} is not a time zone; write its IANA name, such as "Europe/Berlin" or "Etc/UTC" (rule C1)`,
  ]);
});
