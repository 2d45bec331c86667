import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest } from '../../support/manifest-tree';
import { calling, nodeOf, only, podFrom, runJob, type Site } from './backup-site';
import { backupPod, openingOf } from './mover';
import { CACHED, share } from './mover-cases';
import { type PodResult, runPod } from './pod';
import { inTurn, type PodSpec, type Volume } from './pod-spec';

/** What a run of the mover's script came to. */
export interface Told {
  readonly step: string;
  readonly ended: PodResult['phase'];
  /** Which of {@link SAYINGS} its log holds. */
  readonly said: readonly string[];
  /** What is there afterwards, as far as the step is about it. */
  readonly left?: Readonly<Record<string, unknown>>;
}

/** What the script, or what we have it do, says where it matters. */
export const SAYINGS = {
  connected: 'Repository already connected',
  created: 'creating new repository',
  empty: 'Directory is empty skipping backup',
  nothing: 'No eligible snapshots found',
  restored: 'Snapshot restore completed successfully',
  failed: 'Failed to create snapshot',
  unbound: 'Before-snapshot action failed',
  maintained: 'Maintenance operation completed successfully',
} as const;

/** A site at which the cached app's movers and maintainers run. */
export class Movers {
  private readonly folders = new Map<string, string>();

  /** @param share the folder that stands for what the NAS exports, where there is one */
  constructor(
    private readonly site: Site,
    private readonly share = site.scratch,
  ) {}

  /** The folder that stands for the volume of a claim. */
  claim(name: string): string {
    const folder = this.folders.get(name) ?? join(this.site.scratch, name);
    mkdirSync(folder, { recursive: true });
    this.folders.set(name, folder);
    return folder;
  }

  /** Deletes a claim, and with it what is on its volume. */
  deleteClaim(name: string): void {
    rmSync(this.claim(name), { recursive: true });
  }

  /** Runs the pod of an object once, with the Secrets of what is declared now. */
  async run(objects: readonly Manifest[], pod: PodSpec): Promise<Pick<Told, 'ended' | 'said'>> {
    const of = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'mover', namespace: CACHED.namespace } };
    const network = this.site.network;
    const { phase, message } = await runPod({ ...podFrom(this.site, of, pod), network }, this.nodeFor(objects, pod));
    if (phase === 'Pending') throw new Error(message);
    return { ended: phase, said: Object.values(SAYINGS).filter((each) => message.includes(each)) };
  }

  /** What Kopia answers to a call in a repository, under the identity of a source. */
  ask(objects: readonly Manifest[], source: string, ...call: string[]): Promise<PodResult> {
    return this.askBeside(objects, source, [], ...call);
  }

  /** Copies the repository of a source to what the NAS exports, as somebody does by hand. */
  async fillShare(objects: readonly Manifest[], source: string): Promise<void> {
    const volumes = [{ name: 'new', nfs: share }];
    const sync = ['repository', 'sync-to', 'filesystem', '--path=/new'];
    const { phase, message } = await this.askBeside(objects, source, volumes, ...sync);
    if (phase !== 'Succeeded') throw new Error(message);
  }

  private async askBeside(
    objects: readonly Manifest[],
    source: string,
    volumes: readonly Volume[],
    ...call: string[]
  ): Promise<PodResult> {
    const object = only(objects, 'ReplicationSource', source);
    const secret = this.secretOf(objects, object);
    const spec = backupPod(object, secret);
    const mounts = volumes.map(({ name }) => ({ name, mountPath: `/${name}` }));
    const called = calling(spec, ...call).containers.map((each) => ({
      ...each,
      volumeMounts: [...(each.volumeMounts ?? []), ...mounts],
    }));
    const pod = { ...inTurn(spec, [...openingOf(spec), ...called]), volumes: [...(spec.volumes ?? []), ...volumes] };
    return runPod(podFrom(this.site, object, pod), this.nodeFor(objects, pod));
  }

  /** The snapshots of a source, the oldest first: whether each holds all files. */
  async snapshots(objects: readonly Manifest[], source: string): Promise<string[]> {
    const { phase, logs, message } = await this.ask(objects, source, 'snapshot', 'list', '--json', '/data');
    if (phase !== 'Succeeded') throw new Error(message);
    const found = JSON.parse(logs.kopia ?? '') as { rootEntry: { summ: { numFailed: number } } }[];
    return found.map(({ rootEntry }) => (rootEntry.summ.numFailed > 0 ? 'partial' : 'whole'));
  }

  /** Runs the one CronJob among the objects. */
  async sync(objects: readonly Manifest[]): Promise<Pick<Told, 'ended' | 'said'>> {
    const { phase, message } = await runJob(this.here(), objects, only(objects, 'CronJob'));
    if (phase !== 'Succeeded') throw new Error(message);
    return { ended: phase, said: [] };
  }

  /** The Secret of a source. */
  secretOf(objects: readonly Manifest[], source: Manifest): Readonly<Record<string, string>> {
    const { repository } = (source.spec as { kopia: { repository: string } }).kopia;
    const secret = nodeOf(this.site, objects).secrets.get(`${CACHED.namespace}/${repository}`);
    if (!secret) throw new Error(`no Secret ${repository}`);
    return secret;
  }

  /** The files of a claim. */
  files(claim: string): string[] {
    return readdirSync(this.claim(claim)).sort();
  }

  /** The site, where the NAS exports what the cached app's cluster mounts. */
  private here(): Site {
    return { ...this.site, exports: { [`${share.server}:${share.path}`]: this.share } };
  }

  private nodeFor(objects: readonly Manifest[], { volumes = [] }: PodSpec) {
    const claims = volumes.flatMap(({ persistentVolumeClaim: claim }) => claim?.claimName ?? []);
    return {
      ...nodeOf(this.here(), objects),
      claims: Object.fromEntries(claims.map((name) => [name, this.claim(name)])),
    };
  }
}

/** The claims that VolSync makes of the cached app's objects. */
export const CLAIMS = {
  data: 'kept',
  restored: 'volsync-kept-dst-dest',
  backupCache: 'volsync-src-kept-cache',
  bucketCache: 'volsync-src-kept-bucket-cache',
  restoreCache: 'volsync-dst-kept-dst-cache',
  maintenanceCache: 'volsync-kopia-maintenance-kept-bucket-cache',
} as const;
