import fc from 'fast-check';
import { cronFields, cronProblems, fieldValues } from '../../../src/model/schedule/cron';
import { engine, lines } from '../fixture';

/** `spec.trigger.schedule` in VolSync's CRDs. */
const CRD_PATTERN =
  /^(@(annually|yearly|monthly|weekly|daily|hourly))|((((\d+,)*\d+|(\d+(\/|-)\d+)|\*(\/\d+)?)\s?){5})$/;

const FIELDS = [
  { name: 'minute', low: 0, high: 59 },
  { name: 'hour', low: 0, high: 23 },
  // No later than any month ends: which days a month has is a rule of its own, below.
  { name: 'day of month', low: 1, high: 28 },
  { name: 'month', low: 1, high: 12 },
  { name: 'day of week', low: 0, high: 6 },
] as const;

function fieldText({ low, high }: { readonly low: number; readonly high: number }): fc.Arbitrary<string> {
  const value = fc.integer({ min: low, max: high });
  const step = fc.integer({ min: 1, max: high });
  return fc.oneof(
    fc.constant('*'),
    step.map((each) => `*/${each}`),
    value.map(String),
    fc.tuple(value, step).map(([start, each]) => `${start}/${each}`),
    fc.tuple(value, value).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`),
    fc.array(value, { minLength: 2, maxLength: 5 }).map((each) => each.join(',')),
  );
}

const validFields = fc.tuple(...FIELDS.map(fieldText));

test('every text in the grammar that VolSync and Kubernetes share is accepted, and passes the pattern of the CRD', () => {
  fc.assert(
    fc.property(validFields, (fields) => {
      const text = fields.join(' ');
      expect(cronProblems('schedule', text, engine.cron)).toEqual([]);
      expect(text).toMatch(CRD_PATTERN);
    }),
  );
});

test('a value out of range is refused in every field and every form, where the pattern of the CRD lets it pass', () => {
  const anyField = fc.constantFrom(0, 1, 3, 4);
  const excess = fc.integer({ min: 1, max: 999 });
  const form = fc.constantFrom<(bad: number, good: number) => string>(
    (bad) => `${bad}`,
    (bad) => `${bad}/2`,
    (bad, good) => `${good}-${bad}`,
    (bad, good) => `${good},${bad}`,
  );
  fc.assert(
    fc.property(validFields, anyField, excess, form, (fields, index, over, write) => {
      const { name, low, high } = FIELDS[index];
      const wrong = write(high + over, low);
      const text = fields.map((each, position) => (position === index ? wrong : each)).join(' ');
      expect(lines(cronProblems('schedule', text, engine.cron))).toEqual([
        `schedule: "${text}" has ${name} ${wrong}; ${name} goes from ${low} to ${high} (rule C1)`,
      ]);
      expect(text).toMatch(CRD_PATTERN);
    }),
  );
});

test('a day that its month never has is refused, 29 February is not', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 31 }), fc.integer({ min: 1, max: 12 }), (day, month) => {
      const exists = new Date(Date.UTC(2024, month - 1, day)).getUTCMonth() === month - 1;
      const text = `0 0 ${day} ${month} *`;
      expect(lines(cronProblems('schedule', text, engine.cron))).toEqual(
        exists
          ? []
          : [`schedule: "${text}" never happens: no such month has that day; choose a day that exists (rule C1)`],
      );
    }),
  );
});

test.each([
  ['0 0 31 2,4 *', false],
  ['0 0 31 2-4 *', true],
  ['0 0 30-31 2 *', false],
  ['0 0 28,31 2 *', true],
  ['0 0 31 */2 *', true],
  // A weekday is another way to match.
  ['0 0 31 2 1', true],
  ['0 0 30 2 1-5', true],
])('of %s, whether it ever happens is %p', (text, happens) => {
  expect(cronProblems('schedule', text, engine.cron).length === 0).toBe(happens);
});

test.each<[value: unknown, message: string]>([
  ['61 99 * * *', '"61 99 * * *" has minute 61; minute goes from 0 to 59; has hour 99; hour goes from 0 to 23'],
  ['0 0 32 * *', '"0 0 32 * *" has day of month 32; day of month goes from 1 to 31'],
  ['0 0 0 * *', '"0 0 0 * *" has day of month 0; day of month goes from 1 to 31'],
  ['0 0 * 0 *', '"0 0 * 0 *" has month 0; month goes from 1 to 12'],
  ['0 0 * * 7', '"0 0 * * 7" has day of week 7; day of week goes from 0 to 6'],
  ['*/0 * * * *', '"*/0 * * * *" has minute */0; the step goes from 1 to 59'],
  ['0 */24 * * *', '"0 */24 * * *" has hour */24; the step goes from 1 to 23'],
  ['0 5-3 * * *', '"0 5-3 * * *" has hour 5-3, which runs backwards; write 3-5'],
  [
    '0-40/20 * * * *',
    '"0-40/20 * * * *" has minute "0-40/20", a range with a step, which VolSync does not read; write a list such as 0,20,40',
  ],
  ['0 1-3,5 * * *', '"0 1-3,5 * * *" has hour "1-3,5", which VolSync does not read; write *, */n, n, a-b or n,m'],
  ['0 0 * * SUN', '"0 0 * * SUN" has day of week "SUN", which VolSync does not read; write *, */n, n, a-b or n,m'],
  ['0 0 ? * *', '"0 0 ? * *" has day of month "?", which VolSync does not read; write *, */n, n, a-b or n,m'],
  ['-1 * * * *', '"-1 * * * *" has minute "-1", which VolSync does not read; write *, */n, n, a-b or n,m'],
  ['* * * *', '"* * * *" does not have five fields with one blank between; write "minute hour day month weekday"'],
  [
    '0 0 0 * * *',
    '"0 0 0 * * *" does not have five fields with one blank between; write "minute hour day month weekday"',
  ],
  [
    '0  * * * *',
    '"0  * * * *" does not have five fields with one blank between; write "minute hour day month weekday"',
  ],
  ['12345', '"12345" does not have five fields with one blank between; write "minute hour day month weekday"'],
  ['', '"" does not have five fields with one blank between; write "minute hour day month weekday"'],
  [
    'constructor',
    '"constructor" does not have five fields with one blank between; write "minute hour day month weekday"',
  ],
  [
    '@every 6h',
    '"@every 6h" is not a known macro; write one of @hourly @daily @weekly @monthly @yearly @annually, or five fields',
  ],
  [
    '@dailyfoo',
    '"@dailyfoo" is not a known macro; write one of @hourly @daily @weekly @monthly @yearly @annually, or five fields',
  ],
  [undefined, 'undefined is not a schedule; write cron text such as "0 * * * *", hourly, daily or every(6).hours'],
  [null, 'null is not a schedule; write cron text such as "0 * * * *", hourly, daily or every(6).hours'],
  [6, '6 is not a schedule; write cron text such as "0 * * * *", hourly, daily or every(6).hours'],
])('%p is refused as a schedule, with the repair', (value, message) => {
  expect(lines(cronProblems('schedule', value, engine.cron))).toEqual([`schedule: ${message} (rule C1)`]);
});

test.each([
  ['@hourly', '0 * * * *'],
  ['@daily', '0 0 * * *'],
  ['@weekly', '0 0 * * 0'],
  ['@monthly', '0 0 1 * *'],
  ['@yearly', '0 0 1 1 *'],
  ['@annually', '0 0 1 1 *'],
])('%s is accepted and spelt out as %s, because maintenance does not know macros', (macro, spelt) => {
  expect(cronProblems('schedule', macro, engine.cron)).toEqual([]);
  expect(cronFields(macro).join(' ')).toBe(spelt);
});

test.each<[index: number, text: string, values: number[]]>([
  [4, '*', [0, 1, 2, 3, 4, 5, 6]],
  [4, '*/2', [0, 2, 4, 6]],
  [3, '*/5', [1, 6, 11]],
  [1, '5', [5]],
  [1, '20/2', [20, 22]],
  [1, '3-5', [3, 4, 5]],
  [1, '5-5', [5]],
  [1, '7,3', [7, 3]],
])('field %i, written %s, matches %j', (index, text, values) => {
  expect(fieldValues(index, text)).toEqual(values);
});
