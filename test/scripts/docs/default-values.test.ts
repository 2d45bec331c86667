import {
  pathsIn,
  printed,
  withoutPaths,
  withValuesInComments,
  withValuesInPage,
} from '../../../scripts/docs/default-values';
import { daily, every, hourly, Schedule } from '../../../src';

const values = { capacity: '5Gi', job: { cache: '8Gi', deadlineSeconds: 21600, schedule: every(6).hours } };

test('a value in a comment is what its path leads to', () => {
  const text = "/** Size. @default the cluster's, `'1Gi'` (`defaults.capacity`) unless it says otherwise */";
  expect(withValuesInComments(text, values)).toBe(
    "/** Size. @default the cluster's, `'5Gi'` (`defaults.capacity`) unless it says otherwise */",
  );
});

test('every value of a text is filled in', () => {
  const text = '`?` (`defaults.job.cache`), `?` (`defaults.job.deadlineSeconds`), `?` (`defaults.job.schedule`)';
  expect(withValuesInComments(text, values)).toBe(
    "`'8Gi'` (`defaults.job.cache`), `6 * 60 * 60` (`defaults.job.deadlineSeconds`), `every(6).hours` (`defaults.job.schedule`)",
  );
});

test('a value in a page is written without quotes, before a path that does not show', () => {
  expect(withValuesInPage('a claim of `1Gi`<!-- defaults.capacity -->, or more', values)).toBe(
    'a claim of `5Gi`<!-- defaults.capacity -->, or more',
  );
});

test('what has no path behind it stays', () => {
  const text = "`'1Gi'`, (`capacity`), `defaults.capacity`";
  expect(withValuesInComments(text, values)).toBe(text);
  expect(withValuesInPage(text, values)).toBe(text);
});

test.each(['defaults.capcity', 'defaults.job.cache.size'])('%s, which leads nowhere, is an error', (path) => {
  const message = `there is no ${path}; write the path of a value in \`defaults\``;
  expect(() => withValuesInComments(`\`'5Gi'\` (\`${path}\`)`, values)).toThrow(message);
  expect(() => withValuesInPage(`\`5Gi\`<!-- ${path} -->`, values)).toThrow(message);
});

test.each(['5Gi (`defaults.capacity`)', "`'5Gi'`\n   * (`defaults.capacity`)"])(
  '%j, where nothing could be filled in, is an error',
  (text) => {
    expect(() => withValuesInComments(text, values)).toThrow(
      '(`defaults.capacity`) has no value before it on its line; write `?` (`defaults.capacity`), and the value is filled in',
    );
  },
);

test('the paths of a text are found, and left out where a reader has no use for them', () => {
  const text = "`'5Gi'` (`defaults.capacity`), or `8Gi`<!-- defaults.job.cache -->";
  expect(pathsIn(text)).toEqual(['defaults.capacity', 'defaults.job.cache']);
  expect(withoutPaths("`'5Gi'` (`defaults.capacity`) of all")).toBe("`'5Gi'` of all");
});

test.each([
  ['capacity', '5Gi', "'5Gi'"],
  ['prune', false, 'false'],
  ['parallel', 3600, '3600'],
  ['deadlineSeconds', 90, '90'],
  ['deadlineSeconds', 60, '60'],
  ['deadlineSeconds', 600, '10 * 60'],
  ['deadlineSeconds', 3600, '60 * 60'],
  ['ttlSecondsAfterFinished', 14 * 86_400, '14 * 24 * 60 * 60'],
  ['minSeconds', 0, '0'],
  ['modes', ['ReadWriteOnce'], "['ReadWriteOnce']"],
  ['source', { kind: 'GitRepository', name: 'flux' }, "{ kind: 'GitRepository', name: 'flux' }"],
  ['schedule', hourly, 'hourly'],
  ['schedule', hourly.at(5), 'hourly.at(5)'],
  ['schedule', every(6).hours, 'every(6).hours'],
  ['schedule', daily.hour(3), 'daily.hour(3)'],
  ['schedule', daily.hour(3).at(30), 'daily.hour(3).at(30)'],
  ['schedule', Schedule.spread('9 * * 0'), "'<minute> 9 * * 0'"],
  ['schedule', Schedule.from('5,35 * * * *'), "'5,35 * * * *'"],
  ['schedule', Schedule.from('@daily'), 'daily.hour(0).at(0)'],
])('%s, %j, is written %s', (path, value, text) => {
  expect(printed(path, value)).toBe(text);
});

test('a value never ends the comment that it is in', () => {
  const text = withValuesInComments('`?` (`defaults.schedule`)', { schedule: Schedule.from('5 */5 * * *') });
  expect(text).toBe("`'5 *&#47;5 * * *'` (`defaults.schedule`)");
});
