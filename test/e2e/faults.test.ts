import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest } from '../support/manifest-tree';
import {
  type BackupSite,
  emitted,
  nodeOf,
  podFrom,
  podSpecOf,
  runJob,
  startBackupSite,
  withFields,
} from './support/backup-site';
import { counted } from './support/counts';
import { differences, readTree, type Tree } from './support/file-tree';
import { runPod } from './support/pod';
import { blobsInBucket, blobsOnDisk } from './support/repository-blobs';
import { syncSecrets } from './support/secrets';
import { EVERY_JOB, SITE_JOBS, type SiteJob, SYNCS } from './support/site-jobs';
import { describeSite } from './support/site-needs';
import { backUpFolders, initializeNas, makeFolders, seedCopy } from './support/small-repository';

const IN_THE_CLOUD: readonly SiteJob[] = [
  'sync',
  'first sync',
  'verification of the copy',
  'creation in a bucket',
  'maintenance in a bucket',
];

type Fields = Readonly<Record<string, string | undefined>>;

const WRONG: readonly [
  what: string,
  item: string,
  fields: Fields,
  jobs: readonly SiteJob[],
  says: readonly string[],
][] = [
  [
    'password',
    'kopia',
    { KOPIA_PASSWORD: 'another' },
    [
      ...SYNCS,
      'verification of the NAS',
      'verification of the copy',
      'maintenance on the NAS',
      'maintenance in a bucket',
    ],
    ['invalid repository password'],
  ],
  [
    'secret key',
    'cloudflare',
    { VOLSYNC_KOPIA_R2_SECRET_ACCESS_KEY: 'another' },
    IN_THE_CLOUD,
    ['"home-replica"', 'request signature we calculated does not match'],
  ],
  [
    'bucket',
    'cloudflare',
    { VOLSYNC_KOPIA_R2_BUCKET: 'no-such-bucket' },
    ['first sync', 'creation in a bucket'],
    ['The specified bucket does not exist'],
  ],
  [
    'bucket',
    'cloudflare',
    { VOLSYNC_KOPIA_R2_BUCKET: 'no-such-bucket' },
    ['sync', 'mirroring sync'],
    ['no-such-bucket', 'destination repository does not have a format blob'],
  ],
  [
    'bucket',
    'cloudflare',
    { VOLSYNC_KOPIA_R2_BUCKET: 'no-such-bucket' },
    ['verification of the copy', 'maintenance in a bucket'],
    ['error getting kopia.repository blob: BLOB not found'],
  ],
  [
    'account, where nobody listens',
    'cloudflare',
    { CLOUDFLARE_ACCOUNT_ID: 'closed' },
    IN_THE_CLOUD,
    ['https://closed.r2.cloudflarestorage.com', 'connection refused'],
  ],
  [
    'account that is no host',
    'cloudflare',
    { CLOUDFLARE_ACCOUNT_ID: 'unknown' },
    IN_THE_CLOUD,
    ['lookup unknown.r2.cloudflarestorage.com'],
  ],
  [
    'account at somebody else’s server',
    'cloudflare',
    { CLOUDFLARE_ACCOUNT_ID: 'other' },
    IN_THE_CLOUD,
    ['failed to verify certificate', 'not other.r2.cloudflarestorage.com'],
  ],
];

jest.setTimeout(300_000);

