import type { k8s } from 'cdk8s-plus-30';
import type { Construct } from 'constructs';
import { kindOf, type Repository } from '../../../model/repository/repository';
import { KubeNetworkPolicy, Scalar } from '../../../tree/kubernetes-kinds';
import { addManifest, type Manifest } from '../../../tree/manifest';
import { serverPorts } from './command';
import { serverEgress } from './egress';
import type { ServerGateway } from './props';

export interface ServerNetworkPolicyOptions {
  readonly name: string;
  readonly namespace: string;
  readonly repository: Repository;
  /** Whose pods alone get in; anybody's where there is none. */
  readonly gateway: ServerGateway | undefined;
  readonly metrics: boolean;
}

/**
 * Lets the gateway's pods in and nobody else, the metrics aside, and the server out to where its repository is and
 * nowhere else: whoever uses it may have it run programs.
 */
export function addServerNetworkPolicy(scope: Construct, options: ServerNetworkPolicyOptions): Manifest {
  const { name, namespace, repository, gateway, metrics } = options;
  const egress = serverEgress(kindOf(repository).network(repository));
  return addManifest(scope, 'network-policy', KubeNetworkPolicy, {
    metadata: { name, namespace },
    spec: {
      podSelector: { matchLabels: { 'app.kubernetes.io/instance': name } },
      policyTypes: gateway ? ['Ingress', 'Egress'] : ['Egress'],
      ...(gateway && { ingress: ingress(gateway, metrics) }),
      ...(egress.length > 0 && { egress }),
    },
  });
}

function ingress({ namespace, pods = {} }: ServerGateway, metrics: boolean): k8s.NetworkPolicyIngressRule[] {
  const { namespace: from = namespace, labels } = pods;
  return [
    {
      from: [
        {
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': from } },
          podSelector: labels && { matchLabels: { ...labels } },
        },
      ],
      ports: [port(serverPorts.http)],
    },
    ...(metrics ? [{ ports: [port(serverPorts.metrics)] }] : []),
  ];
}

function port(number: number) {
  return { protocol: 'TCP', port: new Scalar(number) };
}
