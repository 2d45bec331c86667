import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Manifest } from './manifest';

/** An object whose health stands for the chart's: what depends on the chart waits until it is ready. */
export interface HealthCheck {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  /** When an object of the kind is healthy, in CEL, where Flux's own judgement is too kind. */
  readonly current?: string;
}

const READY = "status.conditions.exists(e, e.type == 'Ready' && e.status == 'True')";

/** Flux takes an object without a status for healthy, and so one that nobody has looked at yet. */
const CURRENT: Readonly<Record<string, string>> = {
  // It says nothing of the generation that it is ready for but this.
  ExternalSecret: `${READY} && status.syncedResourceVersion.startsWith(string(metadata.generation) + '-')`,
  KopiaMaintenance: READY,
};

const HEALTH_CHECK = 'cdk8s-volsync-kopia:health-check';

/**
 * Makes the Flux Kustomization of the construct's chart wait for an object. Only for what the whole chart is nothing
 * without, and never for an app: its claim and its backups wait for nobody.
 */
export function addHealthCheck(construct: Construct, { apiVersion, kind, metadata, name }: Manifest): void {
  const check: HealthCheck = { apiVersion, kind, name, namespace: metadata.namespace ?? 'default' };
  Chart.of(construct).node.addMetadata(HEALTH_CHECK, { ...check, current: CURRENT[kind] });
}

export function healthChecksOf(chart: Chart): HealthCheck[] {
  return chart.node.metadata.filter(({ type }) => type === HEALTH_CHECK).map(({ data }) => data as HealthCheck);
}
