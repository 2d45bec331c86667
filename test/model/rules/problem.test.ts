import { renderProblem } from '../../../src/model/rules/problem';
import { show } from '../../../src/model/rules/show';

test('a problem reads: field, what is wrong, and the rule if there is one', () => {
  const problem = { field: 'retention.hourly', text: '-1 is not a number of snapshots' };
  expect(renderProblem(problem)).toBe('retention.hourly: -1 is not a number of snapshots');
  expect(renderProblem({ ...problem, rule: 'R1' })).toBe('retention.hourly: -1 is not a number of snapshots (rule R1)');
});

const itself: Record<string, unknown> = {};
itself.itself = itself;

test.each<[value: unknown, shown: string]>([
  ['', '""'],
  [' 5Gi', '" 5Gi"'],
  [undefined, 'undefined'],
  [null, 'null'],
  [Number.NaN, 'NaN'],
  [Number.POSITIVE_INFINITY, 'Infinity'],
  [5n, '5'],
  [new Date('never'), 'Invalid Date'],
  [{ app: 'romm' }, '{"app":"romm"}'],
  [itself, '[object Object]'],
])('a message shows %p as %s', (value, shown) => {
  expect(show(value)).toBe(shown);
});
