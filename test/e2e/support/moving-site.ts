import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest } from '../../support/manifest-tree';
import { type BackupSite, nodeOf, podFrom, startBackupSite } from './backup-site';
import { readTree, type Tree } from './file-tree';
import { backupPod, createPod, restorePod } from './mover';
import { runMover, snapshotsFor } from './mover-run';
import { type PodResult, runPod } from './pod';
import type { PodSpec } from './pod-spec';
import { backupCalls, resticPod, restoreCalls } from './restic-mover';

/** Where apps are really backed up and restored while they move, by both programs. */
export interface MovingSite {
  /** Changes the files of an app, and gives what they are now, but for the folder itself. */
  readonly change: (app: string) => Tree;
  /** Does what the mover of a source does. @param objects those that its Secret is made of */
  readonly backUp: (objects: readonly Manifest[], source: Manifest, app: string) => Promise<void>;
  /** Does what the mover of a restore does, into an empty volume, and gives what is in there. */
  readonly restore: (objects: readonly Manifest[], restore: Manifest) => Promise<Tree>;
  readonly stop: () => Promise<void>;
}

const EXPORTS = { '192.0.2.2:/mnt/tank/volsync': 'restic', '192.0.2.2:/mnt/tank/kopia': 'kopia' } as const;

export async function startMovingSite(): Promise<MovingSite> {
  const started = await startBackupSite();
  const folder = (name: string) => {
    mkdirSync(join(started.scratch, name), { recursive: true });
    return join(started.scratch, name);
  };
  for (const bucket of ['restic', 'kopia']) started.b2.bucket(bucket);
  const site = {
    ...started,
    vault: vaultOf(started),
    exports: Object.fromEntries(Object.entries(EXPORTS).map(([place, name]) => [place, folder(name)])),
  };
  const made = new Set<string>();
  let count = 0;
  const resticAt = (
    objects: readonly Manifest[],
    object: Manifest,
    claim: string,
    make: (secret: Secret) => PodSpec,
  ) => {
    const node = nodeOf(site, objects);
    const { restic } = object.spec as { readonly restic: { readonly repository: string } };
    const secret = node.secrets.get(`${object.metadata.namespace}/${restic.repository}`);
    if (!secret) throw new Error(`no Secret for ${object.kind} ${object.metadata.name}`);
    const pod = podFrom(site, object, make(secret));
    return { secret, result: runPod(pod, { ...node, claims: { ...node.claims, [claim]: folder(claim) } }) };
  };
  return {
    change: (app) => {
      count += 1;
      for (const name of ['state', `files/${count % 5}`, 'files/link to nothing']) {
        mkdirSync(join(folder(app), 'files'), { recursive: true });
        writeFileSync(join(folder(app), name), `${app} ${count} `.repeat(500));
      }
      return inside(readTree(folder(app)));
    },
    backUp: async (objects, source, app) => {
      if ('restic' in (source.spec as object)) {
        const first = (secret: Secret) => !made.has(secret.RESTIC_REPOSITORY ?? '');
        const make = (secret: Secret) => resticPod(source, secret, app, ...backupCalls(source, first(secret)));
        const { secret, result } = resticAt(objects, source, app, make);
        check(source, await result);
        made.add(secret.RESTIC_REPOSITORY ?? '');
        return;
      }
      const claims = { [app]: folder(app) };
      const place = `${source.metadata.name.endsWith('-b2') ? app : 'nas'}`;
      if (!made.has(place)) check(source, await runMover(site, objects, source, createPod));
      made.add(place);
      check(source, await runMover(site, objects, source, backupPod, claims));
    },
    restore: async (objects, restore) => {
      count += 1;
      const claim = `restored-${count}`;
      if ('restic' in (restore.spec as object)) {
        const make = (secret: Secret) => resticPod(restore, secret, claim, ...restoreCalls('latest'));
        check(restore, await resticAt(objects, restore, claim, make).result);
        return inside(readTree(folder(claim)));
      }
      const snapshots = await snapshotsFor(site, objects, restore);
      const make = (object: Manifest, secret: Secret) => restorePod(object, secret, snapshots.at(-1)?.id ?? '', claim);
      check(restore, await runMover(site, objects, restore, make, { [claim]: folder(claim) }));
      return inside(readTree(folder(claim)));
    },
    stop: site.stop,
  };
}

type Secret = Readonly<Record<string, string>>;

function vaultOf({ b2: { keys } }: BackupSite) {
  const opens = { AWS_ACCESS_KEY_ID: keys.accessKeyId, AWS_SECRET_ACCESS_KEY: keys.secretAccessKey };
  const place = 's3:s3.us-east-005.backblazeb2.com/restic';
  return {
    kopia: { KOPIA_PASSWORD: 'correct horse battery staple' },
    backblaze: opens,
    volsync: { RESTIC_PASSWORD: 'ladder staple horse', REPOSITORY_TEMPLATE: place, ...opens },
  };
}

function check({ kind, metadata: { name } }: Manifest, { phase, message }: PodResult): void {
  if (phase !== 'Succeeded') throw new Error(`${kind} ${name}: ${message}`);
}

/** Without the folder itself: Restic is told to back up what is in it. */
export function inside(tree: Tree): Tree {
  return new Map([...tree].filter(([path]) => path !== '.'));
}
