import { Construct } from 'constructs';
import { defaults } from '../../../model/defaults';
import { kindOf, repositoryLocation } from '../../../model/repository/repository';
import type { Manifest } from '../../../tree/manifest';
import { warn } from '../../../tree/validation';
import { constructArgs } from '../../kit/args';
import { requireRepository } from '../../kit/shape';
import { kopiaPaths, storageFile } from '../connection';
import { addScheduledTask } from '../scheduled-task';
import { CLOUD_SYNC_KEYS, type CloudSyncOptions } from './options';
import { cloudSyncProblems } from './problems';

/** What is said of the copy of a repository. */
export type CloudSyncCronJobProps = CloudSyncOptions;

/**
 * Copies a repository, from the NAS or a bucket at home, to a bucket or an SFTP server, blob by blob: the second place of every backup, and the
 * same repository, which opens with the same password. What expires in the original disappears from the copy as well, so it
 * saves a lost NAS and not a lost snapshot.
 *
 * Nothing else may write the copy: no backup, no maintenance, no second sync. Kopia opens the original read-only, and
 * neither the copy's place nor a key of it stands on a command line (rule S2).
 * @example
 * ```ts
 * import { backblazeB2, CloudSyncCronJob, defineCluster, destination, GitOpsApp, hourly, nfsRepository, plan, sharedPrefix } from 'cdk8s-volsync-kopia';
 *
 * const secret = { item: 'kopia' }; // a copy opens with the password of the original
 * const home = defineCluster({
 *   name: 'home',
 *   kubernetes: '1.36',
 *   secretStore: { kind: 'ClusterSecretStore', name: 'onepassword-connect' },
 *   storage: { storageClassName: 'ceph-block', volumeSnapshotClassName: 'csi-ceph-block' },
 *   mover: { uid: 568, gid: 568 },
 *   repositories: {
 *     nas: nfsRepository({ server: 'nas.internal', path: '/mnt/backups', access: 'mover-volumes', secret }),
 *     offsite: backblazeB2({ region: 'us-east-005', bucket: 'backups', credentials: { item: 'backblaze' }, secret, prefix: sharedPrefix('nas/') }),
 *   },
 *   primary: 'nas',
 *   plans: ({ nas }) => ({ standard: plan(destination(nas, { schedule: hourly, retention: { hourly: 24, daily: 7 } })) }),
 *   defaultPlan: 'standard',
 * });
 *
 * const app = new GitOpsApp({ cluster: home });
 * new CloudSyncCronJob(app.chart('storage', 'cloud-sync'), { from: home.repositories.nas, to: home.repositories.offsite });
 * app.run();
 * ```
 */
export class CloudSyncCronJob extends Construct {
  /** The CronJob that makes the copy. */
  readonly cronJob: Manifest;
  /** The ExternalSecret with the password, the keys of the copy's place and both connections; none where the Secret exists. */
  readonly secret: Manifest | undefined;

  constructor(scope: Construct, props: CloudSyncCronJobProps);
  constructor(scope: Construct, id: string, props: CloudSyncCronJobProps);
  constructor(scope: Construct, idOrProps: string | CloudSyncCronJobProps, maybeProps?: CloudSyncCronJobProps) {
    const { id, props } = constructArgs(
      scope,
      idOrProps,
      maybeProps,
      ({ to }) => `cloud-sync-${to?.name}`,
      CLOUD_SYNC_KEYS,
    );
    super(scope, id);
    requireRepository(this, 'from', props.from);
    requireRepository(this, 'to', props.to);
    const { from, to } = props;
    const sync = { name: `cloud-sync-${to.name}`, ...defaults.cloudSync, ...props };

    const { secret, cronJob } = addScheduledTask(this, {
      job: 'sync',
      name: sync.name,
      schedule: sync.schedule,
      repository: from,
      keysOf: { repository: to, field: 'to' },
      writes: false,
      moreFiles: (parts) => ({ [DESTINATION]: storageFile(to, parts) }),
      commands: [{ name: 'sync', args: syncArgs(sync) }],
      props,
      keys: CLOUD_SYNC_KEYS,
      problems: (cluster) => cloudSyncProblems(props, cluster),
      entries: (at) => [{ does: 'replicate', ...at, repository: to, location: repositoryLocation(to), from }],
    });
    this.secret = secret;
    this.cronJob = cronJob;

    if (props.firstSeeding === true) {
      warn(this, {
        field: 'firstSeeding',
        text: 'true, and so a wrong place would get a copy of its own; remove it once the first sync has ended well',
        rule: 'M1',
      });
    }
    const risk = kindOf(to).mirrorRisk(to);
    if (props.mode === 'mirror' && risk !== undefined) {
      warn(this, { field: 'mode', text: `"mirror" deletes ${risk}`, rule: 'D1' });
    }
  }
}

const DESTINATION = 'destination.config';

type Sync = Required<Pick<CloudSyncOptions, 'mode' | 'firstSeeding' | 'parallel'>>;

function syncArgs({ mode, firstSeeding, parallel }: Sync): string[] {
  return [
    'repository',
    'sync-to',
    ...(firstSeeding ? [] : ['--must-exist']),
    ...(mode === 'mirror' ? ['--delete'] : []),
    `--parallel=${parallel}`,
    '--no-progress',
    'from-config',
    `--file=${kopiaPaths.folder}/${DESTINATION}`,
  ];
}
