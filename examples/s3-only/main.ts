import {
  backblazeB2,
  daily,
  defineCluster,
  destination,
  field,
  GitOpsApp,
  plan,
  prefixPerNamespacedApp,
  VolsyncApp,
  VolsyncOperator,
} from 'cdk8s-volsync-kopia';

const cluster = defineCluster({
  name: 's3-only',
  kubernetes: '1.36',
  secretStore: { kind: 'ClusterSecretStore', name: 'onepassword' },
  storage: {
    storageClassName: 'ceph-block',
    volumeSnapshotClassName: 'csi-ceph-block',
    // On a claim of its own, or every run would fetch the index from the bucket again.
    cache: { storageClassName: 'openebs-hostpath', capacity: '8Gi' },
  },
  mover: { uid: 1000, gid: 1000 },
  repositories: {
    b2: backblazeB2({
      region: 'us-east-005',
      bucket: field('BUCKET'),
      credentials: { item: 'backblaze' },
      secret: { item: 'kopia' },
      // A repository per app: VolsyncApp brings its maintainer, and an app can be left behind without the others.
      prefix: prefixPerNamespacedApp,
    }),
  },
  primary: 'b2',
  plans: ({ b2 }) => ({
    standard: plan(destination(b2, { schedule: daily, retention: { latest: 3, daily: 14, weekly: 4, monthly: 6 } })),
  }),
  defaultPlan: 'standard',
});

const app = new GitOpsApp({ cluster });

const operator = app.chart('storage', 'volsync');
new VolsyncOperator(operator);

for (const [namespace, name, capacity] of [
  ['games', 'romm', '5Gi'],
  ['home', 'paperless', '20Gi'],
] as const) {
  const chart = app.chart(namespace, name);
  new VolsyncApp(chart, { app: name, capacity });
  // Flux applies the operator first: it brings the CRDs.
  chart.addDependency(operator);
}

app.run();
