import { Construct } from 'constructs';
import { constructArgs } from '../../../constructs/kit/args';
import { repositoryLabel } from '../../../constructs/kit/labels';
import { requireRepository } from '../../../constructs/kit/shape';
import { foreignProblems } from '../../../model/cluster/cluster';
import { isNfs, type NfsRepository } from '../../../model/repository/nfs/nfs-repository';
import { kindOf, type Repository, repositoryLocation } from '../../../model/repository/repository';
import { type Problem, problemIf } from '../../../model/rules/problem';
import { type KeysOf, unknownKeyProblems } from '../../../model/values/known-keys';
import { Cluster } from '../../../tree/cluster-scope';
import { enterInventory } from '../../../tree/inventory';
import type { Manifest } from '../../../tree/manifest';
import { reportProblems, reportWarnings } from '../../../tree/validation';
import { type Cel, cel, celLabel, celList, celObject, celString } from './cel';
import { JOB_MAKERS_KEYS, type JobMakers, jobMakersProblems, jobMakersWarnings, madeByVolsync } from './job-makers';
import { addJobPolicy, POD_SPEC } from './job-policy';

/** What is said of the repository that is mounted. */
export interface NfsInjectionPolicyProps extends JobMakers {
  /** The repository to mount: one on NFS whose `access` is `'admission-policy'`. */
  readonly repository: Repository;
}

/**
 * Mounts a repository on NFS into VolSync's movers and into its maintenance, by a MutatingAdmissionPolicy.
 *
 * It changes Jobs alone that VolSync's operator makes, and those of KopiaMaintenance objects that are known: a label can be
 * written by anybody, and the NAS has every backup there is. Of these it leaves the ones that are labelled for another
 * repository: a backup to the cloud must not need the NAS.
 *
 * The API version follows the cluster's Kubernetes (rule A1). Below 1.36 the API server needs its feature gate
 * `MutatingAdmissionPolicy=true` and `runtime-config` for that very version, together: one without the other either
 * does nothing or stops all writes. `npm run talos-patch` writes both; the cluster then declares `featureGates`.
 * @example
 * ```ts
 * import { defineCluster, destination, GitOpsApp, hourly, NfsInjectionPolicy, nfsRepository, plan, VolsyncOperator } from 'cdk8s-volsync-kopia';
 *
 * const home = defineCluster({
 *   name: 'home',
 *   kubernetes: '1.36',
 *   secretStore: { kind: 'ClusterSecretStore', name: 'onepassword-connect' },
 *   storage: { storageClassName: 'ceph-block', volumeSnapshotClassName: 'csi-ceph-block' },
 *   mover: { uid: 568, gid: 568 },
 *   repositories: {
 *     nas: nfsRepository({ server: 'nas.internal', path: '/mnt/backups', access: 'admission-policy', secret: { item: 'kopia' } }),
 *   },
 *   primary: 'nas',
 *   plans: ({ nas }) => ({ standard: plan(destination(nas, { schedule: hourly, retention: { hourly: 24, daily: 7 } })) }),
 *   defaultPlan: 'standard',
 * });
 *
 * const app = new GitOpsApp({ cluster: home });
 * new VolsyncOperator(app.chart('storage', 'volsync'));
 * new NfsInjectionPolicy(app.chart('storage', 'volsync-policies'), { repository: home.repositories.nas });
 * app.run();
 * ```
 */
export class NfsInjectionPolicy extends Construct {
  /** The MutatingAdmissionPolicy. */
  readonly policy: Manifest;
  /** The MutatingAdmissionPolicyBinding, which puts the policy in force. */
  readonly binding: Manifest;

