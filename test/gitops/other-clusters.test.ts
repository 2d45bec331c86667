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
import { UserProject, useProjects } from '../support/user-project';

useProjects();

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

/** An app of that cluster, with these apps and its maintainer. */
function appOf(cluster: ReturnType<typeof clusterOf>, apps: readonly string[]): GitOpsApp {
  const app = new GitOpsApp({ cluster, outdir: mkdtempSync(join(tmpdir(), 'clusters-')) });
  for (const each of apps) new VolsyncApp(app.chart('games', each), { app: each });
  const { nas } = cluster.repositories as Record<string, never>;
  if (!(nas as { maintainedElsewhere: boolean }).maintainedElsewhere) {
    new KopiaMaintenance(app.chart('storage', 'maintenance'), { repository: nas });
  }
  return app;
}

/** What a program says that synthesises the cluster with these apps. */
function said(cluster: ReturnType<typeof clusterOf>, apps: readonly string[]): readonly string[] {
  const app = appOf(cluster, apps);
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
      `[games/romm/volsync-romm] repository: "romm@games:/data" in "nas" is an app of cluster "home" too, and each backup of one deletes snapshots of the other; give one of them a repository of its own, and move its history there (docs/failback.md), or declare identity: 'namespace.cluster' for both where neither has backups yet: with it every app begins a new history, and restores miss the one before (rule I2)`,
      `[storage/maintenance/maintenance-nas] repository: "nas" is maintained by [storage/maintenance/maintenance-nas of cluster "home"] already, and two maintainers of one repository destroy each other's blobs; declare maintainedElsewhere: true in one of the clusters (rule M1)`,
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

test.each<[what: string, ask: (app: GitOpsApp) => unknown]>([
  ['synth', (app) => app.synth()],
  ['check', (app) => app.check()],
  ['synthYaml', (app) => app.synthYaml()],
])('app.%s() looks at the other clusters too', (server, ask) => {
  const stderr = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  ask(appOf(clusterOf('home', server), ['romm']));
  expect(() => ask(appOf(clusterOf('attic', server, { maintainedElsewhere: true }), ['romm']))).toThrow(
    '"romm@games:/data" in "nas" is an app of cluster "home" too',
  );
  ask(appOf(clusterOf('shed', server, { maintainedElsewhere: true }), ['plex']));
  stderr.mockRestore();
});

describe('in a program, which is no test', () => {
  const program = (body: string) => `
const l = require('cdk8s-volsync-kopia');
const cluster = (name, more = {}) => l.defineCluster({
  name, kubernetes: '1.36', secretStore: { kind: 'ClusterSecretStore', name: 'vault' },
  storage: { storageClassName: 'block', volumeSnapshotClassName: 'block' }, mover: { uid: 568, gid: 568 },
  repositories: { nas: l.nfsRepository({ server: 'nas', path: '/b', access: 'mover-volumes', secret: { item: 'k' }, ...more.nas }) },
  primary: 'nas', defaultPlan: 'standard', ...more.options,
  plans: ({ nas }) => ({ standard: l.plan(l.destination(nas, { schedule: l.hourly, retention: { daily: 7 } })) }),
});
function write(cluster, outdir, app, maintains = true) {
  const it = new l.GitOpsApp({ cluster, outdir });
  new l.VolsyncApp(it.chart('games', app), { app });
  if (maintains) new l.KopiaMaintenance(it.chart('storage', 'maintenance'), { repository: cluster.repositories.nas });
  it.synth();
}
${body}`;
  const ended = async (body: string) => {
    const { code, stderr } = await new UserProject({ 'main.js': program(body) }).node('main.js');
    const errors = stderr.split('\n').filter((line) => line.startsWith('  ['));
    return { code, errors: errors.map((line) => line.trim()) };
  };
  const maintained = (where: string, repair: string) =>
    `[storage/maintenance/maintenance-nas] repository: "nas" is maintained by [storage/maintenance/maintenance-nas of ${where}] already, and two maintainers of one repository destroy each other's blobs; ${repair} (rule M1)`;

  test('one cluster in two apps is one tree in two parts', async () => {
    expect(await ended("const home = cluster('home'); write(home, 'a', 'romm'); write(home, 'b', 'romm');")).toEqual({
      code: 1,
      errors: [
        '[games/romm/volsync-romm] app: "romm@games:/data" in "nas" is the identity of [games/romm/volsync-romm of another GitOpsApp] too, so both would write one history; give a second claim of the app a name of its own, such as app: "romm-config", or remove one of them; what gets another name begins a new history, so let it be the one without backups, and without formerly (rule I2)',
        maintained('another GitOpsApp', 'remove one'),
      ],
    });
  });

  test('two clusters of one name are two', async () => {
    const options = "{ options: { identity: 'namespace.cluster' }, nas: { maintainedElsewhere: true } }";
    const both = (other: string) =>
      `write(cluster('home', { options: { identity: 'namespace.cluster' } }), 'a', 'romm'); write(cluster('${other}', ${options}), 'b', 'romm', false);`;
    expect(await ended(both('home'))).toEqual({
      code: 1,
      errors: [
        '[games/romm/volsync-romm] repository: "romm@games.home:/data" in "nas" is an app of another cluster "home" too, and each backup of one deletes snapshots of the other; give one of them a repository of its own, and move its history there (docs/failback.md), or declare identity: \'namespace.cluster\' for both, under names of their own, where neither has backups yet: with it every app begins a new history, and restores miss the one before (rule I2)',
      ],
    });
    expect(await ended(both('attic'))).toEqual({ code: 0, errors: [] });
  });

  test.each([
    ['what is written into the same folder again', "write(home, 'a', 'romm'); write(home, 'a', 'romm');"],
    ['what nobody keeps', "write(home, temporary(), 'romm'); write(home, temporary(), 'romm');"],
    ['what is kept, and looked at beside that', "write(home, temporary(), 'romm'); write(home, 'a', 'romm');"],
  ])('%s is there once', async (_, writes) => {
    const temporary = "const temporary = () => require('node:fs').mkdtempSync('../apart-');";
    const { code, errors } = await ended(`const home = cluster('home'); ${temporary} ${writes}`);
    expect([code, errors]).toEqual([0, []]);
  });
});
