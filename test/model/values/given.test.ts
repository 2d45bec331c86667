import { given } from '../../../src/model/values/given';
import { type Fields, Named } from '../../../src/model/values/known-keys';

class Plan {
  readonly destinations = [];
}

const repository = { name: 'nas', region: undefined };
const keys: Fields = {
  repository: 'reference',
  mover: { uid: true, from: 'reference' },
  list: [{ repository: 'reference', kind: true }],
  named: new Named({ uid: true }, 'the default'),
  either: (value) => (typeof value === 'string' ? true : { from: 'reference' }),
};

test.each([
  [
    { a: 0, b: '', c: false, d: Number.NaN, e: undefined, f: null },
    { a: 0, b: '', c: false, d: Number.NaN },
  ],
  [{ mover: { uid: undefined, gid: null, fsGroup: 0 } }, { mover: { fsGroup: 0 } }],
  [
    { labels: { a: undefined, b: 'c' }, deep: { deeper: { deepest: null } } },
    { labels: { b: 'c' }, deep: { deeper: {} } },
  ],
  [{ list: [{ kind: null }, { kind: 'Secret' }] }, { list: [{}, { kind: 'Secret' }] }],
  // What stands in a list keeps its place, to be reported.
  [{ ids: [1, undefined, null] }, { ids: [1, undefined, null] }],
  [{ either: 'emptyDir' }, { either: 'emptyDir' }],
  [{ ['__proto__']: undefined, constructor: 'x' }, { constructor: 'x' }],
  [undefined, {}],
  [null, {}],
])('of %j there is %j', (options, expected) => {
  const found = given(options as object | undefined, keys);
  expect(found).toStrictEqual(expected);
});

test.each([undefined, null])('a reference that is %p is kept, however deep, to be reported', (nothing) => {
  const options = { repository: nothing, mover: { from: nothing }, either: { from: nothing }, list: nothing };
  expect(given(options, keys)).toStrictEqual(options);
  expect(given({ list: [{ repository: nothing, kind: nothing }] }, keys)).toStrictEqual({
    list: [{ repository: nothing }],
  });
});

test('a named value that is undefined is kept, to be reported; null is no name', () => {
  expect(given({ named: undefined }, keys)).toStrictEqual({ named: undefined });
  expect(given({ named: null }, keys)).toStrictEqual({});
  const named = { uid: undefined };
  expect(given({ named }, keys)).toStrictEqual({ named: {} });
});

test('a reference is the very thing, and so is what has a class or is none', () => {
  const options = {
    repository,
    list: [{ repository }],
    plan: new Plan(),
    map: new Map([['a', undefined]]),
    make: () => undefined,
  };
  const found = given(options, keys);
  expect(found.repository).toBe(repository);
  expect(found.list[0]?.repository).toBe(repository);
  expect(found.plan).toBe(options.plan);
  expect(found.map).toBe(options.map);
  expect(found.make).toBe(options.make);
});

test('a set of fields may have a class where it is known to be one', () => {
  class Mover {
    uid = undefined;
    gid = 5;
  }
  expect(given({ mover: new Mover() }, keys)).toEqual({ mover: { gid: 5 } });
});

test('nothing that is changed later changes what was given', () => {
  const options = {
    mover: { uid: 1 },
    list: [{ kind: 'Secret' }],
    ids: [1],
    time: new Date(5),
    free: { deep: [{ a: 1 }] },
  };
  const found = given(options, keys);
  options.mover.uid = 2;
  options.list.push({ kind: 'ConfigMap' });
  options.ids[0] = 2;
  options.time.setTime(6);
  Object.assign(options.free.deep[0] as object, { a: 2 });
  expect(found).toEqual({
    mover: { uid: 1 },
    list: [{ kind: 'Secret' }],
    ids: [1],
    time: new Date(5),
    free: { deep: [{ a: 1 }] },
  });
});

test('what holds itself is no reason to go on for ever', () => {
  const options: Record<string, unknown> = { a: 1 };
  options.self = options;
  options.list = [options];
  expect(given(options).self).toBe(options);
});
