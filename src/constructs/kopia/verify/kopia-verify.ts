import { Construct } from 'constructs';
import type { Cluster } from '../../../model/cluster/cluster';
import { defaults } from '../../../model/defaults';
import { type Problem, problemIf } from '../../../model/rules/problem';
import { show } from '../../../model/rules/show';
import { numberProblems } from '../../../model/values/number';
import type { Manifest } from '../../../tree/manifest';
import { constructArgs } from '../../kit/args';
import { requireRepository } from '../../kit/shape';
import { sharedRepositoryProblems } from '../problems';
import { addScheduledTask } from '../scheduled-task';
import { KOPIA_VERIFY_KEYS, type KopiaVerifyOptions } from './options';

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

    const { secret, cronJob } = addScheduledTask(this, {
      job: 'verify',
      name: verification.name,
      schedule: verification.schedule,
      repository,
      writes: false,
      commands: [
        { name: 'verify', args: verifyArgs(verification) },
        // A pack that was cut short by a crash is still there, which is all that the walk before looks at.
        { name: 'packs', args: ['content', 'verify', '--no-progress'] },
        { name: 'whole', script: WHOLE },
      ],
      props,
      keys: KOPIA_VERIFY_KEYS,
      problems: (cluster) => verifyProblems(props, cluster),
    });
    this.secret = secret;
    this.cronJob = cronJob;
  }
}

function verifyProblems(props: KopiaVerifyProps, cluster: Cluster): Problem[] {
  const { repository, filesPercent, maxErrors, parallel } = props;
  return [
    ...sharedRepositoryProblems('repository', repository, 'verification wants', cluster),
    ...problemIf(
      filesPercent !== undefined && !(typeof filesPercent === 'number' && filesPercent >= 0 && filesPercent <= 100),
      'filesPercent',
      () => `${show(filesPercent)} is not a percentage; write a number from 0 to 100`,
    ),
    ...numberProblems('maxErrors', maxErrors, 1, 'errors'),
    ...numberProblems('parallel', parallel, 1, 'workers'),
  ];
}

/**
 * Fails where the newest snapshot of an identity lacks files. Kopia files what it could not read as an error of that
 * snapshot, restores the rest without a word, and has no command that minds.
 */
const WHOLE = `newest=$(kopia snapshot list --all --max-results=1 --json) || exit 1
case "$newest" in
  *'"numFailed":'[1-9]* | *'"incomplete":"'*) ;;
  *) exit 0 ;;
esac
kopia snapshot list --all --max-results=1
echo 'A newest snapshot above has errors or is incomplete: files are missing in it. Suspend its source before anything else.'
exit 1
`;

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
