import { defaults } from '../defaults';
import { ifGiven, type Problem, problemIf } from '../rules/problem';
import { show } from '../rules/show';
import { hasFluxVar } from '../values/flux-var';
import { given } from '../values/given';
import { booleanProblems } from '../values/known-keys';
import { isLine } from '../values/line';
import { nameProblems, namespaceProblems } from '../values/names';
import { type KustomizationRef, kustomizationRefsProblems } from './kustomization-ref';

/** A chart, as far as its Kustomization is named by it. */
export interface FluxChart {
  /** Namespace of the chart. @default none, for objects that have none */
  readonly namespace?: string;
  /** The chart's own id: the name of the app, as a rule. */
  readonly id: string;
}

/** How Flux finds and applies the output. Durations are Flux's: `30s`, `5m`, `1h30m`, no days. */
export interface FluxOptions {
  /** Path of the output folder in the source, as Flux sees it. @default `'./dist'` (`defaults.flux.path`) */
  readonly path?: string;
  /** The source that Flux takes the output from. @default `{ kind: 'GitRepository', name: 'flux-system' }` (`defaults.flux.source`) */
  readonly source?: {
    /** Kind of the source. */
    readonly kind: 'GitRepository' | 'OCIRepository' | 'Bucket' | 'ExternalArtifact';
    /** Name of the source. */
    readonly name: string;
    /** Namespace of the source. @default the Kustomizations' own namespace */
    readonly namespace?: string;
  };
  /** Where the Flux Kustomizations live. @default `'flux-system'` (`defaults.flux.namespace`) */
  readonly namespace?: string;
  /**
   * How the Flux Kustomization of a chart is called, and where it lives if that is not `namespace`. Another one on a
   * live cluster is another owner: move what is there before, as docs/gitops-app.md says.
   * @default `<namespace>-<id>` of the chart, in `namespace`
   */
  readonly kustomization?: (chart: FluxChart) => string | KustomizationRef;
  /**
   * Kustomizations made elsewhere that every one of this app waits for, such as that of the storage.
   * @default none
   */
  readonly dependsOn?: readonly KustomizationRef[];
  /**
   * How often Flux applies anew what somebody may have changed in the cluster.
   * @default `'1h'` (`defaults.flux.interval`)
   */
  readonly interval?: string;
  /** How soon Flux tries again what has failed. @default `'2m'` (`defaults.flux.retryInterval`) */
  readonly retryInterval?: string;
  /** How long Flux waits for what it has applied to become ready. @default `'5m'` (`defaults.flux.timeout`) */
  readonly timeout?: string;
  /** ConfigMaps and Secrets that hold the variables of `fluxVar()`. @default none */
  readonly substituteFrom?: readonly {
    /** Kind of the object. */
    readonly kind: 'ConfigMap' | 'Secret';
    /** Name of the object. */
    readonly name: string;
    /** Go on where there is no such object. @default false */
    readonly optional?: boolean;
  }[];
}

/** How Flux finds and applies the output, with everything decided. */
export type Flux = Required<FluxOptions>;

export function completeFlux(options: FluxOptions = {}): Flux {
  return {
    ...defaults.flux,
    substituteFrom: [],
    dependsOn: [],
    kustomization: kustomizationName,
    ...given(options),
  };
}

/**
 * Never the bare name of the app: that is what people call the Kustomization which deploys the app itself, and it would
 * be overwritten.
 */
export function kustomizationName({ namespace, id }: FluxChart): string {
  return namespace === undefined ? id : `${namespace}-${id}`;
}

export function fluxProblems(field: string, flux: Flux): Problem[] {
  const { source, substituteFrom } = flux;
  return [
    ...(['interval', 'retryInterval', 'timeout'] as const).flatMap((key) =>
      problemIf(
        !isFluxDuration(flux[key]),
        `${field}.${key}`,
        () => `${show(flux[key])} is not a Flux duration; write hours, minutes and seconds such as "1h30m"`,
      ),
    ),
    ...problemIf(
      !isLine(flux.path) || !/^\.(\/(?!\.\.?(\/|$))[^/\s$\\]+)*$/.test(flux.path),
      `${field}.path`,
      () => `${show(flux.path)} is not a path from the root of the source; write "./dist", without a slash at the end`,
    ),
    ...namespaceProblems(`${field}.namespace`, flux.namespace),
    ...problemIf(
      typeof flux.kustomization !== 'function',
      `${field}.kustomization`,
      () =>
        `${show(flux.kustomization)} is not a function; write kustomization: ({ namespace, id }) => \`\${id}-backup\``,
    ),
    ...kustomizationRefsProblems(`${field}.dependsOn`, flux.dependsOn),
    ...objectProblems(`${field}.source`, source, SOURCES),
    ...ifGiven(source?.namespace, (each) => namespaceProblems(`${field}.source.namespace`, each)),
    ...(Array.isArray(substituteFrom)
      ? substituteFrom.flatMap((each) => [
          ...objectProblems(`${field}.substituteFrom`, each, VALUES),
          ...booleanProblems(`${field}.substituteFrom.optional`, each?.optional, 'F1'),
        ])
      : problemIf(
          true,
          `${field}.substituteFrom`,
          () => `${show(substituteFrom)} is not a list; write [{ kind: 'Secret', name }]`,
        )),
    ...problemIf(
      hasFluxVar(show(flux)),
      field,
      'has a Flux variable, which Flux could not read before it knows its values; write it out',
      'F1',
    ),
  ];
}

const UNITS = { ms: 1e-3, s: 1, m: 60, h: 3600 } as const;

/** Whether a value is a duration of Flux, and one that Go can hold: 63 bits of nanoseconds. */
function isFluxDuration(value: unknown): boolean {
  if (typeof value !== 'string' || !/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(value)) {
    return false;
  }
  const parts = [...value.matchAll(/([\d.]+)(ms|s|m|h)/g)];
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * UNITS[unit as keyof typeof UNITS], 0) < 9.2e9;
}

const SOURCES: readonly Flux['source']['kind'][] = ['GitRepository', 'OCIRepository', 'Bucket', 'ExternalArtifact'];
const VALUES: readonly Flux['substituteFrom'][number]['kind'][] = ['ConfigMap', 'Secret'];

/** Checks an object in the cluster that Flux is told of. */
function objectProblems(
  field: string,
  object: { readonly kind: string; readonly name: string } | undefined,
  kinds: readonly string[],
): Problem[] {
  return [
    ...problemIf(
      !kinds.includes(object?.kind ?? ''),
      `${field}.kind`,
      () => `${show(object?.kind)} is not a kind that Flux reads here; write ${kinds.map(show).join(' or ')}`,
    ),
    ...nameProblems(`${field}.name`, object?.name, 253),
  ];
}
