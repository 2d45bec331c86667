import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type ClusterOptions,
  defineCluster,
  destination,
  GitOpsApp,
  hourly,
  KopiaMaintenance,
  nfsRepository,
  plan,
  type Repository,
  VolsyncApp,
} from '../../src';

type Options = Partial<ClusterOptions<Record<string, never>, Record<string, never>>>;

/** A cluster of that name whose apps are backed up to one NAS. */
function clusterOf(name: string, server: string, more: Options & { maintainedElsewhere?: boolean } = {}) {
  const { maintainedElsewhere = false, ...options } = more;
  return defineCluster({
    name,
    kubernetes: '1.36',
    secretStore: { kind: 'ClusterSecretStore', name: 'vault' },
    storage: { storageClassName: 'block', volumeSnapshotClassName: 'block' },
    mover: { uid: 568, gid: 568 },
    repositories: {
      nas: nfsRepository({ server, path: '/b', access: 'mover-volumes', secret: { item: 'k' }, maintainedElsewhere }),
    },
    primary: 'nas',
    plans: ({ nas }: { nas: Repository<'nas'> }) => ({
      standard: plan(destination(nas, { schedule: hourly, retention: { daily: 7 } })),
    }),
    defaultPlan: 'standard',
    ...options,
  } as never) as ReturnType<typeof defineCluster>;
}

/** What a program says that synthesises the cluster with these apps. */
function said(cluster: ReturnType<typeof clusterOf>, apps: readonly string[]): readonly string[] {
  const app = new GitOpsApp({ cluster, outdir: mkdtempSync(join(tmpdir(), 'clusters-')) });
  for (const each of apps) new VolsyncApp(app.chart('games', each), { app: each });
  const { nas } = cluster.repositories as Record<string, never>;
  if (!(nas as { maintainedElsewhere: boolean }).maintainedElsewhere) {
    new KopiaMaintenance(app.chart('storage', 'maintenance'), { repository: nas });
  }
  const stderr = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  app.run([]);
  const text = stderr.mock.calls.join('');
  stderr.mockRestore();
  process.exitCode = 0;
  const [first, ...lines] = text.trimEnd().split('\n');
  return first?.startsWith('Nothing was written') ? lines.map((each) => each.trim()) : [];
}

const shares = { identity: 'namespace.cluster', maintainedElsewhere: true } as const;

describe('two clusters of one program that share a repository', () => {
  test('would delete what the other keeps, however many apps they have in common, and maintain it twice', () => {
    expect(said(clusterOf('home', 'one'), ['romm', 'plex'])).toEqual([]);
    expect(said(clusterOf('attic', 'one'), ['romm', 'plex', 'own'])).toEqual([
      `[games/romm/volsync-romm] repository: "romm@games:/data" in "nas" is an app of cluster "home" too, and each backup of one deletes snapshots of the other; declare identity: 'namespace.cluster' for both clusters, or give one of them a repository of its own (rule I2)`,
      `[storage/maintenance/maintenance-nas] repository: "nas" is maintained by [storage/maintenance/maintenance-nas] of cluster "home" already, and two maintainers of one repository destroy each other's blobs; declare maintainedElsewhere: true in one of the clusters (rule M1)`,
    ]);
  });

  test('may, once they tell their apps apart and one of them maintains it', () => {
    expect(said(clusterOf('home', 'two', { identity: 'namespace.cluster' }), ['romm'])).toEqual([]);
    expect(said(clusterOf('attic', 'two', shares), ['romm'])).toEqual([]);
  });

  test('may, where the apps have other names', () => {
    expect(said(clusterOf('home', 'three'), ['romm'])).toEqual([]);
    expect(said(clusterOf('attic', 'three', { maintainedElsewhere: true }), ['plex'])).toEqual([]);
  });
});

test('two clusters with a repository each have nothing to do with each other', () => {
  expect(said(clusterOf('home', 'four'), ['romm'])).toEqual([]);
  expect(said(clusterOf('attic', 'five'), ['romm'])).toEqual([]);
});

test('one cluster may be synthesised again', () => {
  const home = clusterOf('home', 'six');
  expect(said(home, ['romm'])).toEqual([]);
  expect(said(home, ['romm'])).toEqual([]);
});
