import { fluxSwitch, type KubeObject } from './kube-object';

/** What the output's rules say of one object, as `field: text (rule)`. */
export function objectErrors(object: KubeObject, named: boolean): string[] {
  return [...nameErrors(object, named), ...createOnceErrors(object), ...pruneErrors(object)];
}

/** F3: a name that cdk8s makes up changes with the path of the construct, and a renamed object is a deleted one. */
function nameErrors({ kind }: KubeObject, named: boolean): string[] {
  return named
    ? []
    : [
        `metadata.name: this ${kind} has none of its own; write one, or moving it in the code would delete it (rule F3)`,
      ];
}

/** F2: what cannot be changed once it is there must not be patched, or Flux stops at it for the whole chart. */
function createOnceErrors(object: KubeObject): string[] {
  const once = object.kind === 'PersistentVolumeClaim' || object.kind === 'ReplicationDestination';
  return once && fluxSwitch(object, 'ssa') !== 'IfNotPresent'
    ? [
        `metadata.labels: this ${object.kind} lacks kustomize.toolkit.fluxcd.io/ssa: IfNotPresent, so Flux would fail on every change of it; add the label (rule F2)`,
      ]
    : [];
}

/** F2: a claim goes with its app only where somebody said so. */
function pruneErrors(object: KubeObject): string[] {
  return object.kind === 'PersistentVolumeClaim' && !/^(dis|en)abled$/i.test(fluxSwitch(object, 'prune') ?? '')
    ? [
        'metadata.annotations: this PersistentVolumeClaim does not say whether Flux may delete it; add kustomize.toolkit.fluxcd.io/prune: disabled (or enabled, if its data may go) (rule F2)',
      ]
    : [];
}

/** What makes two objects one to the API server. */
export function objectKey({ apiVersion, kind, metadata }: KubeObject): string {
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  return [group, kind, metadata?.namespace ?? '', metadata?.name].join('/');
}
