import { isWhole, numberProblems } from '../../../src/model/values/number';
import { lines } from '../fixture';

test('a number is whole, as large as it must be and no larger than Kubernetes takes', () => {
  expect([0, 1, 2 ** 31 - 1].map((each) => isWhole(each, 0))).toEqual([true, true, true]);
  expect([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31, '1', null].map((each) => isWhole(each, 0))).toEqual(
    Array(7).fill(false),
  );
  expect([9, 10, 20, 21].map((each) => isWhole(each, 10, 20))).toEqual([false, true, true, false]);
});

test('one that is left out is no problem', () => {
  expect(numberProblems('parallel', undefined, 1, 'workers')).toEqual([]);
  expect(lines(numberProblems('parallel', 0, 1, 'workers'))).toEqual([
    'parallel: 0 is not a number of workers; write a whole number, 1 or more',
  ]);
});
