import { timeZoneProblems } from '../../../src/model/schedule/time-zone';
import { lines } from '../fixture';

test.each([
  ...['UTC', 'Etc/UTC', 'Etc/GMT+5', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'America/Port-au-Prince'],
  ...['EST5EDT', 'GB-Eire', 'Asia/Kolkata', 'Europe/Kyiv', 'Australia/ACT', 'Antarctica/McMurdo', 'Europe/Isle_of_Man'],
  ...['America/Indiana/Knox', 'Antarctica/DumontDUrville', 'US/East-Indiana', 'W-SU'],
])('%s is a time zone', (name) => {
  expect(timeZoneProblems('timeZone', name)).toEqual([]);
});

test.each([
  ['', '""'],
  ['Local', '"Local"'],
  ['+01:00', '"+01:00"'],
  ['europe/berlin', '"europe/berlin"'],
  ['Europe/Atlantis', '"Europe/Atlantis"'],
  [' UTC', '" UTC"'],
  // What Intl takes, and the database does not have.
  ['Europe/BERLIN', '"Europe/BERLIN"'],
  ['EUROPE/Berlin', '"EUROPE/Berlin"'],
  ['America/Port-Au-Prince', '"America/Port-Au-Prince"'],
  ['Utc', '"Utc"'],
  ['Etc/Gmt+5', '"Etc/Gmt+5"'],
  ['PST', '"PST"'],
  ['JST', '"JST"'],
  ['US/Pacific-New', '"US/Pacific-New"'],
  [1, '1'],
  [null, 'null'],
])('%p is none', (name, shown) => {
  expect(lines(timeZoneProblems('timeZone', name))).toEqual([
    `timeZone: ${shown} is not a time zone; write its IANA name, such as "Europe/Berlin" or "Etc/UTC" (rule C1)`,
  ]);
});
