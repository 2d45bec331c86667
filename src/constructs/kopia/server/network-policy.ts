import type { Construct } from 'constructs';
import { kindOf, type Repository } from '../../../model/repository/repository';
import { KubeNetworkPolicy, Scalar } from '../../../tree/kubernetes-kinds';
import { addManifest, type Manifest } from '../../../tree/manifest';
import { serverPorts } from './command';
import type { ServerGateway } from './props';

export interface ServerNetworkPolicyOptions {
  readonly name: string;
  readonly namespace: string;
  readonly repository: Repository;
  readonly gateway: ServerGateway;
  readonly metrics: boolean;
}

/**
 * Lets the gateway's pods in and nobody else; the metrics are everybody's. A server of a volume reaches nothing
 * itself, because the node mounts that: whoever takes it over cannot send a backup anywhere.
 */
export function addServerNetworkPolicy(scope: Construct, options: ServerNetworkPolicyOptions): Manifest {
  const { name, namespace, repository, gateway, metrics } = options;
  const { namespace: from = gateway.namespace, labels } = gateway.pods ?? {};
  return addManifest(scope, 'network-policy', KubeNetworkPolicy, {
    metadata: { name, namespace },
    spec: {
      podSelector: { matchLabels: { 'app.kubernetes.io/instance': name } },
      policyTypes: kindOf(repository).volume(repository) ? ['Ingress', 'Egress'] : ['Ingress'],
      ingress: [
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
      ],
    },
  });
}

function port(number: number) {
  return { protocol: 'TCP', port: new Scalar(number) };
}
