import { claimRepository, daily, defineCluster, destination, field, plan, sftpRepository } from '../../../src';
import { sftpAccount } from './sftp-server';

const { host, port, username, path } = sftpAccount;
const secret = { item: 'kopia' };

/** A cluster with a claim, and with what an SFTP server can be opened by. @param knownHosts what `ssh-keyscan` prints */
export function sftpCluster(knownHosts: string) {
  const box = { host, port, username, secret };
  return defineCluster({
    name: 'sftp',
    kubernetes: '1.36',
    secretStore: { kind: 'ClusterSecretStore', name: 'vault' },
    storage: { storageClassName: 'block', volumeSnapshotClassName: 'block-snapshots' },
    mover: { uid: 568, gid: 568 },
    repositories: {
      key: sftpRepository({
        ...box,
        path: `${path}/deep/within`,
        credentials: { item: 'box', privateKey: 'private key' },
        knownHosts: field('KNOWN_HOSTS'),
      }),
      password: sftpRepository({
        ...box,
        path: `${path}/password`,
        credentials: { item: 'box', password: 'PASSWORD' },
        knownHosts,
      }),
      claim: claimRepository({ claim: 'backups', secret }),
      copy: sftpRepository({
        ...box,
        path: `${path}/copy`,
        credentials: { item: 'box', privateKey: 'private key' },
        knownHosts,
      }),
    },
    primary: 'key',
    plans: ({ key }) => ({ standard: plan(destination(key, { schedule: daily, retention: { daily: 7 } })) }),
    defaultPlan: 'standard',
  });
}
