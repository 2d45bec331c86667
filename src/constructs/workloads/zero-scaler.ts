import { Construct } from 'constructs';
import { seconds } from '../../model/alerts/duration';
import type { Cluster as ClusterValue } from '../../model/cluster/cluster';
import { kubernetesMinor } from '../../model/cluster/kubernetes';
import { defaults } from '../../model/defaults';
import { type Problem, problemIf, type Warning } from '../../model/rules/problem';
import { show } from '../../model/rules/show';
import { type KeysOf, unknownKeyProblems } from '../../model/values/known-keys';
import { labelProblems } from '../../model/values/labels';
import { nameProblems } from '../../model/values/names';
import { Cluster } from '../../tree/cluster-scope';
import { KubeHorizontalPodAutoscalerV2, Scalar } from '../../tree/kubernetes-kinds';
import { addManifest, type Manifest } from '../../tree/manifest';
import { reportProblems, warn } from '../../tree/validation';
import { constructArgs } from '../kit/args';
import type { ScalableKind } from './nfs-scaler';

/** What is said of an app that stops while something is away that Kubernetes itself can be told of. */
export interface ZeroScalerProps {
  /**
   * The workload to scale, by its name, in the chart's namespace. It has one replica: that is what it is scaled back
   * to. Nothing else may write `replicas` of it.
   */
  readonly app: string;
  /** Name of the HorizontalPodAutoscaler. @default the app's */
  readonly name?: string;
  /** What kind of workload it is. @default `'Deployment'` (`defaults.zeroScaler.kind`) */
  readonly kind?: ScalableKind;
  /** The metric, as the adapter of external metrics calls it. @default `'probe_success'` (`defaults.zeroScaler.metric`) */
  readonly metric?: string;
  /**
   * Labels that pick one series of the metric, no more. Their values are those of Kubernetes' labels, so no port can be
   * in one. @default `{ job: 'nfs_probe' }` (`defaults.zeroScaler.selector`)
   */
  readonly selector?: Readonly<Record<string, string>>;
  /** What the metric is while all is well; 0 stops the app. @default `'1'` (`defaults.zeroScaler.value`) */
  readonly value?: string;
  /**
   * How long the metric must have been 0 before the app is stopped: `'0s'` at once, an hour at most. It starts again
   * with the first other value. @default `'10m'` (`defaults.zeroScaler.window`)
   */
  readonly window?: string;
}

/**
 * Scales an app to zero while the NAS, or whatever else a probe looks at, is away, and back when it is there again, by
 * Kubernetes' own HorizontalPodAutoscaler: what `NfsScaler` does by KEDA.
 *
 * Where the metric is away, nobody knows, and nothing is scaled. An autoscaler that may scale to zero wants Kubernetes
 * 1.37, or the feature gate `HPAScaleToZero` before it (rule A3).
 * @example
 * ```ts
 * import { GitOpsApp, ZeroScaler } from 'cdk8s-volsync-kopia';
 * import { home } from './cluster';
 *
 * const app = new GitOpsApp({ cluster: { ...home, kubernetes: '1.37' } });
 * new ZeroScaler(app.chart('media', 'plex-scaler'), { app: 'plex' });
 * app.run();
 * ```
 */
export class ZeroScaler extends Construct {
  /** The HorizontalPodAutoscaler. */
  readonly autoscaler: Manifest;

  constructor(scope: Construct, props: ZeroScalerProps);
  constructor(scope: Construct, id: string, props: ZeroScalerProps);
  constructor(scope: Construct, idOrProps: string | ZeroScalerProps, maybeProps?: ZeroScalerProps) {
    const { id, props } = constructArgs(
      scope,
      idOrProps,
      maybeProps,
      ({ app }) => `zero-scaler-${app}`,
      ZERO_SCALER_KEYS,
    );
    super(scope, id);
    const scaler: Required<ZeroScalerProps> = { name: props.app, ...defaults.zeroScaler, ...props };

    this.autoscaler = addManifest(this, 'Resource', KubeHorizontalPodAutoscalerV2, {
      metadata: { name: scaler.name },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: scaler.kind, name: scaler.app },
        minReplicas: 0,
        maxReplicas: 1,
        metrics: [
          {
            type: 'External',
            external: {
              metric: { name: scaler.metric, selector: { matchLabels: { ...scaler.selector } } },
              target: { type: 'Value', value: new Scalar(`${scaler.value}`) },
            },
          },
        ],
        behavior: { scaleDown: { stabilizationWindowSeconds: seconds(scaler.window) ?? 0 } },
      },
    });

    reportProblems(this, () => [...unknownKeyProblems('', props, ZERO_SCALER_KEYS), ...scalerProblems(scaler)]);
    for (const warning of gateWarnings(Cluster.of(this))) {
      warn(this, warning);
    }
  }
}

export const ZERO_SCALER_KEYS: KeysOf<ZeroScalerProps> = {
  app: true,
  name: true,
  kind: true,
  metric: true,
  selector: 'map',
  value: true,
  window: true,
};

const KINDS: readonly string[] = ['Deployment', 'StatefulSet'] satisfies ScalableKind[];

/** The longest that an autoscaler may wait. */
const LONGEST_WINDOW = 3600;

function scalerProblems({ app, name, kind, metric, selector, value, window }: Required<ZeroScalerProps>): Problem[] {
  const waits = seconds(window);
  return [
    ...nameProblems('app', app, 63),
    ...(name === app ? [] : nameProblems('name', name, 253)),
    ...problemIf(
      !KINDS.includes(kind),
      'kind',
      () => `${show(kind)} is not what an autoscaler can scale to zero here; write ${KINDS.map(show).join(' or ')}`,
    ),
    ...problemIf(
      typeof metric !== 'string' || !/^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(metric),
      'metric',
      () => `${show(metric)} is not the name of a metric; write letters, digits and "_", such as "probe_success"`,
    ),
    ...problemIf(
      Object.keys(selector).length === 0,
      'selector',
      () =>
        `${show(selector)} picks every series there is, and the autoscaler adds them up; name the one, such as { job: "nfs_probe" }`,
    ),
    ...labelProblems('selector', selector),
    ...problemIf(
      !/^(?=.*[1-9])(\d+(\.\d+)?|\d+m)$/.test(typeof value === 'string' ? value : ''),
      'value',
      () =>
        `${show(value)} is not what a metric can be while all is well; write a number above 0 in quotes, such as "1"`,
    ),
    ...problemIf(
      waits === undefined || waits > LONGEST_WINDOW,
      'window',
      () =>
        `${show(window)} is not how long an autoscaler can wait; write minutes and seconds up to "1h", such as "10m"`,
    ),
  ];
}

/** The first minor whose API server takes such an autoscaler by itself. */
const TAKES_ZERO = 37;

/** A3: what the API server refuses stops the whole chart. */
function gateWarnings({ kubernetes, featureGates = [] }: ClusterValue): Warning[] {
  return problemIf(
    (kubernetesMinor(kubernetes) ?? TAKES_ZERO) < TAKES_ZERO && !featureGates.includes('HPAScaleToZero'),
    'kubernetes',
    () =>
      `${show(kubernetes)} takes an autoscaler that scales to zero only with the feature gate HPAScaleToZero=true, of kube-apiserver and of kube-controller-manager; set it, then declare featureGates: ['HPAScaleToZero'] in the cluster`,
    'A3',
  );
}
