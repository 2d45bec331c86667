import { Construct } from 'constructs';
import { defaults } from '../../../model/defaults';
import { Schedule } from '../../../model/schedule/schedule';
import { given } from '../../../model/values/given';
import { type KeysOf, unknownKeyProblems } from '../../../model/values/known-keys';
import { bytes } from '../../../model/values/quantity';
import { Cluster } from '../../../tree/cluster-scope';
import { addHealthCheck } from '../../../tree/health-check';
import { enterInventory } from '../../../tree/inventory';
import type { Manifest } from '../../../tree/manifest';
import { reportProblems } from '../../../tree/validation';
import { constructArgs } from '../../kit/args';
import { namespaceOf } from '../../kit/namespace';
import { requireRepository } from '../../kit/shape';
import { CONNECTION, connectionFile } from '../connection';
import { addKopiaCronJob, type KopiaCronJob, kopiaCronJobRun } from '../cron-job';
import { KOPIA_CRON_JOB_KEYS } from '../kopia-job';
import { decideKopiaPod, kopiaPodSpec } from '../pod';
import { addKopiaSecret } from '../secret';
import { type KopiaVerifyOptions, kopiaVerifyProblems } from './verification';

/** What is said of the verification of a repository. */
export type KopiaVerifyProps = KopiaVerifyOptions;

/**
 * Looks through every snapshot of a repository: that all blobs of all files are there and whole, and that a share of
 * the files can be read back and decrypted. Nothing else says that a backup can be restored. It opens the repository
 * read-only, so it may be pointed at a copy as well.
 * @example
 * ```ts
 * import { GitOpsApp, KopiaVerify } from 'cdk8s-volsync-kopia';
 * import { home } from './cluster';
 *
 * const app = new GitOpsApp({ cluster: home });
 * new KopiaVerify(app.chart('storage', 'kopia-verify'), { repository: home.repositories.nas, filesPercent: 10 });
 * app.run();
 * ```
 */
export class KopiaVerify extends Construct {
  /** The CronJob that looks through the repository. */
  readonly cronJob: Manifest;
  /** The ExternalSecret with the password, the keys of the bucket and the connection. */
  readonly secret: Manifest;

  constructor(scope: Construct, props: KopiaVerifyProps);
  constructor(scope: Construct, id: string, props: KopiaVerifyProps);
  constructor(scope: Construct, idOrProps: string | KopiaVerifyProps, maybeProps?: KopiaVerifyProps) {
    const { id, props } = constructArgs(idOrProps, maybeProps, ({ repository }) => `verify-${repository?.name}`);
    super(scope, id);
    requireRepository(this, 'repository', props.repository);
    const cluster = Cluster.of(this);
    const namespace = namespaceOf(this);
    const { repository, ...options } = props;
    const decided = { name: `kopia-verify-${repository.name}`, ...defaults.verify, ...given(options) };
    const { name } = decided;
    const pod = decideKopiaPod(options, cluster);
    const connection = { username: name, hostname: namespace, readonly: true, cache: bytes(pod.cache) ?? 0 };
    const job: KopiaCronJob = {
      name,
      namespace,
      cron: Schedule.from(decided.schedule).cron(`${namespace}/${name}`),
      repository,
      pod: kopiaPodSpec(pod, {
        secret: `${name}-secret`,
        files: [CONNECTION],
        bucket: repository.type === 's3',
        onDisk: repository.type === 'nfs' ? repository : undefined,
        commands: [
          { name: 'verify', args: verifyArgs(decided) },
          // A pack that was cut short by a crash is still there, which is all that the walk before looks at.
          { name: 'packs', args: ['content', 'verify', '--no-progress'] },
        ],
      }),
      options,
    };

    this.secret = addKopiaSecret(this, 'secret', {
      name,
      namespace,
      cluster,
      password: repository.secret,
      bucket: repository,
      files: (fields) => ({ [CONNECTION]: connectionFile(repository, connection, fields) }),
    });
    this.cronJob = addKopiaCronJob(this, 'Resource', job);
    addHealthCheck(this, this.secret);

    reportProblems(this, () => [...unknownKeyProblems('', props, PROPS), ...kopiaVerifyProblems(props, name, cluster)]);
    enterInventory(this, [kopiaCronJobRun(this.node.path, 'verify', job)]);
  }
}

type Verification = Required<Pick<KopiaVerifyOptions, 'filesPercent' | 'maxErrors' | 'parallel'>>;

function verifyArgs({ filesPercent, maxErrors, parallel }: Verification): string[] {
  return [
    'snapshot',
    'verify',
    `--verify-files-percent=${filesPercent}`,
    `--max-errors=${maxErrors}`,
    `--parallel=${parallel}`,
    `--file-parallelism=${parallel}`,
    '--no-progress',
  ];
}

const PROPS: KeysOf<KopiaVerifyProps> = {
  ...KOPIA_CRON_JOB_KEYS,
  repository: true,
  name: true,
  schedule: true,
  filesPercent: true,
  maxErrors: true,
  parallel: true,
};
