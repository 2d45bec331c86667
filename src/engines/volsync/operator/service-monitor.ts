import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { HelmReleaseSpecPostRenderersKustomizePatches } from '../../../../imports/helm.toolkit.fluxcd.io';
import { ServiceMonitor, ServiceMonitorSpecEndpointsScheme } from '../../../../imports/monitoring.coreos.com';
import { type Problem, problemIf, type Warning } from '../../../model/rules/problem';
import { labelProblems } from '../../../model/values/labels';
import { addManifest, type Manifest } from '../../../tree/manifest';

/** What is said of the object by which Prometheus' operator has VolSync's metrics read. */
export interface ServiceMonitorOptions {
  /**
   * Labels of the object, by which Prometheus picks what it reads (`serviceMonitorSelector`): `{ release: 'kube-prometheus-stack' }`.
   * @default none
   */
  readonly labels?: Readonly<Record<string, string>>;
}

/**
 * Has Prometheus read the metrics, as the chart's own object does, of which there would be none where its CRD came later
 * than the release. It has another name than that one, which Helm takes away with the release that had it.
 * @param release the release, whose objects are called after it
 */
export function addServiceMonitor(scope: Construct, release: string, { labels }: ServiceMonitorOptions): Manifest {
  return addManifest(scope, 'service-monitor', ServiceMonitor, {
    metadata: { name: `${release}-metrics`, ...(labels && { labels: { ...labels } }) },
    spec: {
      selector: { matchLabels: { 'control-plane': `${release}-controller` } },
      endpoints: [
        {
          port: 'https',
          path: '/metrics',
          scheme: ServiceMonitorSpecEndpointsScheme.HTTPS,
          interval: '30s',
          // The operator signs its certificate itself, anew at every start.
          tlsConfig: { insecureSkipVerify: true },
        },
      ],
    },
  });
}

/** The chart makes one where the CRD is there; everything would be read twice. */
export const WITHOUT_CHARTS_OWN: HelmReleaseSpecPostRenderersKustomizePatches = {
  target: { group: 'monitoring.coreos.com', kind: 'ServiceMonitor' },
  patch: `$patch: delete
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata:
  name: any
`,
};

/** Everything wrong with what is said of it. */
export function serviceMonitorProblems(said: ServiceMonitorOptions | false | undefined): Problem[] {
  return said === undefined || said === false ? [] : labelProblems('serviceMonitor.labels', said.labels ?? {});
}

/** O1: alerts in the app that look at metrics which nobody may read. Where there is one rule, their CRDs are there. */
export function unreadMetrics(scope: Construct): Warning[] {
  const isRule = (each: unknown) => ApiObject.isApiObject(each) && each.kind === 'PrometheusRule';
  return problemIf(
    scope.node.root.node.findAll().some(isRule),
    'serviceMonitor',
    "there is none, and the alerts of this app look at metrics that nobody reads unless the CRD of ServiceMonitors was there before VolSync's chart; write serviceMonitor: {}, or false where something else reads them",
    'O1',
  );
}
