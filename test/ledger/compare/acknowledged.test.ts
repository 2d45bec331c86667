import { acknowledge, acknowledgementsIn } from '../../../src/ledger/compare/acknowledged';
import { compareLedgers } from '../../../src/ledger/compare/compare';
import { claim, ledgerOf, source, vaultSecret } from '../support';

const named = (name: string) => ({ moverPodLabels: { 'cdk8s-volsync-kopia/repository': name } });
const before = ledgerOf(claim(), vaultSecret(), source(named('nas')));
const shorter = { retain: { hourly: 0, daily: 3, weekly: 0, monthly: 0, yearly: 0, latest: 0 } };
const after = ledgerOf(claim(), vaultSecret(), source({ ...named('nas'), ...shorter }));
const changes = compareLedgers(before, after);
const meant = (...said: Parameters<typeof acknowledge>[1]) => acknowledge(changes, said, before, after);

test('the change that it is tried with is one loss', () => {
  expect(changes.map(({ code, severity }) => [code, severity])).toEqual([['history-shrinks', 'loss']]);
});

test.each([
  [{ id: 'games/romm' }],
  [{ id: 'games/romm', destination: 'nas' }],
  [{ id: 'games/romm', destination: 'nfs://nas.internal/mnt/backups/' }],
  [{ id: 'games/romm', code: 'history-shrinks' as const }],
  [{ id: 'games/romm', destination: 'nas', code: 'history-shrinks' as const }],
])('%j means it', (said) => {
  const { changes: marked, unused } = meant({ ...said, why: 'too much' });
  expect([marked, unused]).toEqual([[{ ...changes[0], acknowledged: 'too much' }], []]);
});

test.each([
  [{ id: 'games/rom' }],
  [{ id: 'games/romm', destination: 'b2' }],
  [{ id: 'games/romm', code: 'destination-lost' as const }],
])('%j means something else', (said) => {
  const entry = { ...said, why: 'too much' };
  expect(meant(entry)).toEqual({ changes, unused: [entry] });
});

test('notes are not for anybody to mean', () => {
  const grown = compareLedgers(after, before);
  expect(grown.map(({ severity }) => severity)).toEqual(['note']);
  const entry = { id: 'games/romm', why: 'more' };
  expect(acknowledge(grown, [entry], after, before)).toEqual({ changes: grown, unused: [entry] });
});

test('a file of it is read, and one that is none is told from one that says nothing', () => {
  const entries = [
    { id: 'a/b', why: 'x' },
    { id: 'a/c', code: 'rpo-worse', destination: 'nas', why: 'y' },
  ];
  expect(acknowledgementsIn(JSON.stringify({ acknowledged: entries }))).toEqual(entries);
  expect(
    acknowledgementsIn(JSON.stringify({ acknowledged: [{ id: 'a/b' }, { id: 'a/b', why: 'x', code: 'none' }] })),
  ).toEqual([]);
  expect(acknowledgementsIn('{}')).toEqual([]);
  expect(acknowledgementsIn('[]')).toBeUndefined();
  expect(acknowledgementsIn('{')).toBeUndefined();
});
