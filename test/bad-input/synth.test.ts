import { App, Chart } from 'cdk8s';
import {
  claimRepository,
  daily,
  defineCluster,
  destination,
  type GitOpsApp,
  hourly,
  KopiaMaintenance,
  NfsInjectionPolicy,
  nfsRepository,
  plan,
  s3Repository,
  sftpRepository,
  sharedPrefix,
  type UnnamedRepository,
  VolsyncApp,
  type VolsyncAppProps,
} from '../../src';
import { everything } from '../support/clusters';
import { nasCluster } from '../support/nas';
import { keyscan } from '../support/ssh-keys';
import { errorsOf } from '../support/synth';

const { repositories, plans } = everything;
const retention = { daily: 7 };
const elsewhere = nasCluster({ injectedElsewhere: true, maintainedElsewhere: true });
const to = (repository: keyof typeof repositories) =>
  destination(repositories[repository], { schedule: hourly, retention });

/** Wrong props of one app, and every line that synthesis prints. */
const apps: readonly (readonly [title: string, props: Partial<VolsyncAppProps>, ...lines: string[]])[] = [
  [
    'a size in GB',
    { capacity: '5GB' },
    'capacity: "5GB" is not a Kubernetes quantity; write "5Gi" (powers of 1024) or "5G" (powers of 1000)',
  ],
  [
    'a size without a suffix that is one',
    { capacity: '5 gigs' },
    'capacity: "5 gigs" is not a Kubernetes quantity; write a number and a suffix, such as "5Gi"',
  ],
  [
    'a negative size',
    { capacity: '-5Gi' },
    'capacity: "-5Gi" is not a Kubernetes quantity; write a number and a suffix, such as "5Gi"',
  ],
  ['no size at all', { capacity: '0Gi' }, 'capacity: "0Gi" holds nothing; write a size above 0, such as "5Gi"'],
  [
    'a minute past 59',
    { schedule: '61 * * * *' },
    'schedule: "61 * * * *" has minute 61; minute goes from 0 to 59 (rule C1)',
  ],
  [
    'an hour past 23',
    { schedule: '0 24 * * *' },
    'schedule: "0 24 * * *" has hour 24; hour goes from 0 to 23 (rule C1)',
  ],
  [
    'names of days',
    { schedule: '0 3 * * MON' },
    'schedule: "0 3 * * MON" has day of week "MON", which VolSync does not read; write *, */n, n, a-b or n,m (rule C1)',
  ],
  [
    'four fields',
    { schedule: '0 3 * *' },
    'schedule: "0 3 * *" does not have five fields with one blank between; write "minute hour day month weekday" (rule C1)',
  ],
  [
    'an interval',
    { schedule: '@every 6h' },
    'schedule: "@every 6h" is not a known macro; write one of @hourly @daily @weekly @monthly @yearly @annually, or five fields (rule C1)',
  ],
  [
    'a day that never comes',
    { schedule: '0 3 30 2 *' },
    'schedule: "0 3 30 2 *" never happens: no such month has that day; choose a day that exists (rule C1)',
  ],
  [
    'a minute past 59 in a plan',
    { plan: plans.cloud.at({ b2: 75 }) },
    'destinations.b2.schedule: "75 0 * * *" has minute 75; minute goes from 0 to 59 (rule C1)',
  ],
  [
    'retention all zero',
    { retention: { daily: 0 } },
    'retention: every key is 0, which Kopia reads as "keep everything for ever"; set at least one key above 0 (rule R1)',
  ],
  [
    'a negative retention',
    { retention: { daily: -1 } },
    'retention.daily: -1 is not a number of snapshots; write a whole number, 0 or more (rule R1)',
  ],
  [
    'half a snapshot',
    { retention: { daily: 1.5 } },
    'retention.daily: 1.5 is not a number of snapshots; write a whole number, 0 or more (rule R1)',
  ],
  [
    'an existing claim with a capacity',
    { existingClaim: 'data-0', capacity: '5Gi' },
    'capacity: "5Gi" is set for a claim that exists already, of which nothing is emitted; remove capacity or existingClaim (rule R2)',
  ],
  [
    'an existing claim with a name',
    { existingClaim: 'data-0', claim: 'data' },
    'claim: "data" is set for a claim that exists already, of which nothing is emitted; remove claim or existingClaim (rule R2)',
  ],
  [
    'an existing claim with a restore',
    { existingClaim: 'data-0', restore: { previous: 1 } },
    'restore: {"previous":1} is set for a claim that exists already, of which nothing is emitted; remove restore or existingClaim (rule R2)',
  ],
  [
    'a claim in capitals',
    { claim: 'Romm' },
    'claim: "Romm" is not a Kubernetes name; use lower-case letters, digits, "-" and "." (rule I2)',
  ],
  [
    'a plan and destinations',
    { plan: plans.cloud, destinations: [to('b2')] },
    'destinations: a plan is given as well, and only one can hold; remove plan or destinations',
  ],
  [
    'no destination',
    { destinations: [] },
    'destinations: there is no destination, so nothing would be backed up; name at least one',
  ],
  [
    'one repository twice',
    { destinations: [to('b2'), to('b2')] },
    'destinations: "b2" is named twice, and both would write one history; name each repository once (rule I2)',
  ],
  [
    'a repository of another cluster',
    { destinations: [destination(elsewhere.repositories.nas, { schedule: hourly, retention })] },
    'destinations: "nas" is not a repository of cluster "everything"; use one of its own: nas, attic, shared, b2, share, box, r2, garage (rule I2)',
  ],
  [
    'another uid on a NAS',
    { mover: { uid: 1000 } },
    'mover.uid: 1000 cannot read what the movers of "nas" wrote as 568, mode 0600; use 568, or declare squashesUsers: true if the export maps all users to one (rule M2)',
  ],
  [
    'another uid on a claim',
    { destinations: [to('share')], mover: { uid: 1000 } },
    'mover.uid: 1000 cannot read what the movers of "share" wrote as 568, mode 0600; use 568, or declare squashesUsers: true if the volume maps all users to one (rule M2)',
  ],
  [
    'root that must not be root',
    { destinations: [to('b2')], mover: { uid: 0, runAsNonRoot: true } },
    'mover.runAsNonRoot: a mover with uid 0 cannot start under runAsNonRoot: true; leave it out or choose another uid (rule M2)',
  ],
  ['a negative gid', { mover: { gid: -1 } }, 'mover.gid: -1 is not an id; write a whole number, 0 or more (rule M2)'],
  [
    'a word for no snapshot class',
    { storage: { storageClassName: 'hostpath', volumeSnapshotClassName: 'none' } },
    'storage.volumeSnapshotClassName: "none" names no class; write the name of one, or leave it out (rule V1)',
  ],
  [
    'a backup by snapshot of storage that makes none',
    { storage: { storageClassName: 'hostpath' }, restore: false },
    'copyMethod: "Snapshot" needs a snapshot class, and the storage profile names none, so no backup would ever start; write volumeSnapshotClassName there, or copyMethod: "Clone" or "Direct" here (rule V1)',
  ],
  [
    'a restore into storage that makes no snapshots',
    { storage: { storageClassName: 'hostpath' }, copyMethod: 'Direct' },
    'restore: a claim is filled from a snapshot, and the storage profile names no class for one, so it would never be bound; write volumeSnapshotClassName there, or restore: false here (rule V1)',
  ],
  [
    'a mode that the class does not serve',
    {
      storage: { storageClassName: 'rbd', volumeSnapshotClassName: 'rbd', servesAccessModes: ['ReadWriteOnce'] },
      accessModes: ['ReadWriteMany'],
    },
    'accessModes: ["ReadWriteMany"] is more than the storage class serves, so the volume would never be made; use modes of servesAccessModes, ["ReadWriteOnce"], or another storage profile (rule V1)',
  ],
  [
    'a claim that no mover can mount',
    { accessModes: ['ReadWriteOncePod'], copyMethod: 'Direct' },
    'copyMethod: "Direct" has a second pod mount the claim, which "ReadWriteOncePod" keeps for one; use copyMethod: "Snapshot" or "Clone", or access mode "ReadWriteOnce" (rule V1)',
  ],
  [
    'a cache without a class',
    { cache: { capacity: '2Gi' } },
    'cache: "2Gi" without a storageClassName is an emptyDir, of whose limits VolSync tells Kopia only once; later runs take up to 10.5 GB, indexes and logs not counted, and the pod is evicted; name a class, or write "14Gi" or more (rule C2)',
  ],
  [
    'a restore from where nothing is backed up',
    { restore: { from: repositories.r2 } },
    'restore.from: "r2" holds no backup of this app, so the volume would stay empty; name one of nas (rule I1)',
  ],
  [
    'a time without a zone',
    { restore: { asOf: '2026-01-31T03:00' } },
    'restore.asOf: "2026-01-31T03:00" is not a time with a zone; write it as "2026-01-31T03:00:00Z" (rule I1)',
  ],
  [
    'a negative number of snapshots to skip',
    { restore: { previous: -1 } },
    'restore.previous: -1 is not a number of snapshots to skip; write 1 or more, or leave it out for the newest (rule I1)',
  ],
  [
    'a point in time and a number to skip',
    { restore: { asOf: '2026-01-31T03:00:00Z', previous: 1 } },
    'restore.previous: with asOf it can point beyond the first snapshot, which restores nothing and reports success; use one of them (rule I1)',
  ],
  [
    'a former name that is the present one',
    { formerly: { app: 'romm' } },
    'formerly: {"app":"romm"} is what the app is called today; remove it (rule I1)',
  ],
  ['no files at once', { parallelism: 0 }, 'parallelism: 0 is not a number of files; write 1 or more'],
  [
    'memory in MB',
    { resources: { limits: { memory: '512MB' } } },
    'resources.limits.memory: "512MB" is not a Kubernetes quantity; write "512Mi" (powers of 1024) or "512M" (powers of 1000)',
  ],
  [
    'a misspelt field that nobody compiled',
    { capcity: '5Gi', mover: { runAsUser: 1 }, formerly: 'roms' } as object,
    'capcity: nothing reads this field; write one of app, capacity, claim, existingClaim, storage, accessModes, copyMethod, plan, destinations, schedule, retention, mover, cache, restoreCache, resources, placement, podLabels, labels, annotations, parallelism, compression, secrets, restore, migration, formerly, prune, beforeBackup, dependsOn',
    'mover.runAsUser: nothing reads this field; write one of uid, gid, fsGroup, fsGroupChangePolicy, runAsNonRoot, supplementalGroups, seccompProfile',
    'formerly: "roms" is not a set of fields; write { app, namespace }',
  ],
  [
    'a hook that there is not',
    { beforeBackup: 'fsfreeze' } as object,
    'beforeBackup: "fsfreeze" is nothing that VolSync waits for; write "copy-trigger", or leave it out',
  ],
  [
    'a hook that is a switch',
    { beforeBackup: true } as object,
    'beforeBackup: true is nothing that VolSync waits for; write "copy-trigger", or leave it out',
  ],
  [
    'a trigger on a claim that exists',
    { existingClaim: 'data-0', beforeBackup: 'copy-trigger' },
    'beforeBackup: "copy-trigger" is an annotation of the claim, and of "data-0", which exists already, nothing is emitted; remove beforeBackup, and write volsync.backube/use-copy-trigger: "true" where that claim is made (rule C2)',
  ],
  [
    'a trigger for a copy that is not made',
    { copyMethod: 'Direct', beforeBackup: 'copy-trigger' },
    'beforeBackup: "copy-trigger" is waited for before a copy, and copyMethod "Direct" makes none; write "Snapshot" or "Clone" there, or remove beforeBackup (rule C2)',
  ],
  [
    'something to wait for that has no name',
    { dependsOn: [{ namespace: 'rook-ceph' }, { name: 'Storage' }] } as object,
    'dependsOn.name: undefined is not a Kubernetes name; use lower-case letters, digits, "-" and "." (rule F3)',
    'dependsOn.name: "Storage" is not a Kubernetes name; use lower-case letters, digits, "-" and "." (rule F3)',
  ],
  [
    'an existing claim that may be pruned',
    { existingClaim: 'data-0', prune: true },
    'prune: true is set for a claim that exists already, of which nothing is emitted; remove prune or existingClaim (rule D1)',
  ],
  [
    'a switch in quotes',
    { prune: 'false' } as object,
    'prune: "false" is neither true nor false; write true or false, without quotes (rule D1)',
  ],
  [
    'CPU in words',
    { resources: { requests: { cpu: '0.5 cores' } } },
    'resources.requests.cpu: "0.5 cores" is not an amount of CPU; write cores, "0.5", or thousandths of one, "500m"',
  ],
  [
    'memory in thousandths of a byte',
    { resources: { limits: { memory: '256m' } } },
    'resources.limits.memory: "256m" is not a Kubernetes quantity; write "256Mi" (powers of 1024) or "256M" (powers of 1000)',
  ],
  [
    'a label that is not its own',
    { podLabels: { 'app.kubernetes.io/name': 'romm' } },
    'podLabels: "app.kubernetes.io/name" is not free: what is there goes by it, and would do something else; leave it out',
  ],
  [
    'tolerations',
    { placement: { tolerations: [{ key: 'a', operator: 'Exists' }] } },
    'placement.tolerations: [{"key":"a","operator":"Exists"}] would not get to a mover, because VolSync gives them none; leave it out, and let nodeSelector or affinity choose nodes without taints',
  ],
  [
    'a place of no field and a rule with none',
    { placement: { nodeselector: {}, affinity: { nodeAffinity: { required: [] } }, nodeSelector: 'ssd' } } as object,
    'placement.nodeselector: nothing reads this field; write one of affinity, nodeSelector, tolerations',
    'placement.affinity.nodeAffinity.required: nothing reads this field; write one of requiredDuringSchedulingIgnoredDuringExecution, preferredDuringSchedulingIgnoredDuringExecution',
    'placement.nodeSelector: "ssd" is not a set of fields; write { name: value }',
  ],
  [
    'a rule that is a list',
    {
      placement: {
        affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ matchExpressions: [] }] } },
      },
    } as object,
    'placement.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution: [{"matchExpressions":[]}] is not a set of fields; write { nodeSelectorTerms }',
  ],
  [
    'no group and when to change it',
    { mover: { fsGroup: false, fsGroupChangePolicy: 'OnRootMismatch' } },
    'mover.fsGroupChangePolicy: "OnRootMismatch" is about a group, and fsGroup: false does without; leave it out, or write a group',
  ],
  [
    "Flux's own label on all objects",
    { labels: { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' } },
    'labels: "kustomize.toolkit.fluxcd.io/prune" is not free: what is there goes by it, and would do something else; leave it out',
  ],
  [
    "the engine's own annotation on all objects",
    { annotations: { 'volsync.backube/cleanup': 'yes' } },
    'annotations: "volsync.backube/cleanup" is not free: what is there goes by it, and would do something else; leave it out',
  ],
  [
    'another name on all objects',
    { labels: { 'app.kubernetes.io/name': 'sonarr' } },
    'labels: "app.kubernetes.io/name" is not free: what is there goes by it, and would do something else; leave it out',
  ],
  [
    'an annotation that is a number',
    { annotations: { 'example.org/tier': 1 } } as object,
    'annotations: "example.org/tier": 1 is not text; write it in quotes',
  ],
  [
    'a label with blanks',
    { podLabels: { zone: 'a b' } },
    'podLabels: "zone": "a b" is not a Kubernetes label; use at most 63 letters, digits, "-", "_" and "."',
  ],
];

test.each(apps)('an app with %s is refused', (_, props, ...lines) => {
  const found = errorsOf(
    (app) => new VolsyncApp(app.chart('games', 'romm'), { app: 'romm', ...(props as Partial<VolsyncAppProps>) }),
    everything,
  );
  expect(found).toEqual(lines.map((line) => `[games/romm/volsync-romm] ${line}`));
});

test.each([
  ['a name in capitals', 'Romm', '"Romm" is not a Kubernetes name; use lower-case letters, digits, "-" and "."'],
  [
    'a name too long for its restore',
    'a'.repeat(47),
    `"${'a'.repeat(47)}" has 47 characters; at most 46 fit; shorten it`,
  ],
  ['an empty name', '', '"" is not a Kubernetes name; use lower-case letters, digits, "-" and "."'],
])('an app with %s is refused', (_, app, text) => {
  const found = errorsOf((root) => new VolsyncApp(root.chart('games', 'romm'), 'x', { app }), everything);
  expect(found).toEqual([`[games/romm/x] app: ${text} (rule I2)`]);
});

/** Things that are wrong only together, or around the apps. */
const trees: readonly (readonly [
  title: string,
  cluster: Parameters<typeof errorsOf>[1],
  build: (app: GitOpsApp) => void,
  ...lines: string[],
])[] = [
  [
    'two apps with one identity',
    everything,
    (app) => {
      new VolsyncApp(app.chart('games', 'romm'), { app: 'romm' });
      new VolsyncApp(app.chart('games', 'roms'), { app: 'roms', formerly: { app: 'romm' } });
    },
    '[games/roms/volsync-roms] app: "romm@games:/data" in "nas" is the identity of [games/romm/volsync-romm] too, so both would write one history; rename one of them; what gets another name begins a new history, so let it be the one without backups, and without formerly (rule I2)',
  ],
  [
    'two names that differ by a dot alone',
    everything,
    (app) => {
      new VolsyncApp(app.chart('games', 'ab'), { app: 'ab' });
      new VolsyncApp(app.chart('games', 'a.b'), { app: 'a.b' });
    },
    '[games/a.b/volsync-a.b] app: "ab@games:/data" in "nas" is the identity of [games/ab/volsync-ab] too, so both would write one history; rename one of them; what gets another name begins a new history, so let it be the one without backups, and without formerly (rule I2)',
  ],
  [
    'two apps of one name in one bucket prefix',
    everything,
    (app) => {
      for (const namespace of ['games', 'media']) {
        new VolsyncApp(app.chart(namespace, 'romm'), { app: 'romm', plan: plans.cloud });
      }
    },
    '[media/romm/volsync-romm] repository: "b2" is maintained by [games/romm/volsync-romm] already, and two maintainers of one repository destroy each other\'s blobs; keep the apps apart with prefixPerNamespacedApp; where there are backups already, move them too, and delete the maintainers\' caches (docs/failback.md) (rule M1)',
  ],
  [
    'a NAS without its policy and its maintainer',
    nasCluster(),
    (app) => {
      new VolsyncApp(app.chart('games', 'romm'), { app: 'romm' });
      new VolsyncApp(app.chart('games', 'plex'), { app: 'plex' });
    },
    '[games/romm/volsync-romm] repository: "nas" has no maintainer, so it only ever grows; add new KopiaMaintenance(chart, { repository }), or declare maintainedElsewhere: true (rule M1)',
    '[games/romm/volsync-romm] repository: "nas" is mounted by an admission policy that is not here, so no mover would see it; add new NfsInjectionPolicy(chart, { repository }), or declare injectedElsewhere: true (rule A2)',
  ],
  [
    'a NAS with two maintainers',
    nasCluster({ injectedElsewhere: true }),
    (app) => {
      new VolsyncApp(app.chart('games', 'romm'), { app: 'romm' });
      for (const id of ['one', 'two']) {
        new KopiaMaintenance(app.chart('storage', id), { repository: repositoryOf(app), name: id });
      }
    },
    '[storage/two/maintenance-nas] repository: "nas" is maintained by [storage/one/maintenance-nas] already, and two maintainers of one repository destroy each other\'s blobs; remove one (rule M1)',
  ],
  [
    'a maintainer where one is elsewhere',
    everything,
    (app) => new KopiaMaintenance(app.chart('storage', 'x'), { repository: repositories.nas }),
    '[storage/x/maintenance-nas] repository: "nas" is declared maintainedElsewhere: true, and a second maintainer destroys blobs that the first still needs; remove one of them (rule M1)',
  ],
  [
    'a maintainer with another uid than the movers',
    nasCluster({ injectedElsewhere: true }),
    (app) => new KopiaMaintenance(app.chart('storage', 'x'), { repository: repositoryOf(app), mover: { uid: 0 } }),
    '[storage/x/maintenance-nas] mover.uid: 0 cannot read what the movers of "nas" wrote as 568, mode 0600; use 568, or declare squashesUsers: true if the export maps all users to one (rule M2)',
  ],
  [
    'a maintainer of what the apps maintain',
    everything,
    (app) => new KopiaMaintenance(app.chart('storage', 'x'), { repository: repositories.b2 }),
    '[storage/x/maintenance-b2] repository: "b2" is a repository per app, each with a maintainer of its own from VolsyncApp; remove this one (rule M1)',
  ],
  [
    'a maintainer that no policy gives its repository',
    nasCluster(),
    (app) => new KopiaMaintenance(app.chart('storage', 'x'), { repository: repositoryOf(app) }),
    '[storage/x/maintenance-nas] repository: "nas" is mounted by an admission policy that is not here, so no mover would see it; add new NfsInjectionPolicy(chart, { repository }), or declare injectedElsewhere: true (rule A2)',
  ],
  [
    'a maintainer with values that are none',
    nasCluster({ injectedElsewhere: true }),
    (app) =>
      new KopiaMaintenance(app.chart('storage', 'x'), {
        repository: repositoryOf(app),
        cache: { capacity: '5GB', storageClassName: 'local' },
        resources: { limits: { memory: '1GB' } },
        successfulJobsHistoryLimit: -1,
      }),
    '[storage/x/maintenance-nas] cache.capacity: "5GB" is not a Kubernetes quantity; write "5Gi" (powers of 1024) or "5G" (powers of 1000)',
    '[storage/x/maintenance-nas] resources.limits.memory: "1GB" is not a Kubernetes quantity; write "1Gi" (powers of 1024) or "1G" (powers of 1000)',
    '[storage/x/maintenance-nas] successfulJobsHistoryLimit: -1 is not a number of runs; write a whole number, 0 or more',
  ],
  [
    'a maintainer whose name VolSync cannot use',
    nasCluster({ injectedElsewhere: true }),
    (app) =>
      new KopiaMaintenance(app.chart('storage', 'x'), {
        repository: repositoryOf(app),
        name: 'a'.repeat(24),
        activeDeadlineSeconds: 60,
      }),
    `[storage/x/maintenance-nas] name: "${'a'.repeat(24)}" has 24 characters; at most 23 fit; shorten it (rule I2)`,
    '[storage/x/maintenance-nas] activeDeadlineSeconds: 60 is not a number of seconds from 600; write 600 or more',
  ],
  [
    'a policy on a Kubernetes that has none',
    nasCluster({}, '1.31'),
    (app) => new NfsInjectionPolicy(app.chart('storage', 'x'), { repository: repositoryOf(app) }),
    '[storage/x/nfs-injection-nas] kubernetes: "1.31" has no MutatingAdmissionPolicy, which came with 1.32; use access: \'mover-volumes\' (rule A1)',
  ],
  [
    'a policy for what is not on NFS, is mounted already, or is mounted elsewhere',
    everything,
    (app) => {
      for (const name of ['b2', 'box', 'share', 'attic', 'nas'] as const) {
        new NfsInjectionPolicy(app.chart('storage', name), { repository: repositories[name] });
      }
    },
    '[storage/b2/nfs-injection-b2] repository: "b2" is not on NFS, so there is nothing to mount; remove the policy (rule A2)',
    '[storage/box/nfs-injection-box] repository: "box" is not on NFS, so there is nothing to mount; remove the policy (rule A2)',
    '[storage/share/nfs-injection-share] repository: "share" is not on NFS, and every mover mounts it by itself; remove the policy (rule A2)',
    '[storage/attic/nfs-injection-attic] repository: "attic" is mounted as mover volume already, and a second mount stops the mover; remove the policy or use access: \'admission-policy\' (rule A2)',
    '[storage/nas/nfs-injection-nas] repository: "nas" is declared injectedElsewhere: true, and two policies mount it twice; remove one of them (rule A2)',
  ],
];

function repositoryOf(app: GitOpsApp) {
  return app.cluster.repositories.nas as (typeof repositories)['nas'];
}

test.each(trees)('%s is refused', (_, cluster, build, ...lines) => {
  expect(errorsOf(build as (app: GitOpsApp) => void, cluster as Parameters<typeof errorsOf>[1])).toEqual(lines);
});

const cluster = {
  name: 'mine',
  kubernetes: '1.36',
  secretStore: { kind: 'ClusterSecretStore', name: 'vault' },
  storage: { storageClassName: 'block', volumeSnapshotClassName: 'block-snapshots' },
  mover: { uid: 568, gid: 568 },
  primary: 'nas',
  defaultPlan: 'standard',
} as const;
const nas = { server: 'nas.internal', path: '/backups', access: 'mover-volumes', secret: { item: 'kopia' } } as const;
const s3 = {
  endpoint: 's3.example.org',
  bucket: 'backups',
  credentials: { item: 'bucket' },
  secret: { item: 'kopia' },
};
const box = {
  host: 'box.internal',
  username: 'kopia',
  path: '/backups',
  credentials: { item: 'box', privateKey: 'PRIVATE_KEY' },
  knownHosts: keyscan('box.internal'),
  secret: { item: 'kopia' },
} as const;
const define = (repository: UnnamedRepository, more: object = {}) =>
  defineCluster({
    ...cluster,
    repositories: { nas: repository },
    plans: ({ nas: it }) => ({ standard: plan(destination(it, { schedule: daily, retention })) }),
    ...more,
  });

test.each<[title: string, act: () => unknown, ...lines: string[]]>([
  [
    'a mover volume mounted where VolSync does not',
    () => define(nfsRepository({ ...nas, mountPath: '/repository' })),
    'repositories.nas.mountPath: "/repository" is not where VolSync mounts mover volumes, /mnt/<one lower-case element>; write "/mnt/repository" or leave it out (rule A2)',
  ],
  [
    'an injected mount over the data',
    () => define(nfsRepository({ ...nas, access: 'admission-policy', mountPath: '/data' })),
    'repositories.nas.mountPath: "/data" cannot be mounted in a mover; write "/repository" or leave it out (rule A2)',
  ],
  [
    'mover volumes and a policy',
    () => define(nfsRepository({ ...nas, injectedElsewhere: true })),
    'repositories.nas.injectedElsewhere: mover volumes need no admission policy; leave it out (rule A2)',
  ],
  [
    'a server with a path',
    () => define(nfsRepository({ ...nas, server: 'nas:/backups' })),
    'repositories.nas.server: "nas:/backups" is not a host; write a name or an address without path',
  ],
  [
    'a relative path',
    () => define(nfsRepository({ ...nas, path: 'backups' })),
    'repositories.nas.path: "backups" is not an absolute path; write the exported folder, such as "/mnt/backups"',
  ],
  [
    'an endpoint with a scheme',
    () => define(s3Repository({ ...s3, endpoint: 'http://minio:9000/' })),
    'repositories.nas.endpoint: "http://minio:9000/" has a scheme, which decides nothing; write "minio:9000", and tls: false for plain HTTP (rule S1)',
  ],
  [
    'a bucket in capitals',
    () => define(s3Repository({ ...s3, bucket: 'Backups' })),
    'repositories.nas.bucket: "Backups" is not a bucket; write its name of 3 to 63 lower-case characters, or field(\'…\') (rule S1)',
  ],
  [
    'a prefix that climbs',
    () => define(s3Repository({ ...s3, prefix: sharedPrefix('../x') })),
    'repositories.nas.prefix: "../x" is not a prefix; use letters, digits, ".", "_", "-" and "/" between them (rule S1)',
  ],
  [
    'a claim in capitals, mounted where VolSync does not',
    () => define(claimRepository({ claim: 'Backups', mountPath: '/backups', secret: { item: 'kopia' } })),
    'repositories.nas.claim: "Backups" is not a Kubernetes name; use lower-case letters, digits, "-" and "." (rule I2)',
    'repositories.nas.mountPath: "/backups" is not where VolSync mounts mover volumes, /mnt/<one lower-case element>; write "/mnt/repository" or leave it out (rule A2)',
  ],
  [
    'a folder on a claim, which VolSync would forget',
    () => define(claimRepository({ claim: 'backups', path: 'kopia', secret: { item: 'kopia' } } as never)),
    'repositories.nas.path: nothing reads this field; write one of type, name, secret, secrets, maintenance, maintainedElsewhere, claim, mountPath, squashesUsers',
  ],
  [
    'a server by URL',
    () => define(sftpRepository({ ...box, host: 'sftp://box.internal:22/backups' })),
    'repositories.nas.host: "sftp://box.internal:22/backups" is not a host; write a name or an address without path',
  ],
  [
    'a server that nobody would recognise, and no way in',
    () => define(sftpRepository({ ...box, port: 2222, credentials: { item: 'box' } as never })),
    'repositories.nas.credentials: name neither a password nor a private key; write the field of one, password or privateKey (rule S1)',
    'repositories.nas.knownHosts: no line is for "[box.internal]:2222", and Kopia connects to no server that it does not know; write what "ssh-keyscan -p 2222 box.internal" prints',
  ],
  [
    'a field of a vault without a name',
    () => define(sftpRepository({ ...box, credentials: { item: '', privateKey: ' ' } })),
    'repositories.nas.credentials.item: "" names nothing in a vault; write the name of an item or of one of its fields (rule S1)',
    'repositories.nas.credentials.privateKey: " " names nothing in a vault; write the name of an item or of one of its fields (rule S1)',
  ],
  [
    'a Kubernetes version in words',
    () => define(nfsRepository(nas), { kubernetes: 'latest' }),
    'kubernetes: "latest" is not a Kubernetes version; write its minor, such as "1.33" (rule A1)',
  ],
  [
    'an interval in days',
    () => define(nfsRepository(nas), { flux: { interval: '1d' } }),
    'flux.interval: "1d" is not a Flux duration; write hours, minutes and seconds such as "1h30m"',
  ],
  [
    'an empty storage class',
    () => define(nfsRepository(nas), { storage: { storageClassName: '', volumeSnapshotClassName: 'x' } }),
    'storage.storageClassName: "" names no class; write the name of one, or leave it out (rule V1)',
  ],
  [
    'fields that nobody reads',
    () => define(nfsRepository({ ...nas, squashUsers: true } as never), { flux: { intervall: '1h' } }),
    'flux.intervall: nothing reads this field; write one of path, source, namespace, kustomization, dependsOn, interval, retryInterval, timeout, substituteFrom',
    'repositories.nas.squashUsers: nothing reads this field; write one of type, name, secret, secrets, maintenance, maintainedElsewhere, server, path, access, mountPath, injectedElsewhere, squashesUsers',
  ],
  [
    'two mistakes at once',
    () => define(nfsRepository(nas), { capacity: '5GB', mover: { uid: -1, gid: 568 } }),
    'capacity: "5GB" is not a Kubernetes quantity; write "5Gi" (powers of 1024) or "5G" (powers of 1000)',
    'mover.uid: -1 is not an id; write a whole number, 0 or more (rule M2)',
  ],
])('a cluster with %s is refused', (_, act, ...lines) => {
  expect(act).toThrow(
    new Error(`The cluster is not declared right:\n${lines.map((line) => `  [cluster mine] ${line}`).join('\n')}`),
  );
});

test('a plain cdk8s app refuses what is wrong as well', () => {
  const app = new App();
  new VolsyncApp(new Chart(app, 'games', { namespace: 'games' }), { app: 'romm', capacity: '5GB' });
  expect(() => app.synthYaml()).toThrow('[games/volsync-romm] capacity: "5GB" is not a Kubernetes quantity');
});
