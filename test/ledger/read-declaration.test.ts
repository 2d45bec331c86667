import { parseAllDocuments } from 'yaml';
import {
  defineCluster,
  destination,
  existingSecret,
  GitOpsApp,
  hourly,
  KopiaMaintenance,
  NfsInjectionPolicy,
  nfsRepository,
  plan,
  s3Repository,
  sharedPrefix,
  VolsyncApp,
} from '../../src';
import { renderTree } from '../../src/gitops/render';
import { decideApp } from '../../src/model/app/decide-app';
import type { Cluster } from '../../src/model/cluster/cluster';
import { renderIdentity } from '../../src/model/identity';
import { repositoryLocation } from '../../src/model/repository/repository';
import { everything } from '../support/clusters';
import { zoo, zooFiles } from '../support/zoo';
import { ledgerOf } from './support';

function objectsIn(files: ReadonlyMap<string, string>): unknown[] {
  return [...files.values()].flatMap((text) => parseAllDocuments(text).map((each) => each.toJS() as unknown));
}

/** The zoo's apps are called by their number, and so are what its choices name. */
function declared(index: number) {
  const { claim, existingClaim, formerly, ...options } = zoo[index] ?? {};
  const name = `zoo-${index}`;
  return decideApp(
    {
      ...options,
      app: name,
      claim: claim && `${name}-${claim}`,
      existingClaim: existingClaim && `${name}-${existingClaim}`,
      ...(formerly && { formerly: formerly.app === undefined ? formerly : { app: `was.${name}` } }),
    },
    'zoo',
    everything as Cluster,
  );
}

/** Every seventh: no choice has seven cases, so all choices come together with all others. */
const SAMPLE = [...zoo.keys()].filter((index) => index % 7 === 0);

test('what is read of any combination of choices is what was declared', () => {
  const names = new Set(SAMPLE.map((index) => `zoo-${index}`));
  const files = [...zooFiles()].filter(([path]) => names.has(path.split('/')[1] ?? ''));
  const ledger = ledgerOf(...objectsIn(new Map(files)));
  const byId = new Map(ledger.protected.map((each) => [each.id, each]));
  expect(ledger.protected).toHaveLength(SAMPLE.length);
  expect(ledger.notUnderstood).toEqual([]);
  for (const index of SAMPLE) {
    const app = declared(index);
    const read = byId.get(`zoo/${app.claim}`);
    expect(read?.app).toBe(app.name.app);
    expect(read?.claim?.capacity).toBe(app.claimExists ? undefined : app.capacity);
    expect(
      read?.destinations.map(({ repository, identity, cron, retention }) => ({
        repository,
        identity,
        cron,
        retention,
      })),
    ).toEqual(
      app.destinations.map(({ repository, location, identity, cron, retention }) => ({
        // Nothing here mounts the NAS: it is declared to be injected elsewhere.
        repository: repository.name === 'nas' ? 'unknown:filesystem:///repository' : location,
        identity: renderIdentity(identity),
        cron,
        retention,
      })),
    );
    const restored = app.restore && renderIdentity(app.restore.destination.identity);
    // A claim that exists is filled by nothing that is declared here.
    expect(read?.restore?.identity).toBe(app.claimExists ? undefined : restored);
    expect(read?.restore?.finds).toBe(app.claimExists || restored === undefined ? undefined : 'yes');
  }
});

test('a repository that a policy mounts is where the policy says, for movers and for maintenance', () => {
  const secret = { item: 'kopia' };
  const nfs = (server: string) => nfsRepository({ server, path: '/backups', access: 'admission-policy', secret });
  const cluster = defineCluster({
    name: 'two',
    kubernetes: '1.36',
    secretStore: { kind: 'ClusterSecretStore', name: 'vault' },
    storage: { storageClassName: 'block', volumeSnapshotClassName: 'block-snapshots' },
    mover: { uid: 568, gid: 568 },
    repositories: { nas: nfs('nas.internal'), attic: nfs('attic.internal') },
    primary: 'nas',
    plans: ({ nas, attic }) => ({
      both: plan(...[nas, attic].map((to) => destination(to, { schedule: hourly, retention: { hourly: 24 } }))),
    }),
    defaultPlan: 'both',
  });
  const app = new GitOpsApp({ cluster });
  new VolsyncApp(app.chart('games', 'romm'), { app: 'romm' });
  for (const repository of Object.values(cluster.repositories)) {
    const chart = app.chart('storage', repository.name);
    new NfsInjectionPolicy(chart, { repository });
    new KopiaMaintenance(chart, { repository });
  }
  const { repositories } = ledgerOf(...objectsIn(renderTree(app, cluster).files));
  expect(
    repositories.map(({ key, claims, maintainers }) => [key, claims, maintainers.map(({ object }) => object.name)]),
  ).toEqual([
    ['nfs://nas.internal/backups/', ['games/romm'], ['nas']],
    ['nfs://attic.internal/backups/', ['games/romm'], ['attic']],
  ]);
});

test('a repository whose Secret is made by somebody else is where the objects say', () => {
  const cluster = defineCluster({
    name: 'by-hand',
    kubernetes: '1.36',
    secrets: existingSecret(({ app, repository }) => `${app ?? 'shared'}-${repository}`),
    storage: { storageClassName: 'block', volumeSnapshotClassName: 'block-snapshots' },
    mover: { uid: 568, gid: 568 },
    repositories: {
      nas: nfsRepository({ server: 'nas.internal', path: '/backups', access: 'mover-volumes' }),
      cloud: s3Repository({ endpoint: 'S3.example.com:443', bucket: 'backups', prefix: sharedPrefix('kopia') }),
    },
    primary: 'nas',
    plans: ({ nas, cloud }) => ({
      both: plan(...[nas, cloud].map((to) => destination(to, { schedule: hourly, retention: { hourly: 24 } }))),
    }),
    defaultPlan: 'both',
  });
  const app = new GitOpsApp({ cluster });
  new VolsyncApp(app.chart('games', 'romm'), { app: 'romm' });
  for (const repository of Object.values(cluster.repositories)) {
    new KopiaMaintenance(app.chart('storage', repository.name), { repository });
  }
  const { repositories, protected: found } = ledgerOf(...objectsIn(renderTree(app, cluster).files));
  expect(repositories.map(({ key, known, maintainers }) => [key, known, maintainers.length])).toEqual(
    Object.values(cluster.repositories).map((each) => [repositoryLocation(each), true, 1]),
  );
  expect(found[0]?.restore?.finds).toBe('yes');
});
