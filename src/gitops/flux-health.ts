import type { ApiObject, Chart } from 'cdk8s';
import { fluxSwitch, type KubeObject } from '../model/values/kube-object';
import { healthChecksOf } from '../tree/health-check';

/** Objects of the tree, each as it is written. */
export type Written = ReadonlyMap<ApiObject, KubeObject>;

/** An object that Flux waits for, and its judgement of it where that is not Flux's own. */
export interface WrittenHealthCheck {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  readonly current: string | undefined;
}

/**
 * What Flux waits for in a chart, as it is written: an object may have been taken out of the tree since, or patched to another
 * name. Flux would wait for ever for what it never applies.
 */
export function writtenHealthChecks(chart: Chart, written: Written): WrittenHealthCheck[] {
  return healthChecksOf(chart).flatMap(({ object, current }) => {
    const now = written.get(object);
    if (now === undefined || isLeftAlone(now)) {
      return [];
    }
    const { apiVersion, kind, metadata } = now;
    const sameKind = kind === object.kind && groupOf(apiVersion) === groupOf(object.apiVersion);
    return [
      {
        apiVersion,
        kind,
        name: `${metadata?.name}`,
        namespace: metadata?.namespace ?? 'default',
        // What is said of the status of one kind is nothing to another.
        current: sameKind ? current : undefined,
      },
    ];
  });
}

/** Whether Flux does not apply an object, whatever it says. */
function isLeftAlone(object: KubeObject): boolean {
  return /^disabled$/i.test(fluxSwitch(object, 'reconcile') ?? '') || /^ignore$/i.test(fluxSwitch(object, 'ssa') ?? '');
}

function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? `${apiVersion.split('/')[0]}` : '';
}
