import { acceptedIn } from '../../../src/ledger/compare/accepted';
import { claim, ledgerOf, source } from '../support';

const annotated = (text: string) => ({ metadata: { annotations: { 'cdk8s-volsync-kopia/accepted': text } } });

function said(text: string, today = '2026-11-26') {
  const own = { ...claim(), metadata: { name: 'romm', namespace: 'games', ...annotated(text).metadata } };
  return acceptedIn([own, source()], ledgerOf(own, source()), today);
}

test('a claim says what is meant, until a day', () => {
  const line = 'history-shrinks until 2026-11-26: the disk is full';
  const meant = [{ id: 'games/romm', code: 'history-shrinks', why: 'the disk is full' }];
  expect(said(line)).toEqual(meant);
  expect(said(line, '2026-11-27')).toEqual([]);
  expect(said(`${line}\ndestination-lost until 2027-01-01: no`)).toHaveLength(2);
});

test('so does what backs it up', () => {
  const own = {
    ...source({}, {}, 'romm-b2'),
    metadata: { name: 'romm-b2', namespace: 'games', ...annotated('rpo-worse until 2027-01-01: quiet').metadata },
  };
  expect(acceptedIn([claim(), own], ledgerOf(claim(), own), '2026-11-26')).toEqual([
    { id: 'games/romm', code: 'rpo-worse', why: 'quiet' },
  ]);
});

test.each([
  'history-shrinks: for ever',
  'history-shrinks until 2027-01-01',
  'history-shrinks until 2027-01-01: ',
  'history-shrinks until 2027-02-30: no such day',
  'restore-of-another until 2027-01-01: a code of the audit',
])('%s means nothing', (line) => {
  expect(said(line)).toEqual([]);
});