  constructor(scope: Construct, props: NfsInjectionPolicyProps);
  constructor(scope: Construct, id: string, props: NfsInjectionPolicyProps);
  constructor(scope: Construct, idOrProps: string | NfsInjectionPolicyProps, maybeProps?: NfsInjectionPolicyProps) {
    const { id, props } = constructArgs(
      scope,
      idOrProps,
      maybeProps,
      ({ repository }) => `nfs-injection-${repository?.name}`,
      NFS_INJECTION_KEYS,
    );
    super(scope, id);
    requireRepository(this, 'repository', props.repository);
    const cluster = Cluster.of(this);
    const { repository } = props;

    const { policy, binding } = addJobPolicy(this, {
      name: `volsync-nfs-${repository.name}`,
      // Without the mount a mover has nowhere to write to.
      failurePolicy: 'Fail',
      matchConditions: () => [
        // A Job from before the policy that is on its way out: its template cannot be changed any more.
        { name: 'alive', expression: cel('!has(object.metadata.deletionTimestamp)') },
        { name: 'volsync', expression: madeByVolsync(this, repository, props) },
        { name: 'kopia', expression: cel(`object.${POD_SPEC}.containers.exists(c, c.name in ${CONTAINERS})`) },
        { name: 'repository', expression: usesRepository(repository.name, cluster.primary) },
      ],
      mutation: isNfs(repository)
        ? { patchType: 'ApplyConfiguration', applyConfiguration: { expression: mount(repository) } }
        : undefined,
      instead: "use access: 'mover-volumes'",
    });
    this.policy = policy;
    this.binding = binding;

    reportProblems(this, () => [
      ...unknownKeyProblems('', props, NFS_INJECTION_KEYS),
      ...repositoryProblems(repository, cluster),
      ...jobMakersProblems(props),
    ]);
    reportWarnings(this, () => (isNfs(repository) ? jobMakersWarnings(this, repository, props) : []));
    enterInventory(this, [
      { does: 'inject', path: this.node.path, repository, location: repositoryLocation(repository) },
    ]);
  }
}

/** The containers of VolSync's Jobs that run Kopia. */
const CONTAINERS = celList([celString('kopia'), celString('kopia-maintenance')]);
const VOLUME = 'repository';

/**
 * Whether a mover works on the repository. One without the label was not made here: it gets the mount of the primary
 * repository, as it would from any other such policy, and of no other, or two would be mounted at one place.
 */
function usesRepository(name: string, primary: string): Cel {
  const label = celLabel(cel('object.spec.template.?metadata'), repositoryLabel, name === primary ? name : '');
  return cel(`${label} == ${celString(name)}`);
}

function mount({ server, path, mountPath }: NfsRepository): Cel {
  const container = celObject(`Object.${POD_SPEC}.containers`, {
    name: cel('c.name'),
    volumeMounts: [{ name: celString(VOLUME), mountPath: celString(mountPath) }],
  });
  return celObject('Object', {
    spec: {
      template: {
        spec: {
          volumes: [{ name: celString(VOLUME), nfs: { server: celString(server), path: celString(path) } }],
          containers: cel(`object.${POD_SPEC}.containers.filter(c, c.name in ${CONTAINERS}).map(c, ${container})`),
        },
      },
    },
  });
}

function repositoryProblems(repository: Repository, cluster: Cluster): Problem[] {
  const { name } = repository;
  return [
    ...foreignProblems('repository', repository, cluster),
    ...problemIf(
      !isNfs(repository),
      'repository',
      () =>
        `"${name}" is not on NFS, ${kindOf(repository).volume(repository) ? 'and every mover mounts it by itself' : 'so there is nothing to mount'}; remove the policy`,
      'A2',
    ),
    ...problemIf(
      isNfs(repository) && repository.access !== 'admission-policy',
      'repository',
      `"${name}" is mounted as mover volume already, and a second mount stops the mover; remove the policy or use access: 'admission-policy'`,
      'A2',
    ),
    ...problemIf(
      isNfs(repository) && repository.access === 'admission-policy' && repository.injectedElsewhere,
      'repository',
      `"${name}" is declared injectedElsewhere: true, and two policies mount it twice; remove one of them`,
      'A2',
    ),
  ];
}

export const NFS_INJECTION_KEYS: KeysOf<NfsInjectionPolicyProps> = { repository: 'reference', ...JOB_MAKERS_KEYS };
