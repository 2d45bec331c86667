import { Construct } from 'constructs';
import { repositoryLocation } from '../model/app-name';
import { type Cel, cel, celLabel, celList, celObject, celOr, celString } from '../model/cel';
import { foreignProblems } from '../model/cluster';
import { kubernetesMinor, mutatingAdmissionPolicyVersion } from '../model/kubernetes';
import { type Problem, show } from '../model/problem';
import type { NfsRepository, Repository } from '../model/repository';
import { constructArgs } from './args';
import { Cluster } from './cluster-scope';
import { enterInventory } from './inventory';
import { repositoryLabel } from './labels';
import { addClusterManifest, type Manifest } from './manifest';
import { reportProblems } from './validation';

export interface NfsInjectionPolicyProps {
  /** The repository to mount: one on NFS whose `access` is `'admission-policy'`. */
  readonly repository: Repository;
}

/**
 * Mounts a repository on NFS into VolSync's movers and into its maintenance, by a MutatingAdmissionPolicy.
 *
 * It changes Jobs of VolSync alone, and of those not the ones that are labelled for another repository: a backup to the
 * cloud must not need the NAS. It acts on CREATE and on UPDATE, because VolSync writes its Jobs anew at every look, and
 * a Job that comes without the mount the second time is deleted and started over, for ever.
 *
 * The API version follows the cluster's Kubernetes (rule A1). Below 1.36 the API server needs its feature gate
 * `MutatingAdmissionPolicy=true` and `runtime-config` for that very version, together: one without the other either
 * does nothing or stops all writes.
 */
export class NfsInjectionPolicy extends Construct {
  readonly policy: Manifest;
  readonly binding: Manifest;

  constructor(scope: Construct, props: NfsInjectionPolicyProps);
  constructor(scope: Construct, id: string, props: NfsInjectionPolicyProps);
  constructor(scope: Construct, idOrProps: string | NfsInjectionPolicyProps, maybeProps?: NfsInjectionPolicyProps) {
    const { id, props } = constructArgs(idOrProps, maybeProps, ({ repository }) => `nfs-injection-${repository.name}`);
    super(scope, id);
    const cluster = Cluster.of(this);
    const { repository } = props;
    const version = mutatingAdmissionPolicyVersion(kubernetesMinor(cluster.kubernetes) ?? 0);
    const apiVersion = `admissionregistration.k8s.io/${version ?? 'v1'}`;
    const metadata = { name: `volsync-nfs-${repository.name}` };

    this.policy = addClusterManifest(this, 'Resource', {
      apiVersion,
      kind: 'MutatingAdmissionPolicy',
      metadata,
      spec: repository.type === 'nfs' ? policySpec(repository) : {},
    });
    this.binding = addClusterManifest(this, 'binding', {
      apiVersion,
      kind: 'MutatingAdmissionPolicyBinding',
      metadata,
      spec: { policyName: metadata.name },
    });

    reportProblems(this, () => policyProblems(repository, cluster, version));
    const location = repositoryLocation(repository, { app: '', namespace: '' });
    enterInventory(this, [{ does: 'inject', path: this.node.path, repository, location }]);
  }
}

/** The containers of VolSync's Jobs that run Kopia. */
const CONTAINERS = celList([celString('kopia'), celString('kopia-maintenance')]);
const POD_SPEC = 'spec.template.spec';
const VOLUME = 'repository';

function policySpec(repository: NfsRepository & Repository) {
  return {
    failurePolicy: 'Fail',
    reinvocationPolicy: 'IfNeeded',
    matchConstraints: {
      resourceRules: [
        { apiGroups: ['batch'], apiVersions: ['v1'], resources: ['jobs'], operations: ['CREATE', 'UPDATE'] },
      ],
    },
    matchConditions: [
      { name: 'volsync', expression: madeByVolsync() },
      { name: 'kopia', expression: cel(`object.${POD_SPEC}.containers.exists(c, c.name in ${CONTAINERS})`) },
      { name: 'repository', expression: usesRepository(repository.name) },
    ],
    mutations: [{ patchType: 'ApplyConfiguration', applyConfiguration: { expression: mount(repository) } }],
  };
}

/** Movers and maintenance carry different labels; neither has a name that can be relied on at CREATE. */
function madeByVolsync(): Cel {
  const label = (name: string, value: string) =>
    cel(`${celLabel(cel('object.metadata'), name, '')} == ${celString(value)}`);
  return celOr(label('app.kubernetes.io/created-by', 'volsync'), label('volsync.backube/kopia-maintenance', 'true'));
}

/** A mover without the label may be anybody's, so it gets the mount as it would from any other such policy. */
function usesRepository(name: string): Cel {
  return cel(`${celLabel(cel('object.spec.template.?metadata'), repositoryLabel, name)} == ${celString(name)}`);
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

function policyProblems(repository: Repository, cluster: Cluster, version: string | undefined): Problem[] {
  const problems = foreignProblems('repository', repository, cluster);
  if (version === undefined) {
    const text = `${show(cluster.kubernetes)} has no MutatingAdmissionPolicy, which came with 1.32; use access: 'mover-volumes'`;
    problems.push({ field: 'kubernetes', text, rule: 'A1' });
  }
  if (repository.type !== 'nfs') {
    const text = `"${repository.name}" is not on NFS, so there is nothing to mount; remove the policy`;
    problems.push({ field: 'repository', text, rule: 'A2' });
  } else if (repository.access !== 'admission-policy') {
    const text = `"${repository.name}" is mounted as mover volume already, and a second mount stops the mover; remove the policy or use access: 'admission-policy'`;
    problems.push({ field: 'repository', text, rule: 'A2' });
  } else if (repository.injectedElsewhere) {
    const text = `"${repository.name}" is declared injectedElsewhere: true, and two policies mount it twice; remove one of them`;
    problems.push({ field: 'repository', text, rule: 'A2' });
  }
  return problems;
}
