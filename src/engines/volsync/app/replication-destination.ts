import type { Construct } from 'constructs';
import { ReplicationDestination, ReplicationDestinationSpecKopiaCopyMethod } from '../../../../imports/volsync.backube';
import { appLabels, createOnce } from '../../../constructs/kit/labels';
import type { App } from '../../../model/app/app';
import { destinationName, isRenamed, secretName, snapshotIdentity, sourceName } from '../../../model/app/app-name';
import type { Restore } from '../../../model/app/restore';
import type { Cluster } from '../../../model/cluster/cluster';
import { addManifest, type Manifest } from '../../../tree/manifest';
import { moverFields, quantity } from '../mover-fields';

/** The restore that fills the app's claim. */
export function addReplicationDestination(
  scope: Construct,
  id: string,
  app: App,
  restore: Restore,
  cluster: Cluster,
): Manifest {
  const { repository } = restore.destination;
  return addManifest(scope, id, ReplicationDestination, {
    metadata: {
      name: destinationName(app.name),
      namespace: app.name.namespace,
      labels: { ...appLabels(app.name.app), ...createOnce },
    },
    spec: {
      trigger: { manual: 'restore-once' },
      kopia: {
        repository: `${secretName(app.name, repository, cluster)}-secret`,
        // The volume populator takes snapshots only.
        copyMethod: ReplicationDestinationSpecKopiaCopyMethod.SNAPSHOT,
        capacity: quantity(app.capacity),
        storageClassName: app.storageClassName,
        volumeSnapshotClassName: app.volumeSnapshotClassName,
        accessModes: [...app.accessModes],
        cleanupCachePvc: true,
        cleanupTempPvc: true,
        enableFileDeletion: cluster.restore.enableFileDeletion ? true : undefined,
        restoreAsOf: restore.asOf,
        previous: restore.previous,
        ...identityFields(app, repository, cluster),
        ...moverFields(app, repository),
      },
    },
  });
}

/**
 * The identity of the app's own source, always spelt out: a restore that asks for another one finds nothing, leaves
 * the volume empty and reports success (perfectra1n/volsync v0.17.11, mover-kopia/entry.sh).
 */
function identityFields(app: App, repository: Restore['destination']['repository'], cluster: Cluster) {
  if (!isRenamed(app)) {
    return {
      sourceIdentity: { sourceName: sourceName(app.name, repository, cluster), sourceNamespace: app.name.namespace },
    };
  }
  const { username, hostname } = snapshotIdentity(app.filedAs, repository, cluster);
  return { username, hostname };
}
