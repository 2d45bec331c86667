import { Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { durationProblems, seconds } from '../../../model/alerts/duration';
import { type Cluster, foreignProblems } from '../../../model/cluster/cluster';
import { defaults } from '../../../model/defaults';
import { type Expected, expectedIn } from '../../../model/inventory/expected';
import { ownedByApp } from '../../../model/repository/repository';
import { ifGiven, type Problem, problemIf } from '../../../model/rules/problem';
import { show } from '../../../model/rules/show';
import { numberProblems } from '../../../model/values/number';
import { inventoryEntries } from '../../../tree/inventory';
import { KubeConfigMap } from '../../../tree/kubernetes-kinds';
import { addManifest, type Manifest } from '../../../tree/manifest';
import { constructArgs } from '../../kit/args';
import { notSubstituted } from '../../kit/labels';
import { namespaceOf } from '../../kit/namespace';
import { requireRepository } from '../../kit/shape';
import { kopiaPaths } from '../connection';
import { addScheduledTask } from '../scheduled-task';
import { ANY_APP, DECLARED, declaredText } from './declared';
import { KOPIA_VERIFY_KEYS, type KopiaVerifyOptions } from './options';
import { SCRIPT } from './script';

/** What is said of the verification of a repository. */
export type KopiaVerifyProps = KopiaVerifyOptions;

/**
 * Looks through every snapshot of a repository: that all blobs of all files are there and whole, that a share of
 * the files can be read back and decrypted, and that everything which is declared to be backed up into it has a recent,
 * whole snapshot with files. Nothing else says that a backup can be restored. It opens the repository read-only, so it may
 * be pointed at a copy as well; where every app has a repository of its own, it looks through one after the other.
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
  /** The ExternalSecret with the password, the connection and what opens it; none where the Secret exists. */
  readonly secret: Manifest | undefined;

  constructor(scope: Construct, props: KopiaVerifyProps);
  constructor(scope: Construct, id: string, props: KopiaVerifyProps);
  constructor(scope: Construct, idOrProps: string | KopiaVerifyProps, maybeProps?: KopiaVerifyProps) {
    const { id, props } = constructArgs(
      scope,
      idOrProps,
      maybeProps,
      ({ repository }) => `verify-${repository?.name}`,
      KOPIA_VERIFY_KEYS,
    );
    super(scope, id);
    requireRepository(this, 'repository', props.repository);
    const { repository } = props;
    const verification = { name: `kopia-verify-${repository.name}`, ...defaults.verify, ...props };

    const owned = ownedByApp(repository);
    const expected = () => expectedIn(repository, inventoryEntries(this));
    const scripts = `${verification.name}-script`;

    const { secret, cronJob } = addScheduledTask(this, {
      job: 'verify',
      name: verification.name,
      schedule: verification.schedule,
      repository,
      ...(owned && { connection: { filedAs: ANY_APP } }),
      writes: false,
      scripts: { volume: 'script', from: { configMap: scripts }, keys: [SCRIPT_FILE, DECLARED] },
      commands: [
        { name: 'verify', script: `${kopiaPaths.folder}/${SCRIPT_FILE}`, args: ['kopia', ...verifyArgs(verification)] },
      ],
      props,
      keys: KOPIA_VERIFY_KEYS,
      problems: (cluster) => verifyProblems(props, expected(), cluster),
    });
    addManifest(this, 'script', KubeConfigMap, {
      // What a shell makes of `${…}` is not for Flux.
      metadata: { name: scripts, namespace: namespaceOf(this), annotations: { ...notSubstituted } },
      data: Lazy.any({
        produce: () => ({
          [SCRIPT_FILE]: SCRIPT,
          [DECLARED]: declaredText(expected(), owned, seconds(verification.grace) ?? 0),
        }),
      }),
    });
    this.secret = secret;
    this.cronJob = cronJob;
  }
}

const SCRIPT_FILE = 'verify.sh';

function verifyProblems(props: KopiaVerifyProps, expected: readonly Expected[], cluster: Cluster): Problem[] {
  const { repository, filesPercent, maxErrors, parallel, grace } = props;
  return [
    ...foreignProblems('repository', repository, cluster),
    ...problemIf(
      ownedByApp(repository) && expected.length === 0,
      'repository',
      () =>
        `"${repository.name}" is a repository per app, and nothing in this tree backs up into it, so there is none to look through; add new ${cluster.engine.appConstruct}(chart, { app }) with it among its destinations, or remove this`,
    ),
    ...problemIf(
      filesPercent !== undefined && !(typeof filesPercent === 'number' && filesPercent >= 0 && filesPercent <= 100),
      'filesPercent',
      () => `${show(filesPercent)} is not a percentage; write a number from 0 to 100`,
    ),
    ...numberProblems('maxErrors', maxErrors, 1, 'errors'),
    ...numberProblems('parallel', parallel, 1, 'workers'),
    ...ifGiven(grace, (each) => durationProblems('grace', each)),
  ];
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
