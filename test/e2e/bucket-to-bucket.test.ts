import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CloudSyncCronJob,
  type CloudSyncCronJobProps,
  existingSecret,
  type GitOpsApp,
  InitializeRepository,
  KopiaMaintenanceCronJob,
  KopiaVerify,
  VolsyncApp,
} from '../../src';
import { emitted, nodeOf, only, podFrom, podSpecOf } from './support/backup-site';
import { type BucketSite, buckets, startBucketSite } from './support/bucket-site';
import { counted } from './support/counts';
import { backupPod } from './support/mover';
import { runMover } from './support/mover-run';
import { runPod } from './support/pod';
import { containersOf, type PodSpec } from './support/pod-spec';
import { blobsInBucket } from './support/repository-blobs';
import { makeSampleTree } from './support/sample-tree';
import { describeSite } from './support/site-needs';

const succeeded = expect.objectContaining({ phase: 'Succeeded' });
const failed = (message: string) => ({ phase: 'Failed', message: expect.stringContaining(message) });

/** How the two pairs of keys come into the pod. */
const WAYS = {
  'a vault': {},
  'Secrets that exist': { secrets: existingSecret(({ repository }) => `opens-${repository}`) },
} as const;

jest.setTimeout(300_000);

// One story: each part goes on where the one before has ended.
function suite() {
  const { minio: from, r2: to } = buckets.repositories;
  let site: BucketSite;
  let original: string;
  let copy: string;
  let blobs = 0;

  beforeAll(async () => {
    site = await startBucketSite();
    original = join(site.minio.bucket('backups'), 'kopia');
    copy = join(site.r2.bucket('copies'), 'minio');
    makeSampleTree(join(site.scratch, 'data'), 200);
  });

  afterAll(async () => {
    counted('bucket to bucket', 'blobs copied with two pairs of keys', blobs);
    await site?.stop();
  });

  /** The Secrets that somebody has made by hand. */
  const existing = () => {
    const { kopia, minio = {}, cloudflare = {} } = site.vault;
    const password = { KOPIA_PASSWORD: kopia?.KOPIA_PASSWORD ?? '' };
    return new Map([
      ['storage/opens-minio', { ...password, ...minio }],
      ['storage/opens-r2', { ...password, ...cloudflare }],
    ]);
  };

  /** Runs the one Job or CronJob that is made. */
  const run = async (build: (app: GitOpsApp) => void, change = (spec: PodSpec) => spec, vault = site.vault) => {
    const objects = emitted(build, buckets);
    const job = objects.find(({ kind }) => kind.endsWith('Job'));
    if (!job) throw new Error('there is no Job');
    const node = nodeOf({ ...site, secrets: existing() }, objects, vault);
    return runPod(podFrom(site, job, change(podSpecOf(job))), node);
  };
  const sync =
    (way: keyof typeof WAYS, props: Partial<CloudSyncCronJobProps> = {}) =>
    (app: GitOpsApp) =>
      new CloudSyncCronJob(app.chart('storage', 'sync'), {
        from,
        to,
        ...WAYS[way],
        ...props,
      });
  const backUp = async () => {
    const objects = emitted((app) => {
      new KopiaMaintenanceCronJob(app.chart('storage', 'up'), { repository: from });
      new VolsyncApp(app.chart('games', 'romm'), { app: 'romm' });
    }, buckets);
    const claims = { romm: join(site.scratch, 'data') };
    expect(await runMover(site, objects, only(objects, 'ReplicationSource'), backupPod, claims)).toEqual(succeeded);
  };

  test('there is an original to copy', async () => {
    const create = (app: GitOpsApp) => new InitializeRepository(app.chart('storage', 'new'), { repository: from });
    expect(await run(create)).toEqual(succeeded);
    await backUp();
    expect(blobsInBucket(original, '').size).toBeGreaterThan(5);
  });

  describe.each(Object.keys(WAYS) as (keyof typeof WAYS)[])('with keys from %s', (way) => {
    test('no key is in an argument, and each container has one pair of keys (S2)', () => {
      const objects = emitted(sync(way), buckets);
      const containers = containersOf(podSpecOf(only(objects, 'CronJob')));
      const written = JSON.stringify(containers.map(({ args, command }) => [command, args]));
      expect(written).not.toMatch(/access|secret|password|\$\(/i);
      for (const { env = [] } of containers) {
        const names = env.map(({ name }) => name);
        expect(names.filter((each) => each === 'AWS_SECRET_ACCESS_KEY')).toHaveLength(1);
      }
    });

    test('a copy begins where somebody says so, is there whole, and goes on', async () => {
      if (way === 'a vault') {
        expect(await run(sync(way))).toMatchObject(failed('destination repository does not have a format blob'));
        expect(await run(sync(way, { firstSeeding: true }))).toEqual(succeeded);
      } else {
        writeFileSync(join(site.scratch, 'data', 'more'), 'more of it'.repeat(1000));
        await backUp();
        expect(blobsInBucket(copy, '')).not.toEqual(blobsInBucket(original, ''));
      }
      expect(await run(sync(way))).toEqual(succeeded);
      blobs += blobsInBucket(original, '').size;
      expect(blobsInBucket(copy, '')).toEqual(blobsInBucket(original, ''));
    });

    test('a mirror deletes what the original does not have, and the other mode does not', async () => {
      const stray = 'pffffffffffffffffffffffffffffffff-s0123456789abcdef';
      writeFileSync(join(copy, stray), 'not in the original');
      expect(await run(sync(way))).toEqual(succeeded);
      expect([...blobsInBucket(copy, '').keys()]).toContain(stray);
      expect(await run(sync(way, { mode: 'mirror' }))).toEqual(succeeded);
      expect(blobsInBucket(copy, '')).toEqual(blobsInBucket(original, ''));
    });
  });

  test('the keys of one place do not open the other', async () => {
    const { minio = {}, cloudflare = {} } = site.vault;
    const swapped = { ...site.vault, minio: { ...cloudflare }, cloudflare: { ...minio } };
    expect(await run(sync('a vault'), undefined, swapped)).toMatchObject({ phase: 'Failed' });
  });

  test('the copy opens, and every file in it can be read', async () => {
    const verify = (app: GitOpsApp) =>
      new KopiaVerify(app.chart('storage', 'verify'), { repository: to, filesPercent: 100 });
    expect(await run(verify)).toEqual(succeeded);
  });
}

describeSite('bucket to bucket', suite);
