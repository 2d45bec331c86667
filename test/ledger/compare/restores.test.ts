import { restore } from '../support';
import { app, atticVolumes, changesOf, safeClaim } from './support';

const bare = { claim: safeClaim({ dataSourceRef: undefined }), restore: undefined };

test('a claim that is no longer filled', () => {
  expect(
    changesOf(
      app({ claim: undefined, restore: restore({ destinationPVC: 'romm' }) }),
      app({ claim: undefined, restore: undefined }),
    ),
  ).toEqual([
    [
      'restore-lost',
      'Claim games/romm was filled from ReplicationDestination games/romm-dst when it is created, and now begins empty.',
      'Declare its restore again.',
    ],
  ]);
});

test('a claim that is filled now', () => {
  const after = app({ ...bare, restore: restore({ destinationPVC: 'romm' }) });
  expect(changesOf(app(bare), after)).toEqual([
    ['restore-gained', 'Claim games/romm is filled from ReplicationDestination games/romm-dst when it is created.', ''],
  ]);
});

test.each<[what: string, kopia: object, identity: string]>([
  ['a name that nothing has', { sourceIdentity: { sourceName: 'rom' } }, 'rom@games:/data'],
  ['another repository', { moverVolumes: atticVolumes }, 'romm@games:/data'],
])('a restore that would find nothing: %s', (_, kopia, identity) => {
  expect(changesOf(app(), app({ restore: restore({ ...kopia }) }))).toEqual([
    [
      'restore-empty',
      `ReplicationDestination games/romm-dst looks for ${identity}, where no source files anything: a claim games/romm that is created anew would be empty, and the restore would report success.`,
      'Let it ask for the identity of the source, in the repository of the source.',
    ],
  ]);
});

test('a restore that is spelt in another way finds the same', () => {
  expect(changesOf(app(), app({ restore: restore({ username: 'romm', hostname: 'games' }) }))).toEqual([]);
});

test('a restore that is no longer here', () => {
  expect(changesOf(app(), app({ restore: undefined }))).toEqual([
    [
      'restore-unclear',
      'ReplicationDestination games/romm-dst is no longer here, and claim games/romm is filled from it: a claim that is created anew waits for it.',
      'Declare it again.',
    ],
  ]);
});
