import { type ApiObject, Chart } from 'cdk8s';
import type { Construct } from 'constructs';

/** An object whose health stands for the chart's: what depends on the chart waits until it is ready. */
export interface HealthCheck {
  readonly object: ApiObject;
  /** When an object of the kind is healthy, in CEL, where Flux's own judgement is too kind. */
  readonly current?: string;
}

/** Flux takes an object without a status for healthy, and so one that nobody has looked at yet. */
export const READY = "status.conditions.exists(e, e.type == 'Ready' && e.status == 'True')";

const HEALTH_CHECK = 'cdk8s-volsync-kopia:health-check';

/**
 * Makes the Flux Kustomization of the construct's chart wait for an object, as long as that is in the output. Only for what the
 * whole chart is nothing without, and never for an app: its claim and its backups wait for nobody.
 * @param current when an object of the kind is healthy, in CEL, where Flux's own judgement is too kind
 */
export function addHealthCheck(construct: Construct, object: ApiObject, current?: string): void {
  const check: HealthCheck = { object, current };
  Chart.of(construct).node.addMetadata(HEALTH_CHECK, check);
}

export function healthChecksOf(chart: Chart): HealthCheck[] {
  return chart.node.metadata.filter(({ type }) => type === HEALTH_CHECK).map(({ data }) => data as HealthCheck);
}