describeSite('nothing is created or lost where', () => {
  let site: BackupSite;
  let bucket: string;
  let tried = 0;

  beforeAll(async () => {
    site = await startBackupSite();
    bucket = site.r2.bucket('home-replica');
    await initializeNas(site);
    const data = join(site.scratch, 'data');
    makeFolders(data, ['one', 'two'], 'contents');
    await backUpFolders(site, data, ['one', 'two']);
    await seedCopy(site);
  });

  afterAll(async () => {
    counted('faults', 'pods with something wrong', tried);
    await site?.stop();
  });

  /** All that a pod could change: the NAS, the bucket, and which buckets there are. */
  let before: { readonly nas: Tree; readonly bucket: Tree };
  beforeEach(() => {
    before = { nas: readTree(site.nas), bucket: readTree(bucket) };
  });
  function expectNoChange(): void {
    expect(differences(before.nas, readTree(site.nas))).toEqual([]);
    expect(differences(before.bucket, readTree(bucket))).toEqual([]);
    expect([...site.r2.buckets(), ...site.b2.buckets()]).toEqual(['home-replica']);
  }

  /** The objects of a job, and the one that is a Job or a CronJob. */
  function made(name: SiteJob): { objects: Manifest[]; job: Manifest } {
    const objects = emitted(SITE_JOBS[name]);
    const job = objects.find(({ kind }) => kind === 'Job' || kind === 'CronJob');
    if (!job) throw new Error(`${name} makes no Job`);
    tried++;
    return { objects, job };
  }

  test.each(WRONG)('the %s is a wrong one', async (_, item, fields, jobs, says) => {
    const vault = withFields(site.vault, item, fields);
    const results = jobs.map((name) => {
      const { objects, job } = made(name);
      return runJob(site, objects, job, vault);
    });
    for (const { phase, message } of await Promise.all(results)) {
      expect(phase).toBe('Failed');
      for (const words of says) expect(message).toContain(words);
    }
    expectNoChange();
  });

  test.each(EVERY_JOB)('a field is missing in the vault: %s', async (name) => {
    const { objects, job } = made(name);
    const vault = withFields(site.vault, 'kopia', { KOPIA_PASSWORD: undefined });
    const { errors } = syncSecrets(objects, vault);
    expect([...errors.values()]).toEqual([expect.stringContaining('KOPIA_PASSWORD')]);
    const { phase, message } = await runJob(site, objects, job, vault);
    expect(phase).toBe('Pending');
    expect(message).toMatch(/secret "[-a-z0-9]+-secret" not found/);
    expectNoChange();
  });

  test.each(EVERY_JOB)('a key is missing in the Secret: %s', async (name) => {
    const { objects, job } = made(name);
    const node = nodeOf(site, objects);
    const pod = podFrom(site, job, podSpecOf(job));
    for (const [secret, data] of node.secrets) {
      for (const key of Object.keys(data)) {
        const { [key]: _, ...rest } = data;
        const { phase, message } = await runPod(pod, { ...node, secrets: new Map([[secret, rest]]) });
        expect(phase).toBe('Pending');
        expect(message).toContain(key);
        tried++;
      }
    }
    expectNoChange();
  });

  describe('the NAS', () => {
    const aside = () => `${site.nas}-aside`;
    beforeEach(() => renameSync(site.nas, aside()));
    afterEach(() => {
      rmSync(site.nas, { recursive: true, force: true });
      renameSync(aside(), site.nas);
    });

    /** Runs a sync of the NAS as it is now, which must change neither that nor the copy. */
    async function expectRefusal(name: SiteJob, phase: string, words: string): Promise<void> {
      const { objects, job } = made(name);
      const found = existsSync(site.nas) ? readTree(site.nas) : undefined;
      const result = await runJob(site, objects, job);
      expect(result).toMatchObject({ phase, message: expect.stringContaining(words) });
      expect(found && differences(found, readTree(site.nas))).toEqual(found && []);
      expect(differences(before.bucket, readTree(bucket))).toEqual([]);
    }

    test.each(SYNCS)('is an empty folder: %s', async (name) => {
      mkdirSync(site.nas);
      await expectRefusal(name, 'Failed', 'error getting kopia.repository blob: BLOB not found');
    });

    test.each(SYNCS)('holds another repository, of the same password: %s', async (name) => {
      mkdirSync(site.nas);
      await initializeNas(site);
      await expectRefusal(name, 'Failed', 'destination repository contains incompatible data');
    });

    test.each(SYNCS)('is not mounted: %s', async (name) => {
      await expectRefusal(name, 'Pending', 'FailedMount');
    });

    // The last, because what it loses stays lost.
    test('has lost blobs: they stay in the copy, unless that is to be a mirror', async () => {
      cpSync(aside(), site.nas, { recursive: true, preserveTimestamps: true });
      const whole = blobsOnDisk(site.nas);
      rmSync(join(site.nas, 'p'), { recursive: true });
      const run = (name: SiteJob) => {
        const { objects, job } = made(name);
        return runJob(site, objects, job);
      };
      expect(await run('sync')).toMatchObject({ phase: 'Succeeded' });
      expect(blobsInBucket(bucket, 'nas/')).toEqual(whole);
      expect(await run('verification of the copy')).toMatchObject({ phase: 'Succeeded' });
      expect(await run('mirroring sync')).toMatchObject({ phase: 'Succeeded' });
      expect(blobsInBucket(bucket, 'nas/')).toEqual(blobsOnDisk(site.nas));
      expect(await run('verification of the copy')).toMatchObject({ phase: 'Failed' });
    });
  });
});
