import { Construct } from 'constructs';
import { constructArgs } from '../../../constructs/kit/args';
import type { Mover } from '../../../model/cluster/mover';
import { defaults } from '../../../model/defaults';
import { type Problem, problemIf } from '../../../model/rules/problem';
import { show } from '../../../model/rules/show';
import { IMAGE_KEYS, type Image, imageProblems } from '../../../model/values/image';
import { type KeysOf, unknownKeyProblems } from '../../../model/values/known-keys';
import { isWhole } from '../../../model/values/number';
import { Cluster } from '../../../tree/cluster-scope';
import type { Manifest } from '../../../tree/manifest';
import { reportProblems, reportWarnings } from '../../../tree/validation';
import { imageRef, versions } from '../../../versions';
import { type Cel, cel, celAdd, celList, celMap, celObject, celOr, celString } from './cel';
import {
  MOVER_MAKER_KEYS,
  type MoverMaker,
  madeByOperator,
  moverMakerProblems,
  moverMakerWarnings,
} from './job-makers';
import { addJobPolicy, jobLabelIs, POD_SPEC } from './job-policy';

/** What is said of the time that movers wait. */
export interface MoverJitterPolicyProps extends MoverMaker {
  /** The shortest wait, in seconds. @default `0` (`defaults.jitter.minSeconds`) */
  readonly minSeconds?: number;
  /**
   * The longest wait, in seconds, 3600 at most: an hourly backup must be done before the next one.
   * @default `30` (`defaults.jitter.maxSeconds`)
   */
  readonly maxSeconds?: number;
  /** Which movers wait. @default `'sources'` (`defaults.jitter.jobs`) */
  readonly jobs?: JitterJobs;
  /** An image with `sh`, `shuf`, `xargs` and `sleep`. @default busybox, as pinned with this version */
  readonly image?: Partial<Image>;
}

/** Movers that back up, that restore, or all of them. */
export type JitterJobs = 'sources' | 'restores' | 'both';

/**
 * Makes VolSync's movers wait a random time before they start, by a MutatingAdmissionPolicy that puts an init container
 * first. Not needed where schedules are spread, as they are by default: it is for schedules that must share a minute,
 * and for sources that were not made here.
 *
 * It waits where Kopia, restic or rclone would start to work; VolSync has made the snapshot by then, so the backup is
 * of the time that the schedule says. Jobs that run already are left alone, and so are other init containers.
 * @example
 * ```ts
 * import { GitOpsApp, MoverJitterPolicy, VolsyncOperator } from 'cdk8s-volsync-kopia';
 * import { home } from './cluster';
 *
 * const app = new GitOpsApp({ cluster: home });
 * new VolsyncOperator(app.chart('storage', 'volsync'));
 * new MoverJitterPolicy(app.chart('storage', 'volsync-jitter'), { maxSeconds: 60 });
 * app.run();
 * ```
 */
export class MoverJitterPolicy extends Construct {
  /** The MutatingAdmissionPolicy. */
  readonly policy: Manifest;
  /** The MutatingAdmissionPolicyBinding, which puts the policy in force. */
  readonly binding: Manifest;

  constructor(scope: Construct, props?: MoverJitterPolicyProps);
  constructor(scope: Construct, id: string, props?: MoverJitterPolicyProps);
  constructor(scope: Construct, idOrProps?: string | MoverJitterPolicyProps, maybeProps?: MoverJitterPolicyProps) {
    const { id, props } = constructArgs(scope, idOrProps, maybeProps ?? {}, () => 'mover-jitter', MOVER_JITTER_KEYS);
    super(scope, id);
    const { image: ownImage, operator: _, ...options } = props;
    const jitter: Jitter = { ...defaults.jitter, ...options };
    const image: Image = { ...versions.images.busybox, ...ownImage };

    const { policy, binding } = addJobPolicy(this, {
      name: 'volsync-mover-jitter',
      // A backup that starts at once is better than none.
      failurePolicy: 'Ignore',
      matchConditions: () => [
        { name: 'operator', expression: madeByOperator(this, props) },
        { name: 'volsync', expression: jobLabelIs('app.kubernetes.io/created-by', 'volsync') },
        { name: 'mover', expression: isMover(jitter.jobs) },
        // The template of a Job that is there cannot be changed: VolSync would delete it, and the backup with it.
        { name: 'start', expression: celOr(cel('oldObject == null'), hasJitter(cel('oldObject'))) },
        { name: 'once', expression: cel(`!${hasJitter(cel('object'))}`) },
      ],
      mutation: {
        patchType: 'JSONPatch',
        jsonPatch: { expression: putFirst(jitterContainer(jitter, imageRef(image), Cluster.of(this).mover)) },
      },
      instead: 'remove the policy, schedules are spread without it',
    });
    this.policy = policy;
    this.binding = binding;

    reportProblems(this, () => [
      ...unknownKeyProblems('', props, MOVER_JITTER_KEYS),
      ...rangeProblems(jitter),
      ...jobsProblems(jitter.jobs),
      ...imageProblems('image', image),
      ...moverMakerProblems(props),
    ]);
    reportWarnings(this, () => moverMakerWarnings(this, 'wait', props));
  }
}

