import fc from 'fast-check';
import { fittedName, nameLimits, nameProblems, namespaceProblems, stableHash } from '../../../src/model/values/names';
import { lines } from '../fixture';

const subdomain = fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,40}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,20}[a-z0-9])?)?$/);
const tail = fc.stringMatching(/^-[a-z0-9]([-a-z0-9]{0,10}[a-z0-9])?$/);

test('a fitted name fits, is a Kubernetes name and ends as asked', () => {
  fc.assert(
    fc.property(subdomain, tail, (head, end) => {
      const name = fittedName(head, end, nameLimits.claim);
      expect(nameProblems('name', name, nameLimits.claim)).toEqual([]);
      expect(name.endsWith(end)).toBe(true);
    }),
  );
});

test('a name that fits already stays as it is', () => {
  expect(fittedName('romm', '-b2', 23)).toBe('romm-b2');
  expect(fittedName('a'.repeat(20), '-b2', 23)).toBe(`${'a'.repeat(20)}-b2`);
});

// Pinned: another name would be another object, and the old maintainer would be pruned only after the new one runs.
test.each([
  ['home-assistant-database', '-b2', 'home-assist-4a9002ff-b2'],
  ['a.very-long.name-of-an-app', '-r2', 'a.very-long-93af1353-r2'],
])('the fitted name of %s%s is %s in every release', (head, end, name) => {
  expect(fittedName(head, end, 23)).toBe(name);
});

test('two apps never share a fitted name, however alike they begin', () => {
  fc.assert(
    fc.property(subdomain, subdomain, (one, other) => {
      const long = 'an-app-whose-name-is-long-';
      expect(fittedName(`${long}${one}`, '-b2', 23) === fittedName(`${long}${other}`, '-b2', 23)).toBe(one === other);
    }),
  );
});

test('the stable hash is that of every release', () => {
  expect([stableHash(''), stableHash('media/romm/nas')]).toEqual([3820012610, 1789983565]);
});

test.each([
  ['romm', 50],
  ['a.b-c.d', 50],
  ['0', 1],
  ['a'.repeat(50), 50],
])('%s is a name within %i characters', (name, limit) => {
  expect(nameProblems('app', name, limit)).toEqual([]);
});

test.each<[value: unknown, message: string]>([
  ['', '"" is not a Kubernetes name; use lower-case letters, digits, "-" and "."'],
  ['Romm', '"Romm" is not a Kubernetes name; use lower-case letters, digits, "-" and "."'],
  ['my_app', '"my_app" is not a Kubernetes name; use lower-case letters, digits, "-" and "."'],
  ['-romm', '"-romm" is not a Kubernetes name; use lower-case letters, digits, "-" and "."'],
  ['romm.', '"romm." is not a Kubernetes name; use lower-case letters, digits, "-" and "."'],
  ['romm\n', '"romm\\n" is not a Kubernetes name; use lower-case letters, digits, "-" and "."'],
  ['../romm', '"../romm" is not a Kubernetes name; use lower-case letters, digits, "-" and "."'],
  [undefined, 'undefined is not a Kubernetes name; use lower-case letters, digits, "-" and "."'],
  [null, 'null is not a Kubernetes name; use lower-case letters, digits, "-" and "."'],
  [7, '7 is not a Kubernetes name; use lower-case letters, digits, "-" and "."'],
  ['a-long-name', '"a-long-name" has 11 characters; at most 10 fit; shorten it'],
])('%p is refused as a name', (value, message) => {
  expect(lines(nameProblems('app', value, 10))).toEqual([`app: ${message} (rule I2)`]);
});

test.each(['media', 'my-apps', '0', 'a'.repeat(63)])('%s is a namespace', (namespace) => {
  expect(namespaceProblems('namespace', namespace)).toEqual([]);
});

test.each<[value: unknown, shown: string]>([
  ['my.apps', '"my.apps"'],
  ['Media', '"Media"'],
  ['', '""'],
  ['a'.repeat(64), `"${'a'.repeat(64)}"`],
  [undefined, 'undefined'],
  [null, 'null'],
])('%p is refused as a namespace', (value, shown) => {
  expect(lines(namespaceProblems('namespace', value))).toEqual([
    `namespace: ${shown} is not a namespace; use at most 63 lower-case letters, digits and "-" (rule I2)`,
  ]);
});
