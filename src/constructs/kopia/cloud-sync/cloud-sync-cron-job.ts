import { Construct } from 'constructs';
import { repositoryLocation } from '../../../model/app/app-name';
import { defaults } from '../../../model/defaults';
import { Schedule } from '../../../model/schedule/schedule';
import { given } from '../../../model/values/given';
import { booleanProblems, type KeysOf, unknownKeyProblems } from '../../../model/values/known-keys';
import { bytes } from '../../../model/values/quantity';
import { Cluster } from '../../../tree/cluster-scope';
import { addHealthCheck } from '../../../tree/health-check';
import { enterInventory } from '../../../tree/inventory';
import type { Manifest } from '../../../tree/manifest';
import { reportProblems, warn } from '../../../tree/validation';
import { constructArgs } from '../../kit/args';
import { namespaceOf } from '../../kit/namespace';
import { requireRepository } from '../../kit/shape';
import { CONNECTION, connectionFile, kopiaPaths, storageFile } from '../connection';
import { addKopiaCronJob, type KopiaCronJob, kopiaCronJobRun, kopiaCronJobTimetable } from '../cron-job';
import { KOPIA_CRON_JOB_KEYS } from '../kopia-job';
import { decideKopiaPod, kopiaPodSpec } from '../pod';
import { addKopiaSecret } from '../secret';
import { type CloudSyncOptions, cloudSyncProblems } from './cloud-sync';

/** What is said of the copy of a repository. */
export type CloudSyncCronJobProps = CloudSyncOptions;

/**
 * Copies a repository from the NAS to a bucket, blob by blob: the second place of every backup, and the same
 * repository, which opens with the same password. What expires in the original disappears from the copy as well, so it
 * saves a lost NAS and not a lost snapshot.
 *
 * Nothing else may write the copy: no backup, no maintenance, no second sync. Kopia opens the original read-only, and
 * neither the bucket nor a key of it stands on a command line (rule S2).
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
  /** The ExternalSecret with the password, the keys of the bucket and both connections. */
  readonly secret: Manifest;

  constructor(scope: Construct, props: CloudSyncCronJobProps);
  constructor(scope: Construct, id: string, props: CloudSyncCronJobProps);
  constructor(scope: Construct, idOrProps: string | CloudSyncCronJobProps, maybeProps?: CloudSyncCronJobProps) {
    const { id, props } = constructArgs(idOrProps, maybeProps, ({ to }) => `cloud-sync-${to?.name}`);
    super(scope, id);
    requireRepository(this, 'from', props.from);
    requireRepository(this, 'to', props.to);
    const cluster = Cluster.of(this);
    const namespace = namespaceOf(this);
    const { from, to, ...options } = props;
    const decided = { name: `cloud-sync-${to.name}`, ...defaults.cloudSync, ...given(options) };
    const { name } = decided;
    const pod = decideKopiaPod(options, cluster);
    const connection = { username: name, hostname: namespace, readonly: true, cache: bytes(pod.cache) ?? 0 };
    const job: KopiaCronJob = {
      name,
      namespace,
      cron: Schedule.from(decided.schedule).cron(`${namespace}/${name}`),
      repository: from,
      pod: kopiaPodSpec(pod, {
        secret: `${name}-secret`,
        files: [CONNECTION, DESTINATION],
        bucket: true,
        onDisk: from.type === 'nfs' ? from : undefined,
        commands: [{ name: 'sync', args: syncArgs(decided) }],
      }),
      options,
    };

    this.secret = addKopiaSecret(this, 'secret', {
      name,
      namespace,
      cluster,
      password: from.secret,
      bucket: to,
      files: (fields) => ({
        [CONNECTION]: connectionFile(from, connection, fields),
        [DESTINATION]: storageFile(to, fields),
      }),
    });
    this.cronJob = addKopiaCronJob(this, 'Resource', job);
    addHealthCheck(this, this.secret);

    reportProblems(this, () => [
      ...unknownKeyProblems('', props, PROPS),
      ...booleanProblems('firstSeeding', props.firstSeeding, 'M1'),
      ...cloudSyncProblems(props, name, cluster),
    ]);
    if (props.firstSeeding === true) {
      warn(this, {
        rule: 'M1',
        text: 'firstSeeding: true, and so a wrong bucket or prefix would get a copy of its own; remove it once the first sync has ended well',
      });
    }
    if (props.mode === 'mirror' && to.type === 's3' && to.prefix.layout === 'shared' && to.prefix.prefix === '') {
      warn(this, { rule: 'D1', text: MIRROR_OF_A_WHOLE_BUCKET });
    }
    const location = repositoryLocation(to, { app: '', namespace: '' });
    enterInventory(this, [
      {
        does: 'replicate',
        path: this.node.path,
        repository: to,
        location,
        from,
        timetable: kopiaCronJobTimetable(job),
      },
      kopiaCronJobRun(this.node.path, 'sync', job),
    ]);
  }
}

const DESTINATION = 'destination.config';

const MIRROR_OF_A_WHOLE_BUCKET =
  'mode: "mirror" deletes every object at the root of the bucket that the original does not have; give the copy a prefix of its own, sharedPrefix(\'kopia/\')';

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

const PROPS: KeysOf<CloudSyncCronJobProps> = {
  ...KOPIA_CRON_JOB_KEYS,
  from: true,
  to: true,
  name: true,
  schedule: true,
  mode: true,
  firstSeeding: true,
  parallel: true,
};
