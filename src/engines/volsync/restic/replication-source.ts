import type { Construct } from 'constructs';
import { ReplicationSource, type ReplicationSourceSpecResticCopyMethod } from '../../../../imports/volsync.backube';
import { appLabels } from '../../../constructs/kit/labels';
import type { App } from '../../../model/app/app';
import type { ResticApp, ResticSource } from '../../../model/restic/decide';
import { addManifest, type Manifest } from '../../../tree/manifest';
import { copyFields } from '../app/replication-source';
import { resticMoverFields } from './mover-fields';
import { resticLocation } from './secret';

/** The backup of an app into one repository of Restic's. */
export function addResticSource(scope: Construct, id: string, app: App, restic: ResticApp, to: ResticSource): Manifest {
  const { last, ...counts } = to.retention;
  return addManifest(scope, id, ReplicationSource, {
    metadata: {
      name: to.source,
      namespace: app.name.namespace,
      labels: appLabels(app.name.app),
      annotations: resticLocation(to),
    },
    spec: {
      sourcePvc: app.claim,
      trigger: { schedule: to.cron },
      restic: {
        repository: to.secret.name,
        copyMethod: restic.copyMethod as ReplicationSourceSpecResticCopyMethod,
        ...copyFields({ copyMethod: restic.copyMethod, volumes: app.volumes }),
        pruneIntervalDays: to.pruneIntervalDays,
        // VolSync wants this one count as a text.
        retain: { ...counts, last: last === undefined ? undefined : `${last}` },
        unlock: to.unlock,
        ...resticMoverFields(app, restic, restic.cache, to.repository),
      },
    },
  });
}
