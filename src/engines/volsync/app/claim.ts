import type { Construct } from 'constructs';
import { appLabels, createOnce, prune } from '../../../constructs/kit/labels';
import type { App } from '../../../model/app/app';
import { type Problem, problemIf } from '../../../model/rules/problem';
import { show } from '../../../model/rules/show';
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

/** What VolSync calls its own claims: caches, the copies that backups read, and what restores fill. */
const VOLSYNCS_OWN = /^(volsync-(src-.+|dst-.+|kopia-maintenance-.+)-cache|volsync-.+-(src|dest)|vs-prime-.+)$/;

/** A claim under a name that VolSync gives: it would take that for its own, empty and delete it. */
export function claimNameProblems({ claim, claimExists }: App): Problem[] {
  return problemIf(
    !claimExists && VOLSYNCS_OWN.test(claim),
    'claim',
    () => `${show(claim)} is what VolSync calls a claim of its own, which it empties and deletes; give it another name`,
  );
}
