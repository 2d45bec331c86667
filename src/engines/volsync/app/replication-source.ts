import type { Construct } from 'constructs';
import { ReplicationSource, type ReplicationSourceSpecKopiaCopyMethod } from '../../../../imports/volsync.backube';
import { appLabels } from '../../../constructs/kit/labels';
import type { App, AppDestination } from '../../../model/app/app';
import { isRenamed, secretName, snapshotIdentity, sourceName } from '../../../model/app/app-name';
import type { Cluster } from '../../../model/cluster/cluster';
import type { Repository } from '../../../model/repository/repository';
import { addManifest, type Manifest } from '../../../tree/manifest';
import { moverFields } from '../mover-fields';

/** The backup of an app into one repository. */
export function addReplicationSource(
  scope: Construct,
  id: string,
  app: App,
  { repository, retention, cron }: AppDestination,
  cluster: Cluster,
): Manifest {
  return addManifest(scope, id, ReplicationSource, {
    metadata: {
      name: sourceName(app.name, repository, cluster),
      namespace: app.name.namespace,
      labels: appLabels(app.name.app),
    },
    spec: {
      sourcePvc: app.claim,
      trigger: { schedule: cron },
      kopia: {
        repository: `${secretName(app.name, repository, cluster)}-secret`,
        copyMethod: app.copyMethod as ReplicationSourceSpecKopiaCopyMethod,
        ...copyFields(app),
        compression: app.compression,
        parallelism: app.parallelism,
        retain: { ...retention },
        ...identityFields(app, repository, cluster),
        ...moverFields(app, repository),
      },
    },
  });
}

/** The volume of the copy that is read; a backup of the live claim makes none. */
function copyFields(app: App) {
  return app.copyMethod === 'Direct'
    ? {}
    : {
        storageClassName: app.storageClassName,
        volumeSnapshotClassName: app.volumeSnapshotClassName,
        accessModes: [...app.snapshotAccessModes],
      };
}

/** An app that was renamed or moved is filed as before; every other one under its name, which is VolSync's default. */
function identityFields(app: App, repository: Repository, cluster: Cluster) {
  if (!isRenamed(app)) {
    return {};
  }
  const { username, hostname } = snapshotIdentity(app.filedAs, repository, cluster);
  return { username, hostname };
}
