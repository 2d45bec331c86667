import { Construct } from 'constructs';
import { ScaledObject } from '../../../imports/keda.sh';
import { isDuration } from '../../model/alerts/duration';
import { defaults } from '../../model/defaults';
import { ifGiven, type Problem, problemIf } from '../../model/rules/problem';
import { show } from '../../model/rules/show';
import { hostInAddress, hostProblems, isHostAndPort } from '../../model/values/host';
import { type KeysOf, unknownKeyProblems } from '../../model/values/known-keys';
import { isLine } from '../../model/values/line';
import { fittedName, nameLimits, nameProblems } from '../../model/values/names';
import { numberProblems } from '../../model/values/number';
import { addManifest, type Manifest } from '../../tree/manifest';
import { reportProblems } from '../../tree/validation';
import { constructArgs } from '../kit/args';

/** What is said of an app that stops while the NAS is away. */
export interface NfsScalerProps {
  /**
   * The workload to scale, by its name, in the chart's namespace. It has one replica: that is what it is scaled back
   * to. Nothing else may write `replicas` of it.
   */
  readonly app: string;
  /** Name of the ScaledObject, 54 characters at most. @default `<app>-nfs-scaler` */
  readonly name?: string;
  /** What kind of workload it is. @default `'Deployment'` (`defaults.nfsScaler.kind`) */
  readonly kind?: ScalableKind;
  /**
   * The NAS, by the name or address under which its port 2049 is probed.
   * @default none: a `query` of your own says what is asked
   */
  readonly server?: string;
  /**
   * What Prometheus is asked, one value: from 1 on the app may run, below that the NAS is away.
   * @default whether a probe of the `server` has got through within the `window`
   */
  readonly query?: string;
  /** Where KEDA asks Prometheus: `http://prometheus.observability.svc:9090`. */
  readonly serverAddress: string;
  /**
   * How long no probe at all may have got through before the NAS counts as away, in Prometheus' notation.
   * @default `'10m'` (`defaults.nfsScaler.window`)
   */
  readonly window?: string;
  /** Seconds from then on until the app is stopped. @default `60` (`defaults.nfsScaler.cooldownPeriod`) */
  readonly cooldownPeriod?: number;
}

/** The kinds of workload that can be scaled to zero and back. */
export type ScalableKind = 'Deployment' | 'StatefulSet';

/**
 * Scales an app to zero while the NAS is away, and back when it is there again, by KEDA and the blackbox exporter's
 * `probe_success`: a pod that hangs on a dead NFS mount ends neither by itself nor when it is killed.
 *
 * One probe that gets through within the window is enough, so an app is not stopped by a lost packet, and starts again
 * with the first answer. Where nothing is probed, or Prometheus itself is away, nobody knows, and nothing is scaled.
 * @example
 * ```ts
 * import { GitOpsApp, NfsScaler } from 'cdk8s-volsync-kopia';
 * import { home } from './cluster';
 *
 * const app = new GitOpsApp({ cluster: home });
 * new NfsScaler(app.chart('media', 'plex-scaler'), {
 *   app: 'plex',
 *   server: 'nas.internal',
 *   serverAddress: 'http://prometheus-operated.observability.svc:9090',
 * });
 * app.run();
 * ```
 */
export class NfsScaler extends Construct {
  /** The ScaledObject. */
  readonly scaledObject: Manifest;

