import {
  backblazeB2,
  CloudSyncCronJob,
  claimRepository,
  cloudflareR2,
  daily,
  defineCluster,
  destination,
  externalSecrets,
  GitOpsApp,
  hourly,
  InitializeRepository,
  KopiaMaintenance,
  KopiaMaintenanceCronJob,
  KopiaServer,
  KopiaVerify,
  nfsRepository,
  plan,
  prefixPerApp,
  s3Repository,
  sftpRepository,
  sharedPrefix,
  VolsyncApp,
} from '../../src';
import { renderTree } from '../../src/gitops/render';
import { bySops } from './secret-sources';
import { keyscan } from './ssh-keys';

const box = { host: 'box.internal', username: 'kopia', knownHosts: keyscan('box.internal') };

/** A cluster without a vault: all of its Secrets exist, but for those of `cloud`. */
export const sops = sopsCluster({});

/** The same, and somebody else maintains what apps share. */
export const tended = sopsCluster({ maintainedElsewhere: true });

function sopsCluster(shared: { readonly maintainedElsewhere?: boolean }) {
  return defineCluster({
    name: 'sops',
    kubernetes: '1.36',
    secrets: bySops,
    storage: { storageClassName: 'block', volumeSnapshotClassName: 'block-snapshots' },
    mover: { uid: 568, gid: 568 },
    repositories: {
      nas: nfsRepository({ server: 'nas.internal', path: '/backups', access: 'mover-volumes', ...shared }),
      share: claimRepository({ claim: 'backups', ...shared }),
      minio: s3Repository({
        endpoint: 'minio.storage.svc:9000',
        bucket: 'backups',
        prefix: sharedPrefix('kopia'),
        tls: false,
        ...shared,
      }),
      b2: backblazeB2({ region: 'us-east-005', bucket: 'backups', prefix: prefixPerApp }),
      box: sftpRepository({ ...box, path: '/kopia', ...shared }),
      door: sftpRepository({ ...box, path: '/door', credentials: { password: 'SFTP_PASSWORD' }, ...shared }),
      far: sftpRepository({ ...box, path: '/copies', ...shared }),
      copy: s3Repository({ endpoint: 's3.example.org', bucket: 'copies', region: 'auto', ...shared }),
      cloud: cloudflareR2({
        account: 'abc',
        bucket: 'backups',
        prefix: sharedPrefix('nas/'),
        credentials: { item: 'cloudflare' },
        secret: { item: 'kopia' },
        ...shared,
        secrets: externalSecrets({ store: { kind: 'ClusterSecretStore', name: 'vault' } }),
      }),
    },
    primary: 'nas',
    plans: ({ nas, b2 }) => {
      const local = destination(nas, { schedule: hourly, retention: { daily: 7 } });
      return {
        standard: plan(local),
        both: plan(local, destination(b2, { schedule: daily, retention: { daily: 14 } })),
      };
    },
    defaultPlan: 'standard',
  });
}

/** Everything that opens a repository, where the Secrets exist: a chart for each, and apps in all ways to be backed up. */
export function sopsFiles(): ReadonlyMap<string, string> {
  const { nas, share, minio, b2, box, door, far, copy, cloud } = sops.repositories;
  const app = new GitOpsApp({ cluster: sops });
  const chart = (name: string) => app.chart('storage', name);
  for (const repository of [nas, share, minio, door]) {
    new KopiaMaintenance(chart(`maintenance-${repository.name}`), { repository });
  }
  new KopiaMaintenanceCronJob(chart('maintenance-box'), { repository: box });
  for (const to of [copy, far, cloud]) {
    new CloudSyncCronJob(chart(`sync-${to.name}`), { from: nas, to });
  }
  for (const repository of [nas, share, minio, b2, box, copy, far, cloud]) {
    new KopiaVerify(chart(`verify-${repository.name}`), { repository });
  }
  for (const repository of [nas, share, minio, box]) {
    new InitializeRepository(chart(`initialize-${repository.name}`), { repository });
  }
  for (const repository of [nas, minio, box]) {
    new KopiaServer(chart(`server-${repository.name}`), { name: `kopia-${repository.name}`, repository });
  }
  for (const repository of [nas, share, minio, b2, box, door]) {
    const to = destination(repository, { schedule: hourly, retention: { daily: 7 } });
    const name = `in-${repository.name}`;
    new VolsyncApp(app.chart('games', name), { app: name, destinations: [to] });
  }
  return renderTree(app, sops).files;
}
