import { frozen } from '../../../src/model/values/frozen';

class Plan {
  readonly destinations = [{ retention: { daily: 7 } }];
}

test('nothing of a frozen value can be changed, however deep, and it is the very value', () => {
  const value = { name: 'home', ids: [1, [2]], plan: new Plan(), none: null, make: () => 1 };
  expect(frozen(value)).toBe(value);
  expect(
    [value, value.ids, value.ids[1], value.plan, value.plan.destinations[0]?.retention].map(Object.isFrozen),
  ).toEqual([true, true, true, true, true]);
  expect({ ...value, name: 'other' }).toEqual({ ...value, name: 'other' });
});

test('what is frozen at its surface alone is frozen in its depth as well', () => {
  const value = Object.freeze({ deep: { deeper: {} } });
  frozen(value);
  expect([value.deep, value.deep.deeper].map(Object.isFrozen)).toEqual([true, true]);
});

test.each([undefined, null, 5, 'x', true])('%p is nothing to freeze', (value) => {
  expect(frozen(value)).toBe(value);
});

test('what holds itself, and bytes, which cannot be frozen, are no reason to fail', () => {
  const value: Record<string, unknown> = { bytes: new Uint8Array(2) };
  value.self = value;
  expect(Object.isFrozen(frozen(value))).toBe(true);
});
