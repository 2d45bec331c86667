import { destination, plan } from '../../model/plan/plan';
import { hourly } from '../../model/schedule/schedule';
import { defineCluster } from './define-cluster';
import { nfsRepository } from './nfs';

/**
 * What `VolsyncApp` takes where no cluster is declared: the conventions that most home clusters share. One NFS
 * repository, mounted into movers by an admission policy that is applied elsewhere and maintained elsewhere; an hourly
 * backup; Rook's block storage. Declare a cluster of your own as soon as one of them is not yours.
 */
export const defaultCluster = defineCluster({
  name: 'default',
  kubernetes: '1.36',
  secretStore: { kind: 'ClusterSecretStore', name: 'onepassword-connect' },
  storage: {
    storageClassName: 'ceph-block',
    volumeSnapshotClassName: 'csi-ceph-block',
    cache: { storageClassName: 'openebs-hostpath', capacity: '8Gi' },
  },
  mover: { uid: 568, gid: 568 },
  repositories: {
    nas: nfsRepository({
      server: 'citadel.internal',
      path: '/mnt/storage0/backups/VolsyncKopia',
      access: 'admission-policy',
      secret: { item: 'kopia' },
      injectedElsewhere: true,
      maintainedElsewhere: true,
    }),
  },
  primary: 'nas',
  plans: ({ nas }) => ({
    standard: plan(
      destination(nas, {
        schedule: hourly,
        retention: { hourly: 24, daily: 7, weekly: 4, monthly: 3, latest: 4 },
      }),
    ),
  }),
  defaultPlan: 'standard',
});
