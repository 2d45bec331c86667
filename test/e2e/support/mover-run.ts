import type { Manifest } from '../../support/manifest-tree';
import { nodeOf, podFrom, type Site } from './backup-site';
import { listPod } from './mover';
import { type PodResult, runPod } from './pod';
import type { PodSpec } from './pod-spec';

/** Makes the pod of a mover from an object of VolSync's and the Secret that it names. */
export type MakeMover = (object: Manifest, secret: Readonly<Record<string, string>>) => PodSpec;

/** Runs a mover. The Secret is made of the ExternalSecrets among the objects; claims are folders by their names. */
export function runMover(
  site: Site,
  objects: readonly Manifest[],
  object: Manifest,
  make: MakeMover,
  claims: Readonly<Record<string, string>> = {},
): Promise<PodResult> {
  const node = nodeOf(site, objects);
  const { kopia, repository } = object.spec as Record<'kopia' | 'repository', { repository: string } | undefined>;
  const secret = node.secrets.get(`${object.metadata.namespace}/${(kopia ?? repository)?.repository}`);
  if (!secret) throw new Error(`no Secret for ${object.kind} ${object.metadata.name}`);
  return runPod(podFrom(site, object, make(object, secret)), { ...node, claims: { ...node.claims, ...claims } });
}

/** A snapshot as `kopia snapshot list --json` tells it. */
export interface Snapshot {
  readonly id: string;
  readonly source: { readonly userName: string; readonly host: string; readonly path: string };
}

/** The snapshots from which a ReplicationDestination chooses, the newest last. */
export async function snapshotsFor(
  site: Site,
  objects: readonly Manifest[],
  destination: Manifest,
): Promise<Snapshot[]> {
  const { phase, logs, message } = await runMover(site, objects, destination, listPod);
  if (phase !== 'Succeeded') throw new Error(message);
  return JSON.parse(logs.list ?? '');
}
