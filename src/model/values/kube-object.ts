/** An object as it is written: plain JSON. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata?: {
    readonly name?: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  /** What a list holds. */
  readonly items?: unknown;
  /** What the rules look into. */
  readonly spec?: {
    readonly trigger?: Readonly<Record<string, string>>;
    readonly schedule?: string;
    readonly sourcePVC?: string;
    readonly paused?: boolean;
    readonly dataSourceRef?: { readonly kind?: string; readonly name?: string; readonly namespace?: string };
    readonly kopia?: {
      readonly enableFileDeletion?: boolean;
      readonly destinationPVC?: string;
      readonly retain?: Readonly<Record<string, unknown>>;
      readonly sourcePathOverride?: string;
      readonly sourceIdentity?: { readonly sourceName?: string; readonly sourceNamespace?: string };
      readonly username?: string;
      readonly hostname?: string;
      readonly copyMethod?: string;
      readonly shallow?: number;
      readonly previous?: number;
      readonly restoreAsOf?: string;
    };
  };
}

/** What an object's label or annotation says to Flux; Flux reads both. */
export function fluxSwitch({ metadata }: KubeObject, name: string): string | undefined {
  const key = `kustomize.toolkit.fluxcd.io/${name}`;
  return metadata?.annotations?.[key] ?? metadata?.labels?.[key];
}
