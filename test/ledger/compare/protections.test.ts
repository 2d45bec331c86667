import { claim, maintenance, object, restore, source, vaultSecret } from '../support';
import { app, atticMaintenance, atticSource, atticVolumes, changesOf, codesOf, safeClaim } from './support';

const NAS = 'nfs://nas.internal/mnt/backups/';
const ATTIC = 'nfs://attic.internal/mnt/backups/';

const renamedClaim = object('v1', 'PersistentVolumeClaim', 'romm-new', {
  dataSourceRef: { kind: 'ReplicationDestination', name: 'romm-dst' },
});
const renamed = (kopia: object = {}) => source({ ...kopia }, { sourcePVC: 'romm-new' }, 'romm-new');

test('where nothing changes nothing is said, and where nothing was nothing is lost', () => {
  expect(changesOf(app(), app())).toEqual([]);
  expect(codesOf([], app())).toEqual(['protection-gained']);
  expect(changesOf([], [])).toEqual([]);
});

test('a claim that is no longer backed up', () => {
  expect(changesOf(app(), app({ sources: [], restore: undefined }))).toEqual([
    [
      'protection-lost',
      `Claim games/romm is no longer backed up, and nothing goes on with its history: 7 restore points, the oldest 6 days old, in ${NAS}.`,
      'Declare it again; if it goes on under another name, say so there with formerly.',
    ],
  ]);
});

test('a rename that starts an empty history', () => {
  const after = app({
    claim: renamedClaim,
    sources: [renamed()],
    restore: restore({ sourceIdentity: { sourceName: 'romm-new' } }),
  });
  expect(changesOf(app(), after)).toEqual([
    [
      'protection-lost',
      `Claim games/romm is no longer backed up, and nothing goes on with its history: 7 restore points, the oldest 6 days old, in ${NAS}.`,
      'Declare it again; if it is games/romm-new now, say so there with formerly.',
    ],
    ['protection-gained', `Claim games/romm-new is backed up into ${NAS}. Its history is empty.`, ''],
  ]);
});

test('a rename that goes on with its history loses nothing', () => {
  const sources = [renamed({ username: 'romm', hostname: 'games' })];
  expect(changesOf(app(), app({ claim: renamedClaim, sources }))).toEqual([
    ['protection-moved', 'Claim games/romm is no longer backed up; its history goes on with games/romm-new.', ''],
    [
      'protection-gained',
      `Claim games/romm-new is backed up into ${NAS}. It goes on with a history that is there.`,
      '',
    ],
  ]);
});

test('a claim that Flux deletes with all that is in it', () => {
  const repair = 'Annotate it kustomize.toolkit.fluxcd.io/prune: disabled, and let that be applied before it goes.';
  const text = 'Claim games/romm is no longer declared, and Flux deletes it with all that is in it.';
  const unsafe = app({ claim: claim() });
  expect(changesOf(unsafe, app({ claim: undefined }))).toContainEqual(['claim-deleted', text, repair]);
  expect(codesOf(unsafe, app({ claim: undefined, sources: [] }))).toContain('claim-deleted');
  expect(codesOf(app(), app({ claim: undefined, sources: [] }))).not.toContain('claim-deleted');
  expect(codesOf(unsafe, app({ claim: claim(), sources: [] }))).not.toContain('claim-deleted');
});

test('a claim that is new and not backed up', () => {
  const other = object('v1', 'PersistentVolumeClaim', 'cache', {});
  expect(changesOf(app(), app({ others: [other] }))).toEqual([
    ['claim-unprotected', 'Claim games/cache is new, and nothing backs it up.', ''],
  ]);
  expect(changesOf(app({ others: [other] }), app({ others: [other] }))).toEqual([]);
});

const two = app({ sources: [source(), atticSource()], maintainers: [maintenance(), atticMaintenance] });

test('a destination that goes', () => {
  expect(changesOf(two, app())).toEqual([
    [
      'destination-lost',
      `Claim games/romm is no longer backed up into ${ATTIC} by VolSync with Kopia. What is there, 7 restore points, the oldest 6 days old, is not added to any more.`,
      'Give the claim this destination again.',
    ],
  ]);
});

test('a destination that comes', () => {
  expect(changesOf(app(), two)).toEqual([
    ['destination-gained', `Claim games/romm is backed up into ${ATTIC} too.`, ''],
  ]);
});

test('a destination that another claim goes on with', () => {
  const identity = { username: 'romm-attic', hostname: 'games' };
  const other = source({ moverVolumes: atticVolumes, ...identity }, { sourcePVC: 'other' }, 'other');
  const after = app({ sources: [source(), other], maintainers: [maintenance(), atticMaintenance] });
  expect(changesOf(two, after)).toEqual([
    ['protection-gained', `Claim games/other is backed up into ${ATTIC}. It goes on with a history that is there.`, ''],
    ['protection-moved', `The history of claim games/romm in ${ATTIC} goes on with games/other.`, ''],
  ]);
});

const bare = { restore: undefined, claim: safeClaim({ dataSourceRef: undefined }) };
const moved = (kopia: object = {}) =>
  app({ ...bare, sources: [source({ moverVolumes: atticVolumes, ...kopia })], maintainers: [atticMaintenance] });

test('a source that writes into another repository', () => {
  const text = `Claim games/romm was backed up into ${NAS}, and now is into ${ATTIC}, where its history is empty.`;
  expect(changesOf(app(bare), moved())).toEqual([['repository-moved', text, 'Put the repository back.']]);
  const cache = { cacheStorageClassName: 'local' };
  expect(changesOf(app({ ...bare, sources: [source(cache)] }), moved(cache))).toEqual([
    [
      'repository-moved',
      `${text} Its mover's cache outlives the change and remembers the old place, so backups go on into ${NAS} until the cache is deleted, and restores look into ${ATTIC}.`,
      'Put the repository back; if it is meant to move, delete the cache.',
    ],
  ]);
});

test('a repository that only a vault knows, on one side', () => {
  const secrets = [vaultSecret({ KOPIA_REPOSITORY: '{{ .REPOSITORY }}' })];
  const after = app({
    ...bare,
    sources: [source({ moverVolumes: [] })],
    secrets,
    maintainers: [maintenance({ moverVolumes: [] })],
  });
  expect(changesOf(app(bare), after)).toEqual([
    [
      'repository-unclear',
      `Claim games/romm was backed up into ${NAS}, and now is into a place that only the vault knows: <kopia: REPOSITORY>; whether that is the same place the objects do not say.`,
      'See in the vault that both are one repository.',
    ],
  ]);
});