type Jitter = Required<Omit<MoverJitterPolicyProps, 'image' | 'operator'>>;

export const MOVER_JITTER_KEYS: KeysOf<MoverJitterPolicyProps> = {
  minSeconds: true,
  maxSeconds: true,
  jobs: true,
  image: IMAGE_KEYS,
  ...MOVER_MAKER_KEYS,
};

const NAME = 'jitter';
const INIT_CONTAINERS = `/${POD_SPEC.replaceAll('.', '/')}/initContainers`;

/** What the names of VolSync's Jobs begin with. The labels say nothing of it. */
const PREFIXES: Readonly<Record<JitterJobs, readonly string[]>> = {
  sources: ['volsync-src-'],
  restores: ['volsync-dst-'],
  both: ['volsync-src-', 'volsync-dst-'],
};

/** A Job that is to be named by the API server has no name yet, and is no mover. */
function isMover(jobs: JitterJobs): Cel {
  const prefixes = Object.hasOwn(PREFIXES, jobs) ? PREFIXES[jobs] : [];
  return celOr(...prefixes.map((prefix) => cel(`object.metadata.?name.orValue("").startsWith(${celString(prefix)})`)));
}

function hasJitter(job: Cel): Cel {
  return cel(`${job}.${POD_SPEC}.?initContainers.orValue([]).exists(c, c.name == ${celString(NAME)})`);
}

/** Adding the list where there is one would take out what others have put in. */
function putFirst(container: Cel): Cel {
  const list = celAdd(INIT_CONTAINERS, celList([]));
  return cel(
    `(has(object.${POD_SPEC}.initContainers) ? [] : [${list}]) + [${celAdd(`${INIT_CONTAINERS}/0`, container)}]`,
  );
}

/** As much as the `restricted` Pod Security Standard asks for, whoever the mover runs as. */
function jitterContainer({ minSeconds, maxSeconds }: Jitter, image: string, { uid, gid }: Mover): Cel {
  return celObject(`Object.${POD_SPEC}.initContainers`, {
    name: celString(NAME),
    image: celString(image),
    command: ['sh', '-c', wait(minSeconds, maxSeconds)].map(celString),
    resources: {
      requests: celMap({ cpu: celString('1m'), memory: celString('4Mi') }),
      limits: celMap({ memory: celString('16Mi') }),
    },
    securityContext: {
      runAsNonRoot: cel('true'),
      runAsUser: cel(`${uid === 0 ? NOBODY : uid}`),
      runAsGroup: cel(`${uid === 0 ? NOBODY : gid}`),
      allowPrivilegeEscalation: cel('false'),
      readOnlyRootFilesystem: cel('true'),
      capabilities: { drop: [celString('ALL')] },
      seccompProfile: { type: celString('RuntimeDefault') },
    },
  });
}

const NOBODY = 65534;

/**
 * Without a dollar sign, because both Flux and Kubernetes replace what follows one in a command. `-t` writes the wait to
 * the log.
 */
function wait(minSeconds: number, maxSeconds: number): string {
  return `shuf -i ${minSeconds}-${maxSeconds} -n 1 | xargs -t sleep`;
}

function rangeProblems({ minSeconds, maxSeconds }: Jitter): Problem[] {
  const problems = Object.entries({ minSeconds, maxSeconds }).flatMap(([field, seconds]) =>
    problemIf(
      !isWhole(seconds, 0, 3600),
      field,
      () => `${show(seconds)} is not a wait in seconds; write a whole number from 0 to 3600`,
    ),
  );
  return problems.length > 0
    ? problems
    : problemIf(
        minSeconds >= maxSeconds,
        'maxSeconds',
        `${maxSeconds} is not above minSeconds, ${minSeconds}, so all movers would wait alike; write a range, or remove the policy`,
      );
}

function jobsProblems(jobs: JitterJobs): Problem[] {
  return problemIf(
    !Object.hasOwn(PREFIXES, jobs),
    'jobs',
    () => `${show(jobs)} is not a kind of mover; write ${Object.keys(PREFIXES).map(show).join(', ')}`,
  );
}
