import type { Construct, IConstruct } from 'constructs';
import { Cluster } from '../../../tree/cluster-scope';
import type { Manifest } from '../../../tree/manifest';
import type { ServiceAccount } from './usual-account';

const releases = new WeakMap<IConstruct, { readonly operator: Construct; readonly release: Manifest }[]>();

/** Says that VolSync is installed by a release of this tree. */
export function enterOperator(operator: Construct, release: Manifest): void {
  const { root } = operator.node;
  releases.set(root, [...(releases.get(root) ?? []), { operator, release }]);
}

/**
 * The account as which VolSync's operator speaks with the API server, where it is installed by the tree. Ask when the app
 * is synthesised: before that, the operator may still be missing.
 */
export function operatorAccount(construct: Construct): ServiceAccount | undefined {
  const cluster = Cluster.of(construct);
  const found = releases.get(construct.node.root)?.find(({ operator }) => Cluster.of(operator) === cluster);
  return found === undefined ? undefined : accountIn(found.release.toJson());
}

interface Release {
  readonly metadata: { readonly namespace?: string };
  readonly spec: {
    readonly targetNamespace?: string;
    readonly values?: { readonly fullnameOverride?: string; readonly serviceAccount?: { readonly name?: string } };
  };
}

/** As the chart names it, patches of the release included. */
function accountIn({ metadata, spec }: Release): ServiceAccount | undefined {
  const namespace = spec.targetNamespace ?? metadata.namespace;
  const name = spec.values?.serviceAccount?.name ?? spec.values?.fullnameOverride;
  return namespace === undefined || name === undefined ? undefined : { namespace, name };
}
