import type { Construct } from 'constructs';
import { does } from '../../../model/inventory/entry';
import { type Repository, repositoryLocation } from '../../../model/repository/repository';
import { ifGiven, type Problem, problemIf, type Warning } from '../../../model/rules/problem';
import { show } from '../../../model/rules/show';
import { isSet, type KeysOf } from '../../../model/values/known-keys';
import { nameProblems, namespaceProblems } from '../../../model/values/names';
import { inventoryEntries } from '../../../tree/inventory';
import { operatorAccount } from '../operator/service-account';
import { type ServiceAccount, USUAL_ACCOUNT } from '../operator/usual-account';
import { type Cel, cel, celAnd, celLabel, celList, celOr, celString } from './cel';
import { jobLabelIs } from './job-policy';

/** A KopiaMaintenance that is made elsewhere. */
export interface MaintainerRef {
  /** Namespace of the object. */
  readonly namespace: string;
  /** Name of the object. */
  readonly name: string;
}

/** Who makes movers. */
export interface MoverMaker {
  /**
   * The ServiceAccount of VolSync's operator, which makes all movers: a Job that anybody else makes is none. A field that
   * is left out is taken from that of the app's VolsyncOperator.
   * @default that of the app's VolsyncOperator; without one `'volsync'` (`defaults.operator.name`) in `'volsync-system'` (`defaults.operator.namespace`), and a warning
   */
  readonly operator?: Partial<ServiceAccount>;
}

/** Who makes the Jobs of VolSync that work on a repository. */
export interface JobMakers extends MoverMaker {
  /**
   * Further KopiaMaintenance objects that maintain the repository and are not made here. @default none
   */
  readonly maintainers?: readonly MaintainerRef[];
}

const REF_KEYS: KeysOf<MaintainerRef> = { namespace: true, name: true };
export const MOVER_MAKER_KEYS: KeysOf<MoverMaker> = { operator: REF_KEYS };
export const JOB_MAKERS_KEYS: KeysOf<JobMakers> = { ...MOVER_MAKER_KEYS, maintainers: [REF_KEYS] };

const USER = cel('request.userInfo.username');

/**
 * As whom Kubernetes makes Jobs of CronJobs, of everybody's: with an account for each controller, as is usual, or with one
 * for all.
 */
const CRON_JOBS = ['system:serviceaccount:kube-system:cronjob-controller', 'system:kube-controller-manager'];

/**
 * Whether a Job is VolSync's, by who makes it. Labels alone say nothing: anybody can write them, and what a mover gets is
 * every backup there is. Movers are made by the operator, and so is maintenance by hand; maintenance by schedule is made by
 * Kubernetes, for whoever may write a CronJob, so it must be that of a KopiaMaintenance which is known, where that is.
 *
 * Whoever else changes such a Job later, as the garbage collector does, finds and leaves it as it is.
 */
export function madeByVolsync(construct: Construct, repository: Repository, makers: JobMakers): Cel {
  const operator = celAnd(
    madeByOperator(construct, makers),
    celOr(
      jobLabelIs('app.kubernetes.io/created-by', 'volsync'),
      jobLabelIs('volsync.backube/kopia-maintenance', 'true'),
    ),
  );
  const known = maintainersOf(construct, repository, makers).map((each) => `${each.namespace}/${each.name}`);
  if (known.length === 0) {
    return operator;
  }
  const maintainer = celLabel(cel('object.metadata'), 'volsync.backube/maintenance-name', '');
  return celOr(
    operator,
    celAnd(
      cel(`${USER} in ${celList(CRON_JOBS.map(celString))}`),
      cel(`request.namespace + "/" + ${maintainer} in ${celList([...new Set(known)].sort().map(celString))}`),
    ),
  );
}

/** Whether the operator makes a Job, or writes it anew. */
export function madeByOperator(construct: Construct, { operator }: MoverMaker): Cel {
  const { namespace, name } = { ...(operatorAccount(construct) ?? USUAL_ACCOUNT), ...operator };
  return cel(`${USER} == ${celString(`system:serviceaccount:${namespace}:${name}`)}`);
}

/** The KopiaMaintenance objects of a repository: VolSync labels their Jobs with their names. */
function maintainersOf(construct: Construct, repository: Repository, { maintainers = [] }: JobMakers) {
  const entries = inventoryEntries(construct);
  const paths = new Set(
    entries
      .filter(does('maintain'))
      .filter((each) => !each.mountsItself && each.location === repositoryLocation(repository))
      .map(({ path }) => path),
  );
  const declared = entries.filter(does('run')).filter(({ job, path }) => job === 'maintain' && paths.has(path));
  return [...declared, ...(Array.isArray(maintainers) ? maintainers.filter(isSet) : [])] as readonly MaintainerRef[];
}

export function moverMakerProblems({ operator }: MoverMaker): Problem[] {
  return isSet(operator)
    ? [
        ...ifGiven(operator.namespace, (each) => namespaceProblems('operator.namespace', each)),
        ...ifGiven(operator.name, (each) => nameProblems('operator.name', each, 253)),
      ]
    : [];
}

/** Everything wrong with who makes Jobs, fields that there are not aside. */
export function jobMakersProblems({ maintainers, ...maker }: JobMakers): Problem[] {
  return [
    ...moverMakerProblems(maker),
    ...ifGiven(maintainers, (each) =>
      Array.isArray(each)
        ? each
            .filter(isSet)
            .flatMap(({ namespace, name }: Partial<MaintainerRef>, index) => [
              ...namespaceProblems(`maintainers[${index}].namespace`, namespace),
              ...nameProblems(`maintainers[${index}].name`, name, 253),
            ])
        : [{ field: 'maintainers', text: `${show(each)} is not a list; write [{ namespace: "…", name: "…" }]` }],
    ),
  ];
}

/** A wrong guess would leave every mover without what it is to get. @param get what that is */
export function moverMakerWarnings(construct: Construct, get: string, { operator }: MoverMaker): Warning[] {
  const { namespace, name } = USUAL_ACCOUNT;
  return problemIf(
    operator === undefined && operatorAccount(construct) === undefined,
    'operator',
    () =>
      `this app installs no VolSync, so only movers that the ServiceAccount "${name}" in namespace "${namespace}" makes ${get}; say whose they are, operator: { namespace: "${namespace}", name: "${name}" }`,
    'A2',
  );
}

export function jobMakersWarnings(construct: Construct, repository: Repository, makers: JobMakers): Warning[] {
  return [
    ...moverMakerWarnings(construct, `are given "${repository.name}"`, makers),
    ...problemIf(
      repository.maintainedElsewhere && makers.maintainers === undefined,
      'maintainers',
      () =>
        `"${repository.name}" is maintained by something that is not declared here; if that is a KopiaMaintenance which does not mount it by itself, name it, maintainers: [{ namespace: "…", name: "…" }], or else write maintainers: []`,
      'A2',
    ),
  ];
}
