import {
  booleanProblems,
  type Fields,
  isReference,
  misspeltProblems,
  Named,
  unknownKeyProblems,
} from '../../../src/model/values/known-keys';
import { lines } from '../fixture';

const keys: Fields = {
  name: true,
  plan: 'reference',
  mover: { uid: true, profile: { type: true } },
  list: [{ kind: true }],
  cache: (value) => (value === 'emptyDir' ? true : { capacity: true }),
};

test.each<[value: unknown, ...messages: string[]]>([
  [{}],
  [undefined],
  [{ name: { any: 'thing' }, plan: { any: 'thing' }, mover: { uid: 1, profile: {} }, list: [{ kind: 'x' }] }],
  [{ cache: 'emptyDir' }],
  [{ cache: { capacity: '1Gi' }, mover: undefined }],
  // What is in a list is the business of the field's own check, unless it is a set of fields.
  [{ list: ['x', null, undefined] }],
  [{ list: 'x' }],
  [{ nmae: 1 }, 'nmae: nothing reads this field; write one of name, plan, mover, list, cache'],
  [
    { constructor: 1, toString: 2 },
    'constructor: nothing reads this field; write one of name, plan, mover, list, cache',
    'toString: nothing reads this field; write one of name, plan, mover, list, cache',
  ],
  [{ mover: { gid: 1 } }, 'mover.gid: nothing reads this field; write one of uid, profile'],
  [{ mover: { profile: { typ: 1 } } }, 'mover.profile.typ: nothing reads this field; write one of type'],
  [{ mover: { profile: 'x' } }, 'mover.profile: "x" is not a set of fields; write { type }'],
  [{ mover: [] }, 'mover: [] is not a set of fields; write { uid, profile }'],
  [{ list: [{ kind: 'x' }, { knid: 'x' }] }, 'list.knid: nothing reads this field; write one of kind'],
  [{ cache: 'emptydir' }, 'cache: "emptydir" is not a set of fields; write { capacity }'],
  [{ cache: { capcity: '1Gi' } }, 'cache.capcity: nothing reads this field; write one of capacity'],
  ['x', ': "x" is not a set of fields; write { name, plan, mover, list, cache }'],
])('of %j is said: %s', (value, ...messages) => {
  expect(lines(unknownKeyProblems('', value, keys))).toEqual(messages.map((each) => each.replace(/^: /, '')));
});

const NAMED: Fields = {
  storage: new Named({ class: true, name: new Named(true, 'no name') }, "the cluster's"),
  flux: { path: true, kustomization: new Named(true, 'the usual') },
  prefix: new Named((value) => (value === false ? true : { layout: true }), 'the root'),
};

const MISSPELT: readonly [value: object, ...messages: string[]][] = [
  [{}],
  [{ storage: { class: undefined }, flux: undefined, prefix: false }],
  [{ storage: null, prefix: null }],
  [
    { storage: undefined, prefix: undefined },
    "storage: undefined, as a misspelt name is, would silently mean the cluster's; name what is there, or leave the field out",
    'prefix: undefined, as a misspelt name is, would silently mean the root; name what is there, or leave the field out',
  ],
  [
    { storage: { name: undefined }, flux: { kustomization: undefined } },
    'storage.name: undefined, as a misspelt name is, would silently mean no name; name what is there, or leave the field out',
    'flux.kustomization: undefined, as a misspelt name is, would silently mean the usual; name what is there, or leave the field out',
  ],
];

test.each(MISSPELT)('what is named and undefined in %p is said: %s', (value, ...messages) => {
  expect(lines(misspeltProblems('', value, NAMED))).toEqual(messages);
});

test('it is said with the fields that nothing reads as well, which look into a named one', () => {
  expect(lines(unknownKeyProblems('app', { storage: undefined }, NAMED))).toEqual([
    "app.storage: undefined, as a misspelt name is, would silently mean the cluster's; name what is there, or leave the field out",
  ]);
  expect(lines(unknownKeyProblems('', { storage: { clas: 1 }, prefix: { layuot: 1 } }, NAMED))).toEqual([
    'storage.clas: nothing reads this field; write one of class, name',
    'prefix.layuot: nothing reads this field; write one of layout',
  ]);
});

test('a list whose members refer to something refers as well', () => {
  expect(isReference('reference')).toBe(true);
  expect(isReference([{ repository: 'reference', schedule: true }])).toBe(true);
  expect([true as const, { from: 'reference' as const }, [{ kind: true as const }] as const].map(isReference)).toEqual([
    false,
    false,
    false,
  ]);
});

test('a switch is true, false or left out', () => {
  expect([true, false, undefined].flatMap((each) => booleanProblems('prune', each, 'D1'))).toEqual([]);
  expect(lines(booleanProblems('prune', 'false', 'D1'))).toEqual([
    'prune: "false" is neither true nor false; write true or false, without quotes (rule D1)',
  ]);
});
