import type { k8s } from 'cdk8s-plus-30';
import type { Cluster } from '../../model/cluster/cluster';
import { type Mover, moverSecurityContext } from '../../model/cluster/mover';
import { defaults } from '../../model/defaults';
import { placementFields } from '../../model/placement/placement';
import { decidePods, type Pods } from '../../model/placement/pods';
import type { DecidedCustomCa } from '../../model/repository/custom-ca';
import type { RepositoryVolume } from '../../model/repository/kind';
import type { Image } from '../../model/values/image';
import type { Quantity } from '../../model/values/quantity';
import { completeResources, type Resources } from '../../model/values/resources';
import { imageRef, versions } from '../../versions';
import { quantity, resourceFields } from '../kit/quantities';
import { kopiaPaths } from './connection';
import type { KopiaPodOptions } from './options';
import type { FileVolume, SecretVariable } from './secret';
import { trustMounts, trustVariables, trustVolumes } from './trust';

/** A pod with everything decided. */
export interface KopiaPod extends Pods {
  readonly mover: Mover;
  readonly image: Image;
  readonly cache: Quantity;
  readonly resources: Resources;
  readonly podAnnotations: Readonly<Record<string, string>> | undefined;
}

export function decideKopiaPod(declared: KopiaPodOptions, cluster: Cluster): KopiaPod {
  const {
    mover,
    image = versions.images.kopia,
    cache,
    resources,
    podAnnotations,
  } = {
    ...defaults.kopiaJob,
    ...declared,
  };
  return {
    mover: { ...cluster.mover, ...mover },
    image,
    cache,
    resources: completeResources(resources, defaults.kopiaJob.resources),
    podAnnotations,
    ...decidePods(declared, cluster),
  };
}

/** What a pod does with Kopia. */
export interface KopiaWork {
  /** The variables that are taken from Secrets. */
  readonly variables: readonly SecretVariable[];
  /** What Kopia reads as files, next to each other. */
  readonly files: readonly FileVolume[];
  /** The volume that the repository is on, where it is on one. */
  readonly volume: RepositoryVolume | undefined;
  /** Whether the volume is written to. */
  readonly writes: boolean;
  /** The certificate authorities that are trusted beside the public ones. */
  readonly authorities: readonly DecidedCustomCa[];
  /** What runs by container, in order: each starts when the one before has ended well. */
  readonly commands: readonly KopiaCommand[];
}

/** A call of Kopia, or of a script for `sh` that calls it. */
export interface KopiaCommand {
  readonly name: string;
  /** The variables that it takes from Secrets. @default those of the pod's work */
  readonly variables?: readonly SecretVariable[];
  /** Path of the script. @default none, and the arguments are Kopia's own */
  readonly script?: string;
  readonly args: readonly string[];
}

/** A pod that runs Kopia and nothing else, with no secret in what it is called with (rule S2). */
export function kopiaPodSpec(pod: KopiaPod, work: KopiaWork): k8s.PodSpec {
  const containers = work.commands.map((command) => container(command, pod, work));
  return {
    restartPolicy: 'Never',
    automountServiceAccountToken: false,
    // A Service named "kopia" would put variables with Kopia's own prefix into the environment.
    enableServiceLinks: false,
    securityContext: moverSecurityContext(pod.mover),
    ...placementFields(pod.placement),
    ...(containers.length > 1 && { initContainers: containers.slice(0, -1) }),
    containers: containers.slice(-1),
    volumes: volumes(pod, work),
  };
}

/** What the pod is called by; its own labels count. */
export function kopiaPodMetadata({ podLabels, podAnnotations }: KopiaPod, labels: Record<string, string>) {
  return { labels: { ...podLabels, ...labels }, ...(podAnnotations && { annotations: { ...podAnnotations } }) };
}

function container(called: KopiaCommand, { image, resources }: KopiaPod, work: KopiaWork): k8s.Container {
  const { name, variables = work.variables, script, args } = called;
  return {
    name,
    image: imageRef(image),
    // The image's own entrypoint would start a server.
    command: script === undefined ? ['kopia'] : ['sh', script],
    args: [...args],
    env: environment({ ...work, variables }),
    resources: resourceFields(resources),
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    },
    volumeMounts: mounts(work),
  };
}

function environment({ variables, authorities }: KopiaWork): k8s.EnvVar[] {
  const plain = {
    KOPIA_CONFIG_PATH: kopiaPaths.connection,
    KOPIA_CACHE_DIRECTORY: kopiaPaths.cache,
    KOPIA_LOG_DIR: kopiaPaths.logs,
    KOPIA_CHECK_FOR_UPDATES: 'false',
    KOPIA_PERSIST_CREDENTIALS_ON_CONNECT: 'false',
    HOME: kopiaPaths.home,
    // The uid need not be one that the image knows.
    USER: 'kopia',
    ...trustVariables(authorities),
  };
  return [
    ...Object.entries(plain).map(([name, value]) => ({ name, value })),
    ...variables.map(({ name, secret }) => ({ name, valueFrom: { secretKeyRef: { name: secret, key: name } } })),
  ];
}

function volumes({ cache }: KopiaPod, { files, volume, writes, authorities }: KopiaWork): k8s.Volume[] {
  return [
    ...(volume === undefined ? [] : [{ name: 'repository', ...mounted(volume, !writes) }]),
    ...files.map(filesOf),
    { name: 'kopia', emptyDir: { sizeLimit: quantity(cache) } },
    { name: 'home', emptyDir: {} },
    ...trustVolumes(authorities),
  ];
}

function filesOf({ volume, from, keys }: FileVolume): k8s.Volume {
  const items = keys.map((key) => ({ key, path: key }));
  return 'secret' in from
    ? { name: volume, secret: { secretName: from.secret, items } }
    : { name: volume, configMap: { name: from.configMap, items } };
}

function mounted(volume: RepositoryVolume, readOnly: boolean): RepositoryVolume {
  return 'nfs' in volume
    ? { nfs: { ...volume.nfs, readOnly } }
    : { persistentVolumeClaim: { ...volume.persistentVolumeClaim, readOnly } };
}

/** The files are mounted one by one into a folder that can be written, because Kopia keeps its lock beside them. */
function mounts({ files, volume, writes, authorities }: KopiaWork): k8s.VolumeMount[] {
  return [
    ...(volume === undefined ? [] : [{ name: 'repository', mountPath: kopiaPaths.repository, readOnly: !writes }]),
    { name: 'kopia', mountPath: kopiaPaths.folder },
    ...files.flatMap(({ volume: name, keys }) =>
      keys.map((key) => ({ name, mountPath: `${kopiaPaths.folder}/${key}`, subPath: key, readOnly: true })),
    ),
    { name: 'home', mountPath: kopiaPaths.home },
    ...trustMounts(authorities),
  ];
}
