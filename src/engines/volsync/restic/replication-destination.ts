import type { Construct } from 'constructs';
import {
  ReplicationDestination,
  ReplicationDestinationSpecResticCopyMethod,
} from '../../../../imports/volsync.backube';
import { appLabels, createOnce } from '../../../constructs/kit/labels';
import type { App } from '../../../model/app/app';
import type { Cluster } from '../../../model/cluster/cluster';
import type { ResticApp, ResticRestore } from '../../../model/restic/decide';
import { addManifest, type Manifest } from '../../../tree/manifest';
import { restoreFields } from '../app/replication-destination';
import { resticMoverFields } from './mover-fields';
import { resticLocation } from './secret';

/** The restore from Restic that fills the app's claim. */
export function addResticDestination(
  scope: Construct,
  id: string,
  app: App,
  restic: ResticApp,
  restore: ResticRestore,
  cluster: Cluster,
): Manifest {
  return addManifest(scope, id, ReplicationDestination, {
    metadata: {
      name: restore.name,
      namespace: app.name.namespace,
      labels: { ...appLabels(app.name.app), ...createOnce },
      annotations: resticLocation(restore.from),
    },
    spec: {
      trigger: { manual: 'restore-once' },
      restic: {
        repository: restore.from.secret.name,
        // The volume populator takes snapshots only.
        copyMethod: ReplicationDestinationSpecResticCopyMethod.SNAPSHOT,
        ...restoreFields(app, restore, cluster),
        ...resticMoverFields(app, restic, restic.restoreCache, restore.from.repository),
      },
    },
  });
}
