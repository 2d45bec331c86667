import { ACCEPTED_ANNOTATION, acceptancesOf } from '../../src/ledger/accepted';

function on(text: string) {
  const ref = { kind: 'PersistentVolumeClaim', name: 'cache', namespace: 'media' };
  return acceptancesOf({ ref, group: '', body: { metadata: { annotations: { [ACCEPTED_ANNOTATION]: text } } } });
}

test('a line says a code, the last day on which it counts, and why', () => {
  expect(on('claim-unprotected until 2027-01-31: a cache: it is made anew')).toEqual({
    accepted: [{ code: 'claim-unprotected', until: '2027-01-31', reason: 'a cache: it is made anew' }],
    unreadable: [],
  });
});

test('there may be several lines, with blank ones between', () => {
  expect(on('\n  order-open until 2027-01-31: one\n\nname-misleads until 2028-02-29: two\n').accepted).toEqual([
    { code: 'order-open', until: '2027-01-31', reason: 'one' },
    { code: 'name-misleads', until: '2028-02-29', reason: 'two' },
  ]);
});

test.each([
  'claim-unprotected',
  'claim-unprotected until tomorrow: a cache',
  'claim-unprotected until 2027-02-30: no such day',
  'claim-unprotected until 2027-13-01: no such month',
  'claim-unprotected until 2027-01-31',
  'claim-unprotected until 2027-01-31: ',
  'claim-unprotected: a cache',
  'Claim-Unprotected until 2027-01-31: a cache',
])('%j accepts nothing', (line) => {
  expect(on(line)).toEqual({ accepted: [], unreadable: [line.trim()] });
});

test('an object without the annotation accepts nothing', () => {
  expect(acceptancesOf({ ref: { kind: 'A', name: 'a' }, group: '', body: {} })).toEqual({
    accepted: [],
    unreadable: [],
  });
});
