import type { Manifest } from '../../support/manifest-tree';
import type { Container, PodSpec } from './pod-spec';

/** What app-template writes into every pod, and the tests' stand-in leaves out; 5.x makes a ServiceAccount of its own. */
const CHARTS_OWN = ['serviceAccountName', 'dnsPolicy', 'hostIPC', 'hostNetwork', 'hostPID'];

/** What the values say of the pod, and the chart writes beside its spec. */
const BESIDE = ['labels', 'annotations'];

/** The pod of the one Deployment among some objects. */
export function deployedPod(objects: readonly Manifest[]): PodTemplate {
  const [deployment, ...others] = objects.filter(({ kind }) => kind === 'Deployment');
  if (!deployment || others.length > 0) throw new Error('there is not one Deployment');
  return (deployment.spec as { template: PodTemplate }).template;
}

export interface PodTemplate {
  readonly metadata: { readonly labels: Readonly<Record<string, string>> };
  readonly spec: PodSpec;
}

/** A pod so that two ways to write the same are equal: no probes, and variables in the order of their names. */
export function comparable(spec: PodSpec): object {
  const entries = Object.entries(spec).filter(([key]) => ![...CHARTS_OWN, ...BESIDE].includes(key));
  return { ...Object.fromEntries(entries), containers: spec.containers.map(plain) };
}

function plain(container: Container): object {
  const entries = Object.entries(container).filter(([key]) => !/Probe$/.test(key));
  // The chart leaves out what is Kubernetes' own anyway.
  const volumeMounts = (container.volumeMounts ?? []).map(({ readOnly, ...mount }) => ({
    ...mount,
    ...(readOnly && { readOnly }),
  }));
  const env = [...(container.env ?? [])].sort((a, b) => (a.name < b.name ? -1 : 1));
  return { ...Object.fromEntries(entries), volumeMounts, env };
}

interface Policy {
  readonly podSelector: { readonly matchLabels: Readonly<Record<string, string>> };
  readonly ingress?: readonly { readonly ports: readonly { readonly port: number }[] }[];
}

interface Service {
  readonly selector: Readonly<Record<string, string>>;
  readonly ports: readonly { readonly name: string; readonly port: number; readonly targetPort: number | string }[];
}

/** What of selectors and ports does not fit together, between our objects and the chart's. */
export function misfits(objects: readonly Manifest[], beside: readonly Manifest[]): string[] {
  const { metadata, spec } = deployedPod(objects);
  const services = objects.filter(({ kind }) => kind === 'Service').map((each) => each.spec as Service);
  const served = services.flatMap(({ ports }) => ports.map(({ targetPort }) => Number(targetPort)));
  const policies = beside.filter(({ kind }) => kind === 'NetworkPolicy').map((each) => each.spec as Policy);
  const says = (labels: Readonly<Record<string, string>>) =>
    Object.entries(labels).every(([key, value]) => metadata.labels[key] === value);
  const probed = spec.containers.flatMap((each) => Object.entries(each).filter(([key]) => /Probe$/.test(key)));
  return [
    ...policies.filter(({ podSelector }) => !says(podSelector.matchLabels)).map(() => 'a policy selects other pods'),
    ...services.filter(({ selector }) => !says(selector)).map(() => 'a Service selects other pods'),
    ...policies
      .filter(({ ingress }) => ingress !== undefined)
      .flatMap(({ ingress = [] }) =>
        differing(
          served,
          ingress.flatMap(({ ports }) => ports.map(({ port }) => port)),
        ),
      )
      .map((port) => `port ${port} is served and not let in, or the other way round`),
    ...probed.flatMap(([name, probe]) => {
      const port = (probe as { tcpSocket?: { port: number } }).tcpSocket?.port;
      return port === undefined || served.includes(port) ? [] : [`${name} asks at ${port}, which is not served`];
    }),
    ...routesTo(objects)
      .filter(([, port]) => !services.some(({ ports }) => ports.some((each) => each.port === port)))
      .map(([name, port]) => `the route goes to ${name}:${port}, which is no Service's`),
    ...monitored(objects, beside),
  ];
}

function differing(a: readonly number[], b: readonly number[]): number[] {
  return [...a.filter((each) => !b.includes(each)), ...b.filter((each) => !a.includes(each))];
}

function routesTo(objects: readonly Manifest[]): [string, number][] {
  return objects
    .filter(({ kind }) => kind === 'HTTPRoute')
    .flatMap(({ spec }) => (spec as { rules: { backendRefs: { name: string; port: number }[] }[] }).rules)
    .flatMap(({ backendRefs }) => backendRefs.map(({ name, port }): [string, number] => [name, port]));
}

/** Our ServiceMonitor finds the chart's Service by label, and its port by name; the chart's own is gone. */
function monitored(objects: readonly Manifest[], beside: readonly Manifest[]): string[] {
  const monitors = beside.filter(({ kind }) => kind === 'ServiceMonitor');
  const services = objects.filter(({ kind }) => kind === 'Service');
  const own = objects.filter(({ kind }) => kind === 'ServiceMonitor').length;
  return monitors.flatMap(({ spec }) => {
    const { selector, endpoints } = spec as {
      selector: { matchLabels: Record<string, string> };
      endpoints: { port: string }[];
    };
    const found = services.filter(({ metadata }) => {
      const { labels = {} } = metadata as { labels?: Record<string, string> };
      return Object.entries(selector.matchLabels).every(([key, value]) => labels[key] === value);
    });
    const ports = found.flatMap(({ spec: each }) => (each as Service).ports.map(({ name }) => name));
    return [
      ...(own > 0 ? ['metrics are read twice'] : []),
      ...endpoints
        .filter(({ port }) => !ports.includes(port))
        .map(({ port }) => `no Service has a port ${port} to read`),
    ];
  });
}
