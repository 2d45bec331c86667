import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Container, KeyToPath, Volume } from './pod-spec';

/** What a pod finds at the node it runs on. */
export interface PodNode {
  /** Secrets of the cluster, by `<namespace>/<name>`. */
  readonly secrets: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** ConfigMaps of the cluster, by `<namespace>/<name>`. @default none */
  readonly configMaps?: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** The folder that stands for an NFS export, by `<server>:<path>`. @default none */
  readonly exports?: Readonly<Record<string, string>>;
  /** The folder that stands for the volume of a claim, by the claim's name. @default none */
  readonly claims?: Readonly<Record<string, string>>;
  /** Files that are in every container, by their paths there: names of hosts, trusted certificates. @default none */
  readonly files?: Readonly<Record<string, string>>;
}

/** Why a kubelet cannot start a container, in its words. */
export class NotStarted extends Error {}

/** A container's variables: what its spec says, and nothing else. */
export function environmentOf(
  { env = [], envFrom = [] }: Container,
  namespace: string,
  { secrets }: PodNode,
): Record<string, string> {
  const secret = (name: string) => {
    const found = secrets.get(`${namespace}/${name}`);
    if (!found) throw new NotStarted(`CreateContainerConfigError: secret "${name}" not found`);
    return found;
  };
  const values = env.flatMap(({ name, value, valueFrom }): [string, string][] => {
    if (!valueFrom) return [[name, value ?? '']];
    const { key, optional, ...ref } = valueFrom.secretKeyRef;
    if (optional && secrets.get(`${namespace}/${ref.name}`)?.[key] === undefined) return [];
    const text = secret(ref.name)[key];
    if (text === undefined) {
      throw new NotStarted(`CreateContainerConfigError: couldn't find key ${key} in Secret ${namespace}/${ref.name}`);
    }
    return [[name, text]];
  });
  const whole = envFrom.flatMap(({ secretRef }) => Object.entries(secret(secretRef.name)));
  return Object.fromEntries([...whole, ...values]);
}

/** Where a volume is on the node, and whether it can be written at all. */
export interface MountedVolume {
  readonly folder: string;
  readonly readOnly: boolean;
}

/** Makes a pod's volumes ready; those that live as long as the pod go below `folder`. */
export function mountVolumes(
  volumes: readonly Volume[],
  namespace: string,
  node: PodNode,
  folder: string,
): ReadonlyMap<string, MountedVolume> {
  return new Map(
    volumes.map((volume) => [volume.name, mountVolume(volume, namespace, node, join(folder, volume.name))]),
  );
}

function mountVolume(volume: Volume, namespace: string, node: PodNode, own: string): MountedVolume {
  const { name, nfs, persistentVolumeClaim: claim, secret, configMap } = volume;
  if (nfs) {
    return { folder: existing(node.exports, `${nfs.server}:${nfs.path}`, name), readOnly: nfs.readOnly ?? false };
  }
  if (claim) {
    return { folder: existing(node.claims, claim.claimName, name), readOnly: claim.readOnly ?? false };
  }
  mkdirSync(own, { recursive: true });
  if (secret) {
    project(own, node.secrets.get(`${namespace}/${secret.secretName}`), `secret "${secret.secretName}"`, secret.items);
  } else if (configMap) {
    project(
      own,
      node.configMaps?.get(`${namespace}/${configMap.name}`),
      `configmap "${configMap.name}"`,
      configMap.items,
    );
  } else if (!volume.emptyDir) {
    throw new Error(`volume ${name}: the tests' kubelet does not know its type`);
  }
  return { folder: own, readOnly: !volume.emptyDir };
}

function existing(folders: PodNode['exports'], key: string, volume: string): string {
  const folder = folders?.[key];
  if (!folder || !existsSync(folder)) {
    throw new NotStarted(`FailedMount: MountVolume.SetUp failed for volume "${volume}": ${key} not found`);
  }
  return folder;
}

function project(
  folder: string,
  data: Readonly<Record<string, string>> | undefined,
  source: string,
  items: readonly KeyToPath[] = Object.keys(data ?? {}).map((key) => ({ key, path: key })),
): void {
  if (!data) throw new NotStarted(`FailedMount: MountVolume.SetUp failed: ${source} not found`);
  for (const { key, path } of items) {
    const text = data[key];
    if (text === undefined) throw new NotStarted(`FailedMount: ${source} references non-existent key: ${key}`);
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
