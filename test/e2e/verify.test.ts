import { chmodSync, cpSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KopiaVerify, type KopiaVerifyProps } from '../../src';
import { home } from '../../src/home/cluster';
import { type BackupSite, emitted, nas, only, runJob, startBackupSite } from './support/backup-site';
import { counted } from './support/counts';
import { describeSite } from './support/site-needs';
import { backUpFolders, initializeNas, makeFolders, seedCopy } from './support/small-repository';

const FOLDERS = ['one', 'two', 'three'];

/** What befalls a file of the repository's. */
const remove = (path: string) => rmSync(path);
const empty = (path: string) => truncateSync(path, 0);
const halve = (path: string) => truncateSync(path, readFileSync(path).length / 2);
const rot = (path: string) => {
  const content = readFileSync(path);
  for (let byte = 50; byte < content.length; byte += 100) content[byte] = (content[byte] ?? 0) ^ 0xff;
  writeFileSync(path, content);
};

const DAMAGES: readonly [what: string, damage: (path: string) => void, blobs: string, percent: number, says: string][] =
  [
    ['a lost pack of files', remove, 'p', 0, 'is backed by missing blob'],
    ['a pack of files that a crash left empty', empty, 'p', 0, 'out of bounds of its pack blob'],
    ['a pack of files that was cut in half', halve, 'p', 0, 'out of bounds of its pack blob'],
    ['a rotten pack of files', rot, 'p', 100, 'unable to decrypt content'],
    ['a lost pack of folders', remove, 'q', 0, 'BLOB not found'],
    ['a rotten pack of folders', rot, 'q', 0, 'unable to decrypt content'],
    ['a rotten index', rot, 'x', 0, 'error loading index blob'],
    ['an index that a crash left empty', empty, 'x', 0, 'error loading index blob'],
  ];

jest.setTimeout(120_000);

describeSite('KopiaVerify', () => {
  let site: BackupSite;
  let folders: Record<'nas' | 'r2', string>;
  const good = (name: string) => join(site.scratch, `good-${name}`);

  beforeAll(async () => {
    site = await startBackupSite();
    folders = { nas: site.nas, r2: site.r2.bucket('home-replica') };
    await initializeNas(site);
    const data = join(site.scratch, 'data');
    makeFolders(data, FOLDERS, 'contents');
    await backUpFolders(site, data, FOLDERS);
    await seedCopy(site);
    for (const [name, folder] of Object.entries(folders)) cpSync(folder, good(name), { recursive: true });
  });

  afterAll(() => site?.stop());

  beforeEach(() => {
    for (const [name, folder] of Object.entries(folders)) {
      rmSync(folder, { recursive: true });
      cpSync(good(name), folder, { recursive: true });
    }
  });

  function verify(props: KopiaVerifyProps) {
    const objects = emitted((app) => new KopiaVerify(app.chart('storage', 'verify'), props));
    return runJob(site, objects, only(objects, 'CronJob'));
  }

  /** The biggest of a repository's files that hold blobs of a kind. */
  function blobIn(folder: string, kind: string): string {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
    const paths = files.map((each) => join(each.parentPath, each.name));
    const [found] = paths
      .filter((path) =>
        path
          .slice(folder.length + 1)
          .replace('nas/', '')
          .startsWith(kind),
      )
      .sort((a, b) => statSync(b).size - statSync(a).size);
    if (found === undefined) throw new Error(`no blob ${kind} among ${paths}`);
    return found;
  }

  describe.each(['nas', 'r2'] as const)('of %s', (name) => {
    const repository = home.repositories[name];

    test.each([0, 100])('has no complaint about what is whole, with %i %% of the files read', async (filesPercent) => {
      expect(await verify({ repository, filesPercent })).toMatchObject({
        phase: 'Succeeded',
        message: expect.stringContaining(`Read ${(FOLDERS.length * filesPercent) / 100} files`),
      });
    });

    test.each(DAMAGES)('finds %s', async (_, damage, blobs, filesPercent, message) => {
      damage(blobIn(folders[name], blobs));
      expect(await verify({ repository, filesPercent })).toMatchObject({
        phase: 'Failed',
        message: expect.stringContaining(message),
      });
    });

    test('cannot find that an index is lost, as docs/kopia-verify.md says', async () => {
      remove(blobIn(folders[name], 'x'));
      expect(await verify({ repository, filesPercent: 100 })).toMatchObject({
        phase: 'Succeeded',
        message: expect.stringContaining(`Read ${FOLDERS.length - 1} files`),
      });
    });
  });

  describe('where files could not be read when it was backed up', () => {
    const data = () => join(site.scratch, 'data');
    const mode = (bits: number) => chmodSync(join(data(), 'one/file'), bits);

    afterEach(() => mode(0o644));

    test('finds the newest snapshot, and is content when a whole one has followed', async () => {
      mode(0);
      await expect(backUpFolders(site, data(), ['one'])).rejects.toThrow('permission denied');
      const found = await verify({ repository: nas });
      expect(found).toMatchObject({ phase: 'Failed' });
      expect(found.logs.verify).toMatch(
        /\nWrong:\nromm@games:\/data\/one: files are missing in the newest snapshot; suspend its source/,
      );
      mode(0o644);
      await backUpFolders(site, data(), ['one']);
      expect(await verify({ repository: nas })).toMatchObject({ phase: 'Succeeded' });
    });
  });

  test('names the files that are hit', async () => {
    remove(blobIn(site.nas, 'p'));
    const { message } = await verify({ repository: nas });
    expect(message).toMatch(/romm@games:\/data\/(one|two|three)@.*\/file: object \w+ is backed by missing blob/);
  });

  afterAll(() => counted('verify', 'sorts of damage', 2 * DAMAGES.length));
});
