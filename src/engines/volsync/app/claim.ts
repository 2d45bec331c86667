import type { Construct } from 'constructs';
import { appLabels, createOnce, prune } from '../../../constructs/kit/labels';
import type { App } from '../../../model/app/app';
import { KubePersistentVolumeClaim, Scalar } from '../../../tree/kubernetes-kinds';
import { addManifest, type Manifest } from '../../../tree/manifest';
import { type BeforeBackup, beforeBackupAnnotations } from './before-backup';

/** What is said of a claim to others than Kubernetes. */
export interface ClaimOptions {
  readonly prune?: boolean;
  readonly beforeBackup?: BeforeBackup;
}

/** The app's claim, filled from its restore destination when it is created. */
export function addClaim(scope: Construct, id: string, app: App, options: ClaimOptions): Manifest {
  return addManifest(scope, id, KubePersistentVolumeClaim, {
    metadata: {
      name: app.claim,
      namespace: app.name.namespace,
      labels: { ...appLabels(app.name.app), ...createOnce },
      annotations: {
        ...prune(options.prune ? 'enabled' : 'disabled'),
        ...beforeBackupAnnotations(options.beforeBackup),
      },
    },
    spec: {
      accessModes: [app.volumes.claim.accessModes].flat(),
      storageClassName: app.volumes.claim.storageClassName,
      resources: { requests: { storage: new Scalar(`${app.capacity}`) } },
      dataSourceRef:
        app.filledBy === undefined
          ? undefined
          : { apiGroup: 'volsync.backube', kind: 'ReplicationDestination', name: app.filledBy },
    },
  });
}
