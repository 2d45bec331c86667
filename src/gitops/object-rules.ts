import { createdOnce, type ObjectRule } from '../model/rules/object-rule';
import { fluxSwitch } from '../model/values/kube-object';
import { secretArgument } from './secret-argument';

/** Whatever it says but `false`. */
const LEFT_OUT = 'config.kubernetes.io/local-config';

/** The rules about objects that hold whatever carries the backups out; an engine has more of its own kinds. */
export const OBJECT_RULES: readonly ObjectRule[] = [
  {
    // A name that cdk8s makes up changes with the path of the construct, and a renamed object is a deleted one.
    rule: 'F3',
    field: 'metadata.name',
    breach: ({ kind }, named) =>
      named ? undefined : `this ${kind} has none of its own; write one, or moving it in the code would delete it`,
  },
  {
    // kustomize takes apart whatever is called a list and has items, and Flux whatever has a list of items.
    rule: 'F3',
    field: 'items',
    breach: ({ kind, items }) =>
      Array.isArray(items) || (kind.endsWith('List') && items !== undefined)
        ? `this ${kind} is a list to Flux, which applies what is in it, while nothing here looks into it; make an object of each item, new ApiObject(chart, id, item), and remove the list`
        : undefined,
  },
  {
    // What others rely on here would not be there, and what is there already would be deleted.
    rule: 'F3',
    field: 'metadata.annotations',
    breach: ({ kind, metadata }) =>
      [undefined, 'false'].includes(metadata?.annotations?.[LEFT_OUT])
        ? undefined
        : `this ${kind} is annotated ${LEFT_OUT}, so that kustomize leaves it out, and Flux deletes the one that is there; remove the annotation, or the object`,
  },
  createdOnce('PersistentVolumeClaim'),
  {
    // A claim goes with its app only where somebody said so.
    rule: 'F2',
    kinds: ['PersistentVolumeClaim'],
    field: 'metadata.annotations',
    breach: (object) =>
      /^(dis|en)abled$/i.test(fluxSwitch(object, 'prune') ?? '')
        ? undefined
        : 'this PersistentVolumeClaim does not say whether Flux may delete it; add kustomize.toolkit.fluxcd.io/prune: disabled (or enabled, if its data may go)',
  },
  {
    // Whatever the claims in it say: with a namespace goes all that is in it.
    rule: 'F2',
    kinds: ['Namespace'],
    field: 'metadata.annotations',
    breach: (object) =>
      /^(dis|en)abled$/i.test(fluxSwitch(object, 'prune') ?? '')
        ? undefined
        : 'this Namespace does not say whether Flux may delete it, and with it every claim in it; add kustomize.toolkit.fluxcd.io/prune: disabled (or enabled, if all of its data may go)',
  },
  {
    rule: 'S2',
    kinds: ['CronJob', 'DaemonSet', 'Deployment', 'HelmRelease', 'Job', 'Pod', 'ReplicaSet', 'StatefulSet'],
    field: 'spec',
    breach: (object) => {
      const argument = secretArgument(object);
      return (
        argument &&
        `${JSON.stringify(argument)} puts a secret on a command line, where whoever may look at the pod sees it; give it to the container in its environment`
      );
    },
  },
];
