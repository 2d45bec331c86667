import { ApiObject, type Chart } from 'cdk8s';
import { existingSecret, externalSecrets, KopiaMaintenance, secretElsewhere, VolsyncApp } from '../../../src';
import { nasCluster } from '../../support/nas';
import { errorsOf } from '../../support/synth';

const cluster = nasCluster({ access: 'mover-volumes', maintainedElsewhere: true });
const errors = (build: (chart: Chart) => void) => errorsOf((app) => build(app.chart('games', 'romm')), cluster);
const either =
  'either overwrites the other, and opens another place with it; give one of the two another name (rule S3)';

test('of a Secret that exists and one that is made under its name, one has the contents of the other', () => {
  const secrets = externalSecrets({ store: { kind: 'ClusterSecretStore', name: 'vault' } });
  const apps = (theirs: string) =>
    errors((chart) => {
      new VolsyncApp(chart, { app: 'romm', secrets });
      new VolsyncApp(chart, { app: 'plex', secrets: existingSecret(() => theirs) });
    });
  expect(apps('romm-volsync-secret')).toEqual([
    `[games/romm/volsync-romm/secret-nas] metadata.name: makes the Secret "games/romm-volsync-secret", and existingSecret or secretElsewhere says that it exists: ${either}`,
  ]);
  expect(apps('plex-volsync')).toEqual([]);
});

test('so it is with one that is said to be made elsewhere', () => {
  expect(
    errors((chart) => {
      new VolsyncApp(chart, { app: 'romm' });
      secretElsewhere(chart, 'romm-volsync-secret');
    }),
  ).toEqual([expect.stringContaining('existingSecret or secretElsewhere says that it exists')]);
});

test('two objects make one Secret', () => {
  const beside = (name: string) =>
    errors((chart) => {
      new VolsyncApp(chart, { app: 'romm' });
      new ApiObject(chart, 'mine', { apiVersion: 'v1', kind: 'Secret', metadata: { name } });
    });
  expect(beside('romm-volsync-secret')).toEqual([
    `[games/romm/mine] metadata.name: makes the Secret "games/romm-volsync-secret", and [games/romm/volsync-romm/secret-nas] makes it too: ${either}`,
  ]);
  expect(beside('romm')).toEqual([]);
});

test('a maintainer that is told the name of another Secret', () => {
  const tended = nasCluster({ access: 'mover-volumes' });
  const found = errorsOf((app) => {
    const chart = app.chart('games', 'romm');
    new VolsyncApp(chart, { app: 'romm', secrets: existingSecret(() => 'kopia') });
    new KopiaMaintenance(chart, { repository: tended.repositories.nas, secretName: 'kopia' });
  }, tended);
  expect(found).toEqual([
    `[games/romm/maintenance-nas/secret] metadata.name: makes the Secret "games/kopia", and existingSecret or secretElsewhere says that it exists: ${either}`,
  ]);
});

test('what somebody makes in this very output exists', () => {
  expect(
    errors((chart) => {
      new VolsyncApp(chart, { app: 'romm', secrets: existingSecret(() => 'romm-volsync') });
      new ApiObject(chart, 'sealed', {
        apiVersion: 'bitnami.com/v1alpha1',
        kind: 'SealedSecret',
        metadata: { name: 'romm-volsync' },
        spec: {},
      });
    }),
  ).toEqual([]);
});
