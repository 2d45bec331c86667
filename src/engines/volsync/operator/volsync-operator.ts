import { JsonPatch } from 'cdk8s';
import { Construct } from 'constructs';
import { constructArgs } from '../../../constructs/kit/args';
import { addHelmChart, CHART_KEYS, chartProblems, type HelmChart } from '../../../constructs/kit/helm-chart';
import { IMAGE_KEYS, type Image, imageProblems } from '../../../model/values/image';
import { isSet, type KeysOf, unknownKeyProblems } from '../../../model/values/known-keys';
import { isAbove, RESOURCES_KEYS, type Resources, resourcesProblems } from '../../../model/values/resources';
import type { Manifest } from '../../../tree/manifest';
import { reportProblems, reportWarnings } from '../../../tree/validation';
import { versions } from '../../../versions';
import { enterOperator } from './service-account';
import {
  addServiceMonitor,
  type ServiceMonitorOptions,
  serviceMonitorProblems,
  unreadMetrics,
  WITHOUT_CHARTS_OWN,
} from './service-monitor';

export type { ServiceMonitorOptions } from './service-monitor';

/** What is said of the operator. */
export interface VolsyncOperatorProps {
  /**
   * The image of the operator and of all movers, `repository` and `tag`; it belongs to the chart.
   * @default the fork's, as pinned with this version
   */
  readonly image?: Partial<Image>;
  /** The chart, `url` and `tag`. @default the mirror of the fork's chart, as pinned with this version */
  readonly chart?: Partial<HelmChart>;
  /**
   * CPU and memory of the operator itself; movers have their own. What is left out is the chart's, which asks for 100m
   * and 64Mi, and sets limits of 1 CPU and 1Gi; of these goes what does not fit with what is said here.
   * @default the chart's
   */
  readonly resources?: Resources;
  /**
   * Have Prometheus read VolSync's metrics, by a ServiceMonitor that does not depend on what came first; its CRD must be there.
   * The chart makes one only where that is so when it is installed or upgraded, and that one is then left out.
   * `false` says that something else reads them.
   * @default none but the chart's own; a warning where the app has alerts (rule O1)
   */
  readonly serviceMonitor?: ServiceMonitorOptions | false;
}

/**
 * Installs VolSync in the fork that runs Kopia, by Flux: an OCIRepository and a HelmRelease. Its CRDs come with the
 * release and stay when it goes, and with them every claim's backup.
 *
 * Whatever else the chart can be told goes by a JSON patch: `release.addJsonPatch(JsonPatch.add('/spec/values/…', …))`.
 * @example
 * ```ts
 * import { GitOpsApp, VolsyncOperator } from 'cdk8s-volsync-kopia';
 * import { home } from './cluster';
 *
 * const app = new GitOpsApp({ cluster: home });
 * new VolsyncOperator(app.chart('storage', 'volsync'), { resources: { limits: { memory: '512Mi' } } });
 * app.run();
 * ```
 */
export class VolsyncOperator extends Construct {
  /** The OCIRepository that the chart is taken from. */
  readonly source: Manifest;
  /** The HelmRelease of the chart. */
  readonly release: Manifest;
  /** The ServiceMonitor; none unless it is asked for. */
  readonly serviceMonitor: Manifest | undefined;

