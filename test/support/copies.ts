import {
  daily,
  defineCluster,
  destination,
  field,
  hourly,
  type NfsRepositoryOptions,
  nfsRepository,
  plan,
  prefixPerApp,
  s3Repository,
  sharedPrefix,
} from '../../src';

const secret = { item: 'kopia' };
const bucket = { bucket: field('BUCKET'), endpoint: 's3.example.org', credentials: { item: 'bucket' }, secret };

/** A cluster with a NAS, a copy of it in a bucket, and what cannot be either. */
export function copyCluster(nas: Partial<NfsRepositoryOptions> = {}, copy: object = {}) {
  return defineCluster({
    name: 'copies',
    kubernetes: '1.36',
    secretStore: { kind: 'ClusterSecretStore', name: 'vault' },
    storage: { storageClassName: 'block', volumeSnapshotClassName: 'block-snapshots' },
    mover: { uid: 568, gid: 568 },
    repositories: {
      nas: nfsRepository({ server: 'nas.internal', path: '/backups', access: 'mover-volumes', secret, ...nas }),
      copy: s3Repository({ ...bucket, region: 'auto', prefix: sharedPrefix('nas'), ...copy }),
      apps: s3Repository({ ...bucket, prefix: prefixPerApp, secret: { item: 'other' } }),
    },
    primary: 'nas',
    plans: ({ nas: local, copy: away }) => ({
      standard: plan(destination(local, { schedule: hourly, retention: { daily: 7 } })),
      away: plan(destination(away, { schedule: daily, retention: { daily: 7 } })),
    }),
    defaultPlan: 'standard',
  });
}

/** The pod of a CronJob or a Job. */
// biome-ignore lint/suspicious/noExplicitAny: tests reach into objects of every kind
export function podOf({ spec }: { readonly spec: any }) {
  return (spec.jobTemplate?.spec ?? spec).template.spec;
}

/** What a Secret is made of, by key. */
// biome-ignore lint/suspicious/noExplicitAny: tests reach into objects of every kind
export function keysOf({ spec }: { readonly spec: any }): Record<string, string> {
  return spec.target.template.data;
}
