import fc from 'fast-check';
import { cronProblems } from '../../../src/model/schedule/cron';
import {
  daily,
  every,
  hourly,
  Schedule,
  type ScheduleInput,
  scheduleProblems,
} from '../../../src/model/schedule/schedule';
import { engine, lines } from '../fixture';

const minuteOf = (cron: string) => Number(cron.split(' ')[0]);

test('a spread minute is one of the hour, whatever the app is called', () => {
  fc.assert(
    fc.property(fc.string(), fc.constantFrom(hourly, daily, every(6).hours, daily.hour(4)), (seed, schedule) => {
      const cron = schedule.cron(seed);
      expect(minuteOf(cron)).toBeGreaterThanOrEqual(0);
      expect(minuteOf(cron)).toBeLessThanOrEqual(59);
      expect(cronProblems('schedule', cron, engine.cron)).toEqual([]);
    }),
  );
});

// Pinned: another minute would move every backup of every user on upgrade.
test.each([
  ['media/romm/nas', 25],
  ['media/romm/b2', 12],
  ['games/romm/nas', 19],
])('the minute of %s is %i in every release', (seed, minute) => {
  expect(hourly.cron(seed)).toBe(`${minute} * * * *`);
});

test('the minutes of a hundred apps fill the hour: no minute gets more than six of them', () => {
  const minutes = Array.from({ length: 100 }, (_, index) => minuteOf(hourly.cron(`default/app-${index}/nas`)));
  const busiest = Math.max(...minutes.map((each) => minutes.filter((other) => other === each).length));
  expect(busiest).toBeLessThanOrEqual(6);
});

test.each<[what: string, schedule: Schedule, cron: string]>([
  ['hourly.at(5)', hourly.at(5), '5 * * * *'],
  ['daily.at(0)', daily.at(0), '0 0 * * *'],
  ['daily.hour(4).at(30)', daily.hour(4).at(30), '30 4 * * *'],
  ['every(6).hours.at(25)', every(6).hours.at(25), '25 */6 * * *'],
  ['cron text', Schedule.from('25 */6 * * *'), '25 */6 * * *'],
  ['a macro', Schedule.from('@weekly'), '0 0 * * 0'],
  ['cron text at another minute', Schedule.from('25 */6 * * *').at(7), '7 */6 * * *'],
  ['hourly.orAt("9")', hourly.orAt('9'), '9 * * * *'],
  ['hourly.at(5).orAt("9")', hourly.at(5).orAt('9'), '5 * * * *'],
])('%s has a fixed minute', (_, schedule, cron) => {
  expect([schedule.cron('one app'), schedule.cron('another')]).toEqual([cron, cron]);
});

test.each<ScheduleInput>([hourly, daily.hour(23), every(12).hours, '25 */6 * * *', '@daily'])(
  'a schedule in the grammar has no problem: %j',
  (input) => {
    expect(scheduleProblems('schedule', input, engine.cron)).toEqual([]);
  },
);

test.each<[input: ScheduleInput, message: string]>([
  [hourly.at(60), '"60 * * * *" has minute 60; minute goes from 0 to 59'],
  [hourly.at(-1), '"-1 * * * *" has minute "-1", which VolSync does not read; write *, */n, n, a-b or n,m'],
  [hourly.at(Number.NaN), '"NaN * * * *" has minute "NaN", which VolSync does not read; write *, */n, n, a-b or n,m'],
  [daily.hour(24).at(0), '"0 24 * * *" has hour 24; hour goes from 0 to 23'],
  [Schedule.from('0 25 * * *'), '"0 25 * * *" has hour 25; hour goes from 0 to 23'],
  [Schedule.from(''), '"" does not have five fields with one blank between; write "minute hour day month weekday"'],
  [
    Schedule.from(undefined as never),
    '"undefined" does not have five fields with one blank between; write "minute hour day month weekday"',
  ],
  [
    Schedule.from('constructor'),
    '"constructor" does not have five fields with one blank between; write "minute hour day month weekday"',
  ],
  // `.hours` forgotten.
  [
    every(6) as never,
    '{"hours":{"rest":"*/6 * * *"}} is not a schedule; write cron text such as "0 * * * *", hourly, daily or every(6).hours',
  ],
])('a wrong schedule is kept as it is, to be reported: %j', (input, message) => {
  expect(lines(scheduleProblems('schedule', input, engine.cron))).toEqual([`schedule: ${message} (rule C1)`]);
});