  constructor(scope: Construct, props?: VolsyncOperatorProps);
  constructor(scope: Construct, id: string, props?: VolsyncOperatorProps);
  constructor(scope: Construct, idOrProps?: string | VolsyncOperatorProps, maybeProps?: VolsyncOperatorProps) {
    const { id, props } = constructArgs(
      scope,
      idOrProps,
      maybeProps ?? {},
      () => 'volsync-operator',
      VOLSYNC_OPERATOR_KEYS,
    );
    super(scope, id);
    const image = { ...versions.images.volsync, ...props.image };
    const chart = { ...versions.charts.volsync, ...props.chart };

    const { serviceMonitor } = props;
    const patches = isSet(serviceMonitor) ? [WITHOUT_CHARTS_OWN] : undefined;
    const { source, release } = addHelmChart(this, {
      name: NAME,
      chart,
      patches,
      values: values(image, props.resources),
    });
    // Helm merges these with the chart's; null, which takes one of them out, no binding lets through.
    for (const path of displaced(props.resources)) {
      release.addJsonPatch(JsonPatch.add(`/spec/values/resources/${path}`, null));
    }
    this.source = source;
    this.release = release;
    enterOperator(this, release);
    this.serviceMonitor = isSet(serviceMonitor) ? addServiceMonitor(this, NAME, serviceMonitor) : undefined;

    reportProblems(this, () => [
      ...unknownKeyProblems('', props, VOLSYNC_OPERATOR_KEYS),
      ...imageProblems('image', image),
      ...chartProblems('chart', chart),
      ...resourcesProblems('resources', props.resources),
      ...serviceMonitorProblems(serviceMonitor),
    ]);
    reportWarnings(this, () => (serviceMonitor === undefined ? unreadMetrics(this) : []));
  }
}

export const VOLSYNC_OPERATOR_KEYS: KeysOf<VolsyncOperatorProps> = {
  image: IMAGE_KEYS,
  chart: CHART_KEYS,
  resources: RESOURCES_KEYS,
  serviceMonitor: (value) => (value === false ? true : { labels: 'map' }),
};

const NAME = 'volsync';

/** A mover has an image of its own in the chart, each with a default that does not follow the operator's. */
const MOVERS = ['kopia', 'rclone', 'restic', 'rsync', 'rsync-tls', 'syncthing'] as const;

/** The operator reads no files of anybody, so it is nobody. */
const NOBODY = 65534;

function values(image: Image, resources: Resources | undefined) {
  return {
    // The mirror names the chart after the fork; alerts look for the Service, and so the metrics' job, `volsync-metrics`.
    fullnameOverride: NAME,
    image,
    ...Object.fromEntries(MOVERS.map((mover) => [mover, image])),
    manageCRDs: true,
    // The chart's ServiceMonitor brings no token, so with authentication nothing is scraped and nothing can be alerted on.
    metrics: { disableAuth: true },
    podSecurityContext: {
      runAsNonRoot: true,
      runAsUser: NOBODY,
      runAsGroup: NOBODY,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    ...(resources && {
      resources: Object.fromEntries(
        (['requests', 'limits'] as const)
          .filter((kind) => resources[kind] || displaced(resources).some((path) => path.startsWith(kind)))
          .map((kind) => [kind, { ...resources[kind] }]),
      ),
    }),
  };
}

/** What the chart sets for its first container, which Helm merges with what it is told. */
const CHART_RESOURCES: Required<Resources> = {
  requests: { cpu: '100m', memory: '64Mi' },
  limits: { cpu: '1', memory: '1Gi' },
};

/** What the chart sets and no API server would accept beside what is declared, as `limits/memory`. */
function displaced(resources: Resources | undefined): string[] {
  // Plain JavaScript may give anything, which is reported.
  const own = (kind: keyof Resources): Readonly<Record<string, string>> => Object(resources?.[kind] ?? {});
  const [requests, limits] = [own('requests'), own('limits')];
  const isOwn = (values: object, name: string) => Object.hasOwn(values, name);
  return Object.keys(CHART_RESOURCES.requests).flatMap((name) => [
    ...(isOwn(requests, name) &&
    !isOwn(limits, name) &&
    isAbove(name, requests[name] ?? '', CHART_RESOURCES.limits[name])
      ? [`limits/${name}`]
      : []),
    ...(isOwn(limits, name) &&
    !isOwn(requests, name) &&
    isAbove(name, CHART_RESOURCES.requests[name] ?? '', limits[name])
      ? [`requests/${name}`]
      : []),
  ]);
}
