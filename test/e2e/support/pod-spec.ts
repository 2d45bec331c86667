/** A pod's spec as far as the tests' kubelet knows it. */
export interface PodSpec {
  readonly restartPolicy?: string;
  readonly automountServiceAccountToken?: boolean;
  readonly enableServiceLinks?: boolean;
  readonly securityContext?: PodSecurityContext;
  readonly initContainers?: readonly Container[];
  readonly containers: readonly Container[];
  readonly volumes?: readonly Volume[];
}

export interface PodSecurityContext {
  readonly runAsUser?: number;
  readonly runAsGroup?: number;
  readonly runAsNonRoot?: boolean;
  readonly fsGroup?: number;
  readonly fsGroupChangePolicy?: string;
  readonly seccompProfile?: object;
}

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly workingDir?: string;
  readonly env?: readonly EnvVar[];
  readonly envFrom?: readonly { readonly secretRef: { readonly name: string } }[];
  readonly resources?: object;
  readonly securityContext?: ContainerSecurityContext;
  readonly volumeMounts?: readonly VolumeMount[];
}

export interface ContainerSecurityContext {
  readonly allowPrivilegeEscalation?: boolean;
  readonly readOnlyRootFilesystem?: boolean;
  readonly capabilities?: { readonly drop?: readonly string[] };
}

export interface EnvVar {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: {
    readonly secretKeyRef: { readonly name: string; readonly key: string; readonly optional?: boolean };
  };
}

export interface VolumeMount {
  readonly name: string;
  readonly mountPath: string;
  readonly subPath?: string;
  readonly readOnly?: boolean;
}

export interface Volume {
  readonly name: string;
  readonly emptyDir?: { readonly sizeLimit?: string };
  readonly nfs?: { readonly server: string; readonly path: string; readonly readOnly?: boolean };
  readonly persistentVolumeClaim?: { readonly claimName: string; readonly readOnly?: boolean };
  readonly secret?: { readonly secretName: string; readonly items?: readonly KeyToPath[] };
  readonly configMap?: { readonly name: string; readonly items?: readonly KeyToPath[] };
}

export interface KeyToPath {
  readonly key: string;
  readonly path: string;
}

/** The fields of each part that are heeded, or that change nothing where a pod runs alone. */
const FIELDS = {
  spec: keys<PodSpec>({
    restartPolicy: true,
    automountServiceAccountToken: true,
    enableServiceLinks: true,
    securityContext: true,
    initContainers: true,
    containers: true,
    volumes: true,
  }),
  'spec.securityContext': keys<PodSecurityContext>({
    runAsUser: true,
    runAsGroup: true,
    runAsNonRoot: true,
    fsGroup: true,
    fsGroupChangePolicy: true,
    seccompProfile: true,
  }),
  container: keys<Container>({
    name: true,
    image: true,
    command: true,
    args: true,
    workingDir: true,
    env: true,
    envFrom: true,
    resources: true,
    securityContext: true,
    volumeMounts: true,
  }),
  'container.securityContext': keys<ContainerSecurityContext>({
    allowPrivilegeEscalation: true,
    readOnlyRootFilesystem: true,
    capabilities: true,
  }),
  mount: keys<VolumeMount>({ name: true, mountPath: true, subPath: true, readOnly: true }),
  volume: keys<Volume>({
    name: true,
    emptyDir: true,
    nfs: true,
    persistentVolumeClaim: true,
    secret: true,
    configMap: true,
  }),
};

function keys<T>(known: Readonly<Record<keyof T, true>>): string[] {
  return Object.keys(known);
}

/** Throws where a spec says something that the tests' kubelet would not heed: what is emitted must not go untried. */
export function refuseUnknown(spec: PodSpec): void {
  const check = (part: keyof typeof FIELDS, value: object | undefined) => {
    const unknown = Object.keys(value ?? {}).filter((key) => !FIELDS[part].includes(key));
    if (unknown.length > 0) throw new Error(`${part}: the tests' kubelet does not know ${unknown.join(', ')}`);
  };
  check('spec', spec);
  check('spec.securityContext', spec.securityContext);
  for (const container of containersOf(spec)) {
    check('container', container);
    check('container.securityContext', container.securityContext);
    for (const mount of container.volumeMounts ?? []) check('mount', mount);
  }
  for (const volume of spec.volumes ?? []) check('volume', volume);
}

/** A pod whose containers run in this order, one after the other. */
export function inTurn(spec: Omit<PodSpec, 'containers'>, containers: readonly Container[]): PodSpec {
  return { ...spec, initContainers: containers.slice(0, -1), containers: containers.slice(-1) };
}

/** In the order in which they are started, one after the other. */
export function containersOf({ initContainers = [], containers }: PodSpec): readonly Container[] {
  return [...initContainers, ...containers];
}
