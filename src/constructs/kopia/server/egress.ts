import { isIP } from 'node:net';
import type { k8s } from 'cdk8s-plus-30';
import type { NetworkPlace } from '../../../model/repository/network-place';
import { Scalar } from '../../../tree/kubernetes-kinds';

/**
 * Where a server may connect to: names are looked up, and the port of its repository is open; nothing where its node
 * mounts a volume. A policy knows no names of hosts, so only an address is open alone.
 */
export function serverEgress(place: NetworkPlace | undefined): k8s.NetworkPolicyEgressRule[] {
  if (place === undefined) {
    return [];
  }
  const { host, port } = place;
  const ports = [{ protocol: 'TCP', ...(port !== undefined && { port: new Scalar(port) }) }];
  const family = isIP(host ?? '');
  if (family !== 0) {
    return [{ to: [{ ipBlock: { cidr: `${host}/${family === 6 ? 128 : 32}` } }], ports }];
  }
  return [{ ports: DNS }, { ports }, ...toService(host)];
}

const DNS = ['UDP', 'TCP'].map((protocol) => ({ protocol, port: new Scalar(53) }));

/**
 * The pods of a Service, at any port: most networks look at a connection when the Service's port has become that of its
 * pods, which may be another.
 */
function toService(host: string | undefined): k8s.NetworkPolicyEgressRule[] {
  const [, namespace] = /^[^.]+(?:\.([^.]+)\.svc(?:\..+)?)?$/.exec(host ?? '') ?? [];
  if (host === undefined || (namespace === undefined && host.includes('.'))) {
    return [];
  }
  const pods =
    namespace === undefined
      ? { podSelector: {} }
      : { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } } };
  return [{ to: [pods], ports: [{ protocol: 'TCP' }] }];
}
