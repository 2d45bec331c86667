import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CloudSyncCronJob, InitializeRepository } from '../../../src';
import { home } from '../../../src/home/cluster';
import { type BackupSite, calling, distributed, emitted, nas, nodeOf, only, podFrom, runJob } from './backup-site';
import { backupPod, createPod, openingOf } from './mover';
import { runPod } from './pod';
import { inTurn } from './pod-spec';

/** Makes the repository on the NAS by the Job that is emitted for it. */
export async function initializeNas(site: BackupSite): Promise<void> {
  const objects = emitted((app) => new InitializeRepository(app.chart('storage', 'new'), { repository: nas }));
  await must(runJob(site, objects, only(objects, 'Job')));
}

/**
 * Backs up folders of a volume, each for itself, as the mover of an app backs up the whole. Each is a run of Kopia of
 * its own, and leaves blobs of its own.
 */
export async function backUpFolders(site: BackupSite, volume: string, folders: readonly string[]): Promise<void> {
  const romm = distributed('games/romm');
  const source = only(romm, 'ReplicationSource', 'romm');
  const node = nodeOf(site, romm);
  const spec = backupPod(source, node.secrets.get('games/romm-volsync-secret') ?? {});
  const containers = folders.flatMap((folder) =>
    calling(spec, 'snapshot', 'create', `/data/${folder}`).containers.map((each) => ({ ...each, name: folder })),
  );
  const pod = podFrom(site, source, inTurn(spec, [...openingOf(spec), ...containers]));
  await must(runPod(pod, { ...node, claims: { romm: volume } }));
}

/**
 * Backs up a volume as the mover of an app of the home cluster does, into one of its repositories, which is made where
 * there is none. @param args of `kopia snapshot create`
 */
export async function backUp(
  site: BackupSite,
  { namespace, source: name }: { readonly namespace: string; readonly source: string },
  volume: string,
  ...args: string[]
): Promise<void> {
  const app = name.replace(/-b2$/, '');
  const objects = distributed(`${namespace}/${app}`);
  const source = only(objects, 'ReplicationSource', name);
  const node = nodeOf(site, objects);
  const secret = node.secrets.get(`${namespace}/${app}-volsync${name.slice(app.length)}-secret`) ?? {};
  const spec = backupPod(source, secret);
  const create = calling(spec, 'snapshot', 'create', '/data', ...args).containers;
  const pod = podFrom(site, source, inTurn(spec, [...openingOf(spec), ...create]));
  const run = () => runPod(pod, { ...node, claims: { [app]: volume } });
  const first = await run();
  if (/repository not initialized/.test(first.message)) {
    await must(runPod(podFrom(site, source, createPod(source, secret)), node));
    await must(run());
  } else {
    await must(Promise.resolve(first));
  }
}

/** Copies the repository on the NAS to R2, where there is no copy yet. */
export async function seedCopy(site: BackupSite): Promise<void> {
  const to = home.repositories.r2;
  const objects = emitted(
    (app) => new CloudSyncCronJob(app.chart('storage', 'seed'), { from: nas, to, firstSeeding: true }),
  );
  await must(runJob(site, objects, only(objects, 'CronJob')));
}

/** Makes folders with one file each, whose contents are `text` and the folder's name. */
export function makeFolders(volume: string, names: readonly string[], text: string): void {
  for (const name of names) {
    mkdirSync(join(volume, name), { recursive: true });
    writeFileSync(join(volume, name, 'file'), `${text} ${name} `.repeat(200));
  }
}

async function must(run: ReturnType<typeof runPod>): Promise<void> {
  const { phase, message } = await run;
  if (phase !== 'Succeeded') throw new Error(message);
}
