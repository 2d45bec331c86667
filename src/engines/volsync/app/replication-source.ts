import type { Construct } from 'constructs';
import { ReplicationSource, type ReplicationSourceSpecKopiaCopyMethod } from '../../../../imports/volsync.backube';
import { appLabels } from '../../../constructs/kit/labels';
import { locationAnnotation } from '../../../constructs/kit/repository-secret';
import type { App, AppDestination } from '../../../model/app/app';
import { addManifest, type Manifest } from '../../../tree/manifest';
import { boundCache } from '../cache-binding';
import { moverFields } from '../mover-fields';
import { ownIdentity } from './identity-fields';

/** The backup of an app into one repository. */
export function addReplicationSource(scope: Construct, id: string, app: App, destination: AppDestination): Manifest {
  const beforeSnapshot = boundCache(app.cache, destination.repository);
  return addManifest(scope, id, ReplicationSource, {
    metadata: {
      name: destination.source,
      namespace: app.name.namespace,
      labels: appLabels(app.name.app),
      annotations: locationAnnotation(destination.secret, destination.repository, app.filedAs),
    },
    spec: {
      sourcePvc: app.claim,
      trigger: { schedule: destination.cron },
      kopia: {
        repository: destination.secret.name,
        copyMethod: app.copyMethod as ReplicationSourceSpecKopiaCopyMethod,
        ...copyFields(app),
        compression: app.compression,
        parallelism: app.parallelism,
        retain: { ...destination.retention },
        actions: beforeSnapshot === undefined ? undefined : { beforeSnapshot },
        ...ownIdentity(app, destination),
        ...moverFields(app, destination.repository),
      },
    },
  });
}

/**
 * The volume of the copy that is read; a backup of the live claim makes none. What is left out VolSync takes from the
 * claim (perfectra1n/volsync v0.17.11, internal/controller/volumehandler/volumehandler.go).
 */
export function copyFields({ copyMethod, volumes }: Pick<App, 'copyMethod' | 'volumes'>) {
  const { copy, volumeSnapshotClassName } = volumes;
  return copyMethod === 'Direct'
    ? {}
    : {
        storageClassName: copy.storageClassName,
        volumeSnapshotClassName: copyMethod === 'Snapshot' ? volumeSnapshotClassName : undefined,
        accessModes: copy.accessModes === undefined ? undefined : [copy.accessModes].flat(),
      };
}
