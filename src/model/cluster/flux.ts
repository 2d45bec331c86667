import { defaults } from '../defaults';
import { type Problem, show } from '../rules/problem';
import { hasFluxVar } from '../values/flux-var';
import { given } from '../values/given';
import { namespaceProblems } from '../values/names';

/** How Flux finds and applies the output. Durations are Flux's: `30s`, `5m`, `1h30m`, no days. */
export interface FluxOptions {
  /** Path of the output folder in the source, as Flux sees it. @default './dist' */
  readonly path?: string;
  /** @default { kind: 'GitRepository', name: 'flux-system' } */
  readonly source?: {
    readonly kind: 'GitRepository' | 'OCIRepository' | 'Bucket' | 'ExternalArtifact';
    readonly name: string;
    /** @default the Kustomizations' own namespace */
    readonly namespace?: string;
  };
  /** Where the Flux Kustomizations live. @default 'flux-system' */
  readonly namespace?: string;
  /** @default '1h' */
  readonly interval?: string;
  /** @default '2m' */
  readonly retryInterval?: string;
  /** @default '5m' */
  readonly timeout?: string;
  /** ConfigMaps and Secrets that hold the variables of `fluxVar()`. @default none */
  readonly substituteFrom?: readonly {
    readonly kind: 'ConfigMap' | 'Secret';
    readonly name: string;
    readonly optional?: boolean;
  }[];
}

export type Flux = Required<FluxOptions>;

export function completeFlux(options: FluxOptions = {}): Flux {
  return {
    ...defaults.flux,
    substituteFrom: [],
    ...given(options),
  };
}

export function fluxProblems(field: string, flux: Flux): Problem[] {
  const durations = (['interval', 'retryInterval', 'timeout'] as const).filter(
    (key) => !/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(flux[key]),
  );
  return [
    ...durations.map((key) => ({
      field: `${field}.${key}`,
      text: `${show(flux[key])} is not a Flux duration; write hours, minutes and seconds such as "1h30m"`,
    })),
    ...(/^\.(\/[^/]+)*$/.test(flux.path)
      ? []
      : [
          {
            field: `${field}.path`,
            text: `${show(flux.path)} is not a path from the root of the source; write "./dist", without a slash at the end`,
          },
        ]),
    ...namespaceProblems(`${field}.namespace`, flux.namespace),
    ...(hasFluxVar(show(flux))
      ? [
          {
            field,
            text: 'has a Flux variable, which Flux could not read before it knows its values; write it out',
            rule: 'F1' as const,
          },
        ]
      : []),
  ];
}
