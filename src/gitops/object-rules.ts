import { fluxSwitch, type KubeObject } from './kube-object';
import { secretArgument } from './secret-argument';

/** A rule about one object: what is wrong with it, as `field: text (rule)`; nothing where all is well. */
type ObjectRule = (object: KubeObject, named: boolean) => string | undefined;

/** Every rule that the object breaks. @param named whether the object was given its name, or cdk8s made one up */
export function objectErrors(object: KubeObject, named: boolean): string[] {
  return RULES.map((rule) => rule(object, named)).filter((each) => each !== undefined);
}

const RULES: readonly ObjectRule[] = [
  // A name that cdk8s makes up changes with the path of the construct, and a renamed object is a deleted one.
  ({ kind }, named) =>
    named
      ? undefined
      : `metadata.name: this ${kind} has none of its own; write one, or moving it in the code would delete it (rule F3)`,

  // What cannot be changed once it is there must not be patched, or Flux stops at it for the whole chart.
  (object) =>
    ['PersistentVolumeClaim', 'ReplicationDestination'].includes(object.kind) &&
    fluxSwitch(object, 'ssa') !== 'IfNotPresent'
      ? `metadata.labels: this ${object.kind} lacks kustomize.toolkit.fluxcd.io/ssa: IfNotPresent, so Flux would fail on every change of it; add the label (rule F2)`
      : undefined,

  // A claim goes with its app only where somebody said so.
  (object) =>
    object.kind === 'PersistentVolumeClaim' && !/^(dis|en)abled$/i.test(fluxSwitch(object, 'prune') ?? '')
      ? 'metadata.annotations: this PersistentVolumeClaim does not say whether Flux may delete it; add kustomize.toolkit.fluxcd.io/prune: disabled (or enabled, if its data may go) (rule F2)'
      : undefined,

  // Without a trigger VolSync syncs in an endless loop, with two it ignores the schedule.
  ({ kind, spec }) =>
    ['ReplicationSource', 'ReplicationDestination'].includes(kind) && Object.keys(spec?.trigger ?? {}).length !== 1
      ? `spec.trigger: this ${kind} has ${
          Object.keys(spec?.trigger ?? {})
            .sort()
            .join(' and ') || 'none'
        }; give it exactly one of schedule and manual (rule C2)`
      : undefined,

  // The mover wipes the volume before it looks for a snapshot, and finding none is a success to it.
  ({ kind, spec }) =>
    kind === 'ReplicationDestination' && spec?.kopia?.enableFileDeletion && spec.kopia.destinationPVC !== undefined
      ? `spec.kopia.enableFileDeletion: the claim "${spec.kopia.destinationPVC}" would be wiped before a snapshot is looked for; remove enableFileDeletion (rule D1)`
      : undefined,

  // Whoever may look at a pod sees its arguments.
  (object) => {
    const argument = HAS_CONTAINERS.test(object.kind) ? secretArgument(object) : undefined;
    return argument === undefined
      ? undefined
      : `spec: ${JSON.stringify(argument)} puts a secret on a command line, where whoever may look at the pod sees it; give it to the container in its environment (rule S2)`;
  },

  // It is set for one app, and holds for every mover of the namespace.
  ({ kind, metadata }) =>
    kind === 'Namespace' && metadata?.annotations?.['volsync.backube/privileged-movers'] !== undefined
      ? 'metadata.annotations: volsync.backube/privileged-movers makes every mover of the namespace root, and those with runAsNonRoot cannot start; remove it (rule D1)'
      : undefined,
];

const HAS_CONTAINERS = /^(CronJob|DaemonSet|Deployment|HelmRelease|Job|Pod|ReplicaSet|StatefulSet)$/;

/** Kinds without a namespace: cdk8s gives them their chart's, and the API server drops it again. */
const CLUSTER_SCOPED =
  /^(Namespace|PersistentVolume|CustomResourceDefinition|Cluster[A-Z].*|.*Class|.*AdmissionPolicy(Binding)?)$/;

/** What makes two objects one to the API server. */
export function objectKey({ apiVersion, kind, metadata }: KubeObject): string {
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  const namespace = CLUSTER_SCOPED.test(kind) ? '' : (metadata?.namespace ?? '');
  return [group, kind, namespace, metadata?.name].join('/');
}
