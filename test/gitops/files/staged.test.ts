import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isStaged, placeOf, stagedPath } from '../../../src/gitops/files/staged';
import { compare, publish } from '../../../src/gitops/publish';
import { filesOf, outputOf, treeOf, writeAt } from '../../support/output-folder';

let folder: string;
let dist: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'staged-')));
  dist = join(folder, 'dist');
  publish(romm, dist);
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const romm = outputOf({ romm: 'one' });
/** A process that has just ended; its number is not given again so soon. */
const dead = spawnSync('true').pid;
/** Lives as long as this one. */
const alive = process.ppid;

test('a file waits in the folder of its place, under a name that says whose it is', () => {
  const staged = stagedPath('dist/games/romm.yaml');
  expect(staged).toBe(`dist/games/.romm.yaml.${process.pid}.next`);
  expect([isStaged(staged), placeOf(staged)]).toEqual([true, 'dist/games/romm.yaml']);
});

test.each(['romm.yaml', '.romm.next', '.romm.yaml.next', '.romm.yaml.0.next', '.romm.yaml.12.next2', 'a.12.next'])(
  '%s is no such name',
  (name) => expect([isStaged(name), placeOf(name)]).toEqual([false, name]),
);

test('what the dead have left goes, in the output and beside it; what the living need stays', () => {
  const before = filesOf(folder);
  const left = (pid: number) => [
    `dist/games/romm/.romm.k8s.yaml.${pid}.next`,
    `dist/flux/.old.yaml.${pid}.next`,
    `.dist.${pid}.next/flux/romm.yaml`,
  ];
  for (const path of [...left(dead), ...left(process.pid), ...left(alive)]) {
    writeAt(join(folder, path), `${romm.header}\n`);
  }
  const others = [`.other.${dead}.next`, `dist/.notes.${dead}.nextcloud`];
  for (const path of others) {
    writeAt(join(folder, path), 'mine');
  }
  expect(compare(romm, dist)).toEqual({ changed: [], added: [], stale: [] });
  publish(romm, dist);
  expect(Object.keys(filesOf(folder)).sort()).toEqual([...Object.keys(before), ...left(alive), ...others].sort());
});

test('what they have left where the output leads by a link goes too, and nothing by links in it', () => {
  mkdirSync(join(folder, 'b'));
  symlinkSync(join(folder, 'dist'), join(folder, 'a'));
  writeAt(join(folder, `dist/games/.x.${dead}.next`), '');
  writeAt(join(folder, `b/.x.${dead}.next`), '');
  symlinkSync(join(folder, 'b'), join(folder, 'dist/b'));
  symlinkSync(join(folder, 'b'), join(folder, `.dist.${dead}.next`));
  publish(romm, join(folder, 'a'));
  expect(Object.keys(treeOf(folder)).filter((path) => path.endsWith('.next'))).toEqual([`b/.x.${dead}.next`]);
});

test('nothing is removed where a publish is refused', () => {
  writeAt(join(folder, `dist/games/.x.${dead}.next`), '');
  writeAt(join(dist, 'flux/plex.yaml'), 'mine');
  expect(() => publish(outputOf({ plex: '' }), dist)).toThrow('was not made by this app');
  expect(Object.keys(treeOf(folder))).toContain(`dist/games/.x.${dead}.next`);
});
