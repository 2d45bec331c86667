import { ApiObject, JsonPatch } from 'cdk8s';
import { daily, destination, every, KopiaMaintenance, type Manifest, VolsyncApp } from '../../../src';
import { platform } from '../../support/platform-cluster';
import { errorsOf } from '../../support/synth';

const { attic, shared } = platform.repositories;

interface Objects {
  readonly app: VolsyncApp;
  readonly maintenance: Manifest;
}

/** What is wrong with an app with two destinations, and the maintainer of one, once they are patched. */
const patched = (patch: (objects: Objects) => void) =>
  errorsOf((app) => {
    const romm = new VolsyncApp(app.chart('games', 'romm'), {
      app: 'romm',
      destinations: [
        destination(attic, { schedule: every(6).hours, retention: { hourly: 24, daily: 7 } }),
        destination(shared, { schedule: daily, retention: { daily: 14 } }),
      ],
    });
    const { maintenance } = new KopiaMaintenance(app.chart('storage', 'attic'), { repository: attic });
    new KopiaMaintenance(app.chart('storage', 'shared'), { repository: shared });
    patch({ app: romm, maintenance });
  }, platform).map((each) => each.replace(/\): .*$/, ')'));

const nothing: readonly string[] = [];

test('nothing is wrong with it, nor with patches that take nothing', () => {
  expect(patched(() => undefined)).toEqual(nothing);
  expect(
    patched(({ app }) => {
      app.sources.attic?.addJsonPatch(JsonPatch.replace('/spec/kopia/parallelism', 7));
      app.sources.attic?.addJsonPatch(JsonPatch.replace('/spec/kopia/retain/yearly', 5));
      app.claim?.addJsonPatch(JsonPatch.add('/metadata/annotations/example.org~1why', 'x'));
    }),
  ).toEqual(nothing);
});

test.each<[title: string, patch: (objects: Objects) => void, ...codes: string[]]>([
  [
    "a restore asks another repository for this one's snapshots",
    ({ app }) => app.restore?.addJsonPatch(JsonPatch.replace('/spec/kopia/repository', 'romm-volsync-shared-secret')),
    '[games/romm/volsync-romm/restore] patch: takes from what is declared (restore-empty)',
  ],
  [
    'a restore asks for the snapshots of the other destination',
    ({ app }) => app.restore?.addJsonPatch(JsonPatch.replace('/spec/kopia/sourceIdentity/sourceName', 'romm-shared')),
    '[games/romm/volsync-romm/restore] patch: takes from what is declared (restore-empty)',
  ],
  [
    'a restore looks under another path',
    ({ app }) => app.restore?.addJsonPatch(JsonPatch.add('/spec/kopia/sourceIdentity/sourcePathOverride', '/config')),
    '[games/romm/volsync-romm/restore] patch: takes from what is declared (restore-empty)',
  ],
  [
    'a claim is filled from nothing',
    ({ app }) => app.claim?.addJsonPatch(JsonPatch.remove('/spec/dataSourceRef')),
    '[games/romm/volsync-romm/claim] patch: takes from what is declared (restore-lost)',
  ],
  [
    'a source backs up another claim',
    ({ app }) => app.sources.attic?.addJsonPatch(JsonPatch.replace('/spec/sourcePVC', 'nothing')),
    '[games/romm/volsync-romm/Resource] patch: takes from what is declared (protection-moved)',
  ],
  [
    'fewer snapshots are kept',
    ({ app }) => app.sources.attic?.addJsonPatch(JsonPatch.replace('/spec/kopia/retain/daily', 1)),
    '[games/romm/volsync-romm/Resource] patch: takes from what is declared (history-shrinks)',
  ],
  [
    'backups are further apart',
    ({ app }) => app.sources.attic?.addJsonPatch(JsonPatch.replace('/spec/trigger/schedule', '0 0 * * 0')),
  ],
  [
    'a Secret names another repository',
    ({ app }) =>
      app.secrets.attic?.addJsonPatch(
        JsonPatch.replace('/spec/target/template/data/KOPIA_REPOSITORY', 'filesystem:///mnt/elsewhere'),
      ),
  ],
  [
    'a Secret loses its password',
    ({ app }) => app.secrets.attic?.addJsonPatch(JsonPatch.remove('/spec/target/template/data/KOPIA_PASSWORD')),
  ],
  [
    'a maintainer is switched off',
    ({ maintenance }) => maintenance.addJsonPatch(JsonPatch.add('/spec/enabled', false)),
    '[storage/attic/maintenance-attic/Resource] patch: takes from what is declared (maintainer-lost)',
  ],
])('%s', (_, patch, ...codes) => {
  const found = patched(patch);
  expect(found.length).toBeGreaterThan(0);
  expect(found).toEqual(expect.arrayContaining(codes));
});

describe('an object that somebody writes beside them', () => {
  const beside = (kind: string, name: string, namespace: string, spec: object) =>
    patched(({ app }) => {
      const metadata = { name, namespace };
      new ApiObject(app, 'mine', { apiVersion: 'volsync.backube/v1alpha1', kind, metadata, spec });
    });
  const retain = { hourly: 0, daily: 7, weekly: 0, monthly: 0, yearly: 0, latest: 0 };
  const source = (kopia: object) => ({
    sourcePVC: 'other',
    trigger: { schedule: '0 0 * * *' },
    kopia: { copyMethod: 'Direct', repository: 'romm-volsync-shared-secret', retain, ...kopia },
  });

  test('may back up another claim', () => {
    expect(beside('ReplicationSource', 'other', 'games', source({}))).toEqual(nothing);
  });

  test('does not file it with the snapshots of an app', () => {
    expect(
      beside('ReplicationSource', 'other', 'games', source({ username: 'romm-shared', hostname: 'games' })),
    ).toEqual(['[games/romm/volsync-romm/mine] patch: takes from what is declared (history-shared)']);
  });

  test('maintains no repository that is maintained already', () => {
    const spec = { repository: { repository: 'shared-maintenance-secret' }, trigger: { schedule: '0 4 * * *' } };
    expect(beside('KopiaMaintenance', 'second', 'storage', spec)).toEqual([
      '[games/romm/volsync-romm/mine] patch: takes from what is declared (maintainer-doubled)',
    ]);
  });
});
