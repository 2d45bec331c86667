import type { Construct } from 'constructs';
import { ReplicationDestination, ReplicationDestinationSpecKopiaCopyMethod } from '../../../../imports/volsync.backube';
import { appLabels, createOnce } from '../../../constructs/kit/labels';
import { quantity } from '../../../constructs/kit/quantities';
import { locationAnnotation } from '../../../constructs/kit/repository-secret';
import type { App, AppRestore } from '../../../model/app/app';
import type { Cluster } from '../../../model/cluster/cluster';
import { addManifest, type Manifest } from '../../../tree/manifest';
import { moverFields } from '../mover-fields';
import { restoredIdentity } from './identity-fields';

/** The restore that fills the app's claim. */
export function addReplicationDestination(
  scope: Construct,
  id: string,
  app: App,
  restore: AppRestore,
  cluster: Cluster,
): Manifest {
  const { destination } = restore;
  return addManifest(scope, id, ReplicationDestination, {
    metadata: {
      name: restore.name,
      namespace: app.name.namespace,
      labels: { ...appLabels(app.name.app), ...createOnce },
      annotations: locationAnnotation(destination.secret, destination.repository, app.filedAs),
    },
    spec: {
      trigger: { manual: 'restore-once' },
      kopia: {
        repository: destination.secret.name,
        // The volume populator takes snapshots only.
        copyMethod: ReplicationDestinationSpecKopiaCopyMethod.SNAPSHOT,
        ...restoreFields(app, restore, cluster),
        ...restoredIdentity(app, destination),
        ...moverFields({ ...app, cache: app.restoreCache }, destination.repository),
      },
    },
  });
}

/** What is restored, and the volume that it is restored into: the same for every mover. */
export function restoreFields(
  { capacity, volumes }: Pick<App, 'capacity' | 'volumes'>,
  { asOf, previous }: Pick<AppRestore, 'asOf' | 'previous'>,
  cluster: Cluster,
) {
  return {
    capacity: quantity(capacity),
    storageClassName: volumes.restored.storageClassName,
    volumeSnapshotClassName: volumes.volumeSnapshotClassName,
    accessModes: [volumes.restored.accessModes].flat(),
    cleanupCachePvc: true,
    // The claim is filled from the snapshot of this volume, for as long as there is one.
    cleanupTempPvc: volumes.snapshotsOutliveVolume,
    enableFileDeletion: cluster.restore.enableFileDeletion ? true : undefined,
    restoreAsOf: asOf,
    previous,
  };
}
