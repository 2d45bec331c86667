import { chmodSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { prefixPerApp, prefixPerNamespacedApp } from '../../../src';
import type { Manifest } from '../../support/manifest-tree';
import { type BackupSite, only, startBackupSite } from './backup-site';
import { declared } from './mover-site';
import { CLAIMS, Movers, type Told } from './mover-teller';
import { podLike, unbound } from './recorded-pod';

/** How often VolSync has a Job try (`backoffLimit: 8`). */
const TRIES = 9;

/** Has the mover's own script do what clusters have it do, and tells what came of it. */
export async function tellMoverStory(): Promise<Told[]> {
  const site = await startBackupSite();
  try {
    const story = new Story(site);
    await story.firstDays();
    await story.move();
    await story.failBack();
    await story.unreadableFiles();
    return story.told;
  } finally {
    await site.stop();
  }
}

class Story {
  readonly told: Told[] = [];
  private readonly movers: Movers;
  private readonly data: string;
  private readonly copy: string;

  constructor(private readonly site: BackupSite) {
    this.movers = new Movers(site, site.nas);
    this.data = this.movers.claim(CLAIMS.data);
    site.b2.bucket('home-backups');
    this.copy = site.r2.bucket('home-replica');
  }

  async firstDays(): Promise<void> {
    const home = declared({ primary: 'share', prefix: prefixPerApp });
    const look = async () => ({ snapshots: await this.movers.snapshots(home, 'kept') });
    this.write('one');
    await this.backUp('first backup', home, 'kept', look);
    this.write('two');
    await this.backUp('second backup', home, 'kept', look);
    this.empty();
    await this.backUp('backup of an empty volume', home, 'kept', look);
    await this.restore('restore', home);
    await this.restore('restore from where nothing is', declared({ primary: 'copy', prefix: prefixPerApp }));
    rmSync(join(this.copy, 'share'), { recursive: true });
  }

  /** The bucket is divided otherwise: every app's repository is at another place. */
  async move(): Promise<void> {
    const before = declared({ primary: 'share', prefix: prefixPerApp });
    const after = declared({ primary: 'share', prefix: prefixPerNamespacedApp, fromBucket: true });
    const look = async () => ({ before: await this.inBucket(before), after: await this.inBucket(after) });
    this.write('one');
    await this.backUp('backup to the bucket', before, 'kept-bucket', look);
    await this.maintain('maintenance of the bucket', before);
    await this.backUp('backup after the move, unbound', unboundIn(after), 'kept-bucket', look);
    await this.maintain('maintenance after the move', after);
    await this.restore('restore after the move', after);
    await this.backUp('backup after the move, first try', after, 'kept-bucket', look);
    await this.backUp('backup after the move, second try', after, 'kept-bucket', look);
    this.movers.deleteClaim(CLAIMS.maintenanceCache);
    await this.maintain('maintenance after its cache was deleted', after);
  }

  /** The NAS is lost, the copy takes its place, and the NAS comes back: docs/failback.md. */
  async failBack(): Promise<void> {
    const prefix = prefixPerNamespacedApp;
    const home = declared({ primary: 'share', prefix });
    const withoutNas = declared({ primary: 'copy', prefix });
    const { nas } = this.site;
    const inCopy = async () => ({ copy: await this.movers.snapshots(withoutNas, 'kept') });
    const look = async () => ({ share: await this.movers.snapshots(home, 'kept'), ...(await inCopy()) });
    await this.movers.sync(declared({ primary: 'share', prefix, firstSeeding: true }));

    renameSync(nas, `${nas}-lost`);
    this.write('three');
    await this.backUp('backup while the NAS is lost', withoutNas, 'kept', inCopy);

    renameSync(`${nas}-lost`, nas);
    this.write('four');
    await this.backUp('backup when the NAS is back, unbound', unboundIn(home), 'kept', look);
    await this.restore('restore when the NAS is back as it was', home);

    // What the page says: put aside what is on the NAS, fill it from the copy, and go on.
    renameSync(nas, `${nas}-old`);
    mkdirSync(nas);
    await this.movers.fillShare(withoutNas, 'kept');
    this.write('five');
    await this.backUp('backup to the NAS, first try', home, 'kept', look);
    await this.backUp('backup to the NAS, second try', home, 'kept', look);
    await this.movers.sync(home);
    await this.restore('restore from the NAS', home);
    this.told.push({ step: 'mirror', ended: 'Succeeded', said: [], left: await look() });
  }

  /** Somebody has changed the mode of a file, and every try of the Job leaves a snapshot without it. */
  async unreadableFiles(): Promise<void> {
    const home = declared({ primary: 'share', prefix: prefixPerNamespacedApp });
    await this.movers.ask(home, 'kept-bucket', 'snapshot', 'create', '/data', `--start-time=${yesterday()}`);
    chmodSync(join(this.data, 'one'), 0);
    for (const [source, keeps] of [
      ['kept', 'latest: 4'],
      ['kept-bucket', 'daily: 7'],
    ] as const) {
      for (let tries = 1; tries < TRIES; tries++) await this.movers.run(home, podLike(sourceIn(home, source)));
      await this.backUp(`last of ${TRIES} tries of a backup, ${keeps}`, home, source, async () => ({
        snapshots: await this.movers.snapshots(home, source),
      }));
    }
    await this.restore('restore of a partial snapshot', home);
  }

  private async backUp(step: string, objects: readonly Manifest[], source: string, look: Look): Promise<void> {
    this.told.push({
      step,
      ...(await this.movers.run(objects, podLike(sourceIn(objects, source)))),
      left: await look(),
    });
  }

  private async maintain(step: string, objects: readonly Manifest[]): Promise<void> {
    const maintainer = only(objects, 'KopiaMaintenance', 'kept-bucket');
    this.told.push({ step, ...(await this.movers.run(objects, podLike(maintainer))) });
  }

  /** A restore into a new claim, by a mover with a new cache, as VolSync makes them. */
  private async restore(step: string, objects: readonly Manifest[]): Promise<void> {
    for (const claim of [CLAIMS.restored, CLAIMS.restoreCache]) this.movers.deleteClaim(claim);
    const run = await this.movers.run(objects, podLike(only(objects, 'ReplicationDestination')));
    this.told.push({ step, ...run, left: { files: this.movers.files(CLAIMS.restored) } });
  }

  /** What is of the app in the bucket, or that there is no repository. */
  private async inBucket(objects: readonly Manifest[]): Promise<readonly string[] | string> {
    return this.movers.snapshots(objects, 'kept-bucket').catch(({ message }: Error) => {
      if (message.includes('repository not initialized')) return 'no repository';
      throw new Error(message);
    });
  }

  private write(name: string): void {
    writeFileSync(join(this.data, name), name);
  }

  private empty(): void {
    rmSync(this.data, { recursive: true });
    mkdirSync(this.data);
  }
}

type Look = () => Promise<Readonly<Record<string, unknown>>>;

function sourceIn(objects: readonly Manifest[], name: string): Manifest {
  return only(objects, 'ReplicationSource', name);
}

/** The objects as they would be without what binds caches to their repositories. */
function unboundIn(objects: readonly Manifest[]): Manifest[] {
  return objects.map((each) => (each.kind === 'ReplicationSource' ? unbound(each) : each));
}

function yesterday(): string {
  return `${new Date(Date.now() - 86_400_000).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
