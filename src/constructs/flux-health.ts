import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';

/** An object whose health stands for the chart's: what depends on the chart waits until it is ready. */
export interface HealthCheck {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
}

const HEALTH_CHECK = 'cdk8s-volsync-kopia:health-check';

/**
 * Makes the Flux Kustomization of the construct's chart wait for an object. Only for kinds with a `Ready` condition
 * that means it: Flux takes an object without one for healthy as soon as it exists.
 */
export function addHealthCheck(construct: Construct, check: HealthCheck): void {
  Chart.of(construct).node.addMetadata(HEALTH_CHECK, check);
}

export function healthChecksOf(chart: Chart): HealthCheck[] {
  return chart.node.metadata.filter(({ type }) => type === HEALTH_CHECK).map(({ data }) => data as HealthCheck);
}
