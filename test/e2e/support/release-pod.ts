import type { Manifest } from '../../support/manifest-tree';
import type { Container, EnvVar, PodSpec, Volume } from './pod-spec';

/** The values of a release of app-template that has one container; whatever else stands in them is an error. */
interface Values {
  readonly controllers: Readonly<
    Record<
      string,
      {
        readonly strategy?: string;
        readonly annotations?: object;
        readonly containers: Readonly<Record<string, ContainerValues>>;
      }
    >
  >;
  readonly defaultPodOptions: Omit<PodSpec, 'containers' | 'initContainers' | 'volumes'>;
  readonly persistence: Readonly<Record<string, Persistence>>;
  readonly configMaps?: Readonly<Record<string, { readonly data: Readonly<Record<string, string>> }>>;
}

type ContainerValues = Omit<Container, 'name' | 'image' | 'env' | 'volumeMounts'> & {
  readonly image: { readonly repository: string; readonly tag: string };
  readonly env: Readonly<Record<string, string | Omit<EnvVar, 'name' | 'value'>>>;
  readonly probes: Readonly<Record<string, { readonly spec: { readonly tcpSocket: { readonly port: number } } }>>;
};

interface Persistence {
  readonly type: string;
  readonly globalMounts: readonly { readonly path: string; readonly subPath?: string; readonly readOnly?: boolean }[];
  readonly sizeLimit?: string;
  readonly identifier?: string;
  readonly name?: string;
  readonly server?: string;
  readonly path?: string;
  readonly existingClaim?: string;
  readonly size?: string;
}

/** The pod that app-template 5 makes of a HelmRelease's values. The chart itself is not here. */
export function releasePod({ metadata, spec }: Manifest): PodSpec {
  const { controllers, defaultPodOptions, persistence } = valuesOf(spec);
  const [{ containers: declared } = { containers: {} }] = Object.values(controllers);
  // Go goes through a map in the order of its keys.
  const volumes = Object.entries(persistence).sort(([a], [b]) => (a < b ? -1 : 1));
  const containers = Object.entries(declared).map(([name, { image, env, probes: _, ...rest }]) => ({
    ...rest,
    name,
    image: `${image.repository}:${image.tag}`,
    env: Object.entries(env).map(([key, value]) => ({
      name: key,
      ...(typeof value === 'string' ? { value } : value),
    })),
    volumeMounts: volumes.flatMap(([volume, { globalMounts }]) =>
      globalMounts.map(({ path, ...mount }) => ({ name: volume, mountPath: path, ...mount })),
    ),
  }));
  return {
    ...defaultPodOptions,
    containers,
    volumes: volumes.map(([name, volume]) => volumeOf(name, volume, metadata.name)),
  };
}

/** The ConfigMaps of a release. Where there is one, it is called like the release. */
export function releaseConfigMaps({ metadata, spec }: Manifest): ReadonlyMap<string, Readonly<Record<string, string>>> {
  const maps = Object.values(valuesOf(spec).configMaps ?? {});
  if (maps.length > 1) throw new Error('several ConfigMaps of one release have names of their own');
  return new Map(maps.map(({ data }) => [`${metadata.namespace}/${metadata.name}`, data]));
}

/** The ports that the kubelet probes by TCP, each once. */
export function tcpProbes({ spec }: Manifest): number[] {
  const containers = Object.values(valuesOf(spec).controllers).flatMap((each) => Object.values(each.containers));
  const probes = containers.flatMap((each) => Object.values(each.probes));
  return [...new Set(probes.map((probe) => probe.spec.tcpSocket.port))];
}

function valuesOf(spec: unknown): Values {
  return (spec as { readonly values: Values }).values;
}

function volumeOf(name: string, volume: Persistence, release: string): Volume {
  const { type, sizeLimit, identifier, name: secretName, server, path, existingClaim, size } = volume;
  switch (type) {
    case 'persistentVolumeClaim':
      // One that the chart makes is called like the release.
      if (existingClaim !== undefined || size !== undefined) {
        return { name, persistentVolumeClaim: { claimName: existingClaim ?? release } };
      }
      break;
    case 'emptyDir':
      return { name, emptyDir: { sizeLimit } };
    case 'nfs':
      if (server !== undefined && path !== undefined) return { name, nfs: { server, path } };
      break;
    case 'configMap':
      if (identifier !== undefined) return { name, configMap: { name: release } };
      break;
    case 'secret':
      if (secretName !== undefined) return { name, secret: { secretName } };
      break;
  }
  throw new Error(`${name}: app-template makes no volume of ${JSON.stringify(volume)}`);
}
