import fc from 'fast-check';
import { limits, names } from '../../../src/engines/volsync/names';
import { renderIdentity } from '../../../src/model/identity';
import { nameProblems } from '../../../src/model/values/names';
import { cluster, snapshotIdentity } from '../../model/fixture';

const { nas, b2 } = cluster.repositories;
const romm = { app: 'romm', namespace: 'games' };

test('in the primary repository everything bears the bare name, in the others the repository ends it', () => {
  expect(['nas', 'b2'].map((each) => names.source('romm', each, 'nas'))).toEqual(['romm', 'romm-b2']);
  expect(['nas', 'b2'].map((each) => names.secret('romm', each, 'nas'))).toEqual(['romm-volsync', 'romm-volsync-b2']);
  expect([names.restore('romm'), names.maintainer('romm', 'b2')]).toEqual(['romm-dst', 'romm-b2']);
});

test('snapshots are filed under the name of their source', () => {
  expect([nas, b2].map((each) => renderIdentity(snapshotIdentity(romm, each, cluster)))).toEqual([
    'romm@games:/data',
    'romm-b2@games:/data',
  ]);
});

test('a maintainer has a name that VolSync can make a CronJob of, however long the app is called', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,44}[a-z0-9])?$/), (app) => {
      expect(nameProblems('name', names.maintainer(app, 'b2'), limits.maintainer)).toEqual([]);
    }),
  );
});