  constructor(scope: Construct, props: NfsScalerProps);
  constructor(scope: Construct, id: string, props: NfsScalerProps);
  constructor(scope: Construct, idOrProps: string | NfsScalerProps, maybeProps?: NfsScalerProps) {
    const { id, props } = constructArgs(
      scope,
      idOrProps,
      maybeProps,
      ({ app }) => `nfs-scaler-${app}`,
      NFS_SCALER_KEYS,
    );
    super(scope, id);
    const scaler = {
      name: fittedName(props.app, '-nfs-scaler', nameLimits.scaledObject),
      ...defaults.nfsScaler,
      ...props,
    };

    this.scaledObject = addManifest(this, 'Resource', ScaledObject, {
      metadata: { name: scaler.name },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: scaler.kind, name: scaler.app },
        minReplicaCount: 0,
        maxReplicaCount: 1,
        cooldownPeriod: scaler.cooldownPeriod,
        // Taking the scaler away must not leave the app stopped.
        advanced: { restoreToOriginalReplicaCount: true },
        triggers: [
          {
            type: 'prometheus',
            metadata: {
              serverAddress: scaler.serverAddress,
              query: scaler.query ?? probed(scaler),
              threshold: '1',
              // KEDA would take an empty answer for 0, a NAS that is away. As an error it leaves the app as it is.
              ignoreNullValues: 'false',
            },
          },
        ],
      },
    });

    reportProblems(this, () => [...unknownKeyProblems('', props, NFS_SCALER_KEYS), ...scalerProblems(props, scaler)]);
  }
}

export const NFS_SCALER_KEYS: KeysOf<NfsScalerProps> = {
  app: true,
  name: true,
  kind: true,
  server: true,
  query: true,
  serverAddress: true,
  window: true,
  cooldownPeriod: true,
};

const KINDS: readonly string[] = ['Deployment', 'StatefulSet'] satisfies ScalableKind[];

/** `max` because KEDA takes one value only, and several probers give several. */
function probed({ server, window }: Pick<Declared, 'server' | 'window'>): string {
  const host = hostInAddress(`${server}`);
  return `max(max_over_time(probe_success{instance=${JSON.stringify(`${host}:2049`)}}[${window}]))`;
}

type Declared = NfsScalerProps & Required<Pick<NfsScalerProps, 'name' | keyof typeof defaults.nfsScaler>>;

/** What is asked is said in one way: of two, one would be for nothing. */
function queryProblems({ server, query, window }: NfsScalerProps): Problem[] {
  if (query === undefined) {
    return server === undefined
      ? problemIf(true, 'server', () => 'is missing; write the name or the address of the NAS, or a query of your own')
      : hostProblems('server', server);
  }
  const besides = Object.entries({ server, window }).flatMap(([key, value]) => (value === undefined ? [] : [key]));
  return [
    ...problemIf(
      !isLine(query),
      'query',
      () => `${show(query)} is not a question that Prometheus answers; write one line of PromQL, or remove it`,
    ),
    ...problemIf(
      besides.length > 0,
      'query',
      () => `with a query of your own nothing reads ${besides.join(' and ')}; remove the one or the other`,
    ),
  ];
}

function scalerProblems(props: NfsScalerProps, scaler: Declared): Problem[] {
  const { app, name, kind, serverAddress, window, cooldownPeriod } = scaler;
  return [
    ...nameProblems('app', app, 63),
    ...ifGiven(props.name, () => nameProblems('name', name, nameLimits.scaledObject)),
    ...queryProblems(props),
    ...problemIf(
      !KINDS.includes(kind),
      'kind',
      () => `${show(kind)} is not what KEDA can scale to zero here; write ${KINDS.map(show).join(' or ')}`,
    ),
    ...problemIf(
      !isWebAddress(serverAddress),
      'serverAddress',
      () =>
        `${show(serverAddress)} is not the address of Prometheus; write it such as "http://prometheus.observability.svc:9090"`,
    ),
    ...problemIf(
      !isDuration(window),
      'window',
      () =>
        `${show(window)} is not a duration of Prometheus; write days, hours, minutes and seconds such as "10m" or "1h30m"`,
    ),
    ...numberProblems('cooldownPeriod', cooldownPeriod, 0, 'seconds'),
  ];
}

function isWebAddress(value: unknown): boolean {
  const [, host] = (typeof value === 'string' && /^https?:\/\/([^\s/]+)(\/\S*)?$/.exec(value)) || [];
  return isHostAndPort(host);
}
