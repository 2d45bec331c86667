import { randomBytes } from 'node:crypto';
import { chmodSync, linkSync, lutimesSync, mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTree } from './file-tree';

/**
 * Fills a folder with what apps have been seen to keep: many small files and a big one, awkward names, empty files and
 * folders, links that lead somewhere and nowhere, modes of all sorts, times of many years.
 */
export function makeSampleTree(folder: string, files: number): void {
  let made = 0;
  const file = (path: string, content: Buffer | string, mode = 0o644) => {
    writeFileSync(join(folder, path), content);
    chmodSync(join(folder, path), mode);
    made++;
  };
  mkdirSync(folder, { recursive: true });
  for (const [name, mode] of FOLDERS) {
    mkdirSync(join(folder, name), { recursive: true });
    chmodSync(join(folder, name), mode);
  }
  for (const name of NAMES) file(`odd names/${name}`, name);
  for (const mode of MODES) file(`modes/${mode.toString(8)}`, 'x', mode);
  for (const size of [0, 1, 4095, 4096, 4097, 2 ** 20, 5 * 2 ** 20 + 1]) file(`sizes/${size}`, randomBytes(size));
  file('sizes/zeros', Buffer.alloc(8 * 2 ** 20));
  file('sizes/big', randomBytes(50 * 2 ** 20));
  for (const [name, target] of LINKS) symlinkSync(target, join(folder, 'links', name));
  for (let pair = 0; pair < 10; pair++) {
    file(`links/hard-${pair}`, `hard ${pair}`);
    linkSync(join(folder, `links/hard-${pair}`), join(folder, `links/hard-${pair}-again`));
    made++;
  }
  for (let number = 0; made < files; number++) {
    const place = `many/${number % 7}/${number % 113}`;
    mkdirSync(join(folder, place), { recursive: true });
    file(`${place}/file-${number}.txt`, randomBytes((number * 37) % 3000), number % 5 === 0 ? 0o600 : 0o644);
  }
  setTimes(folder);
  // Last, because nothing can be put into it any more.
  chmodSync(join(folder, 'modes/closed'), 0o555);
}

const FOLDERS: readonly [name: string, mode: number][] = [
  ['odd names', 0o755],
  ['modes', 0o700],
  ['modes/closed', 0o755],
  ['modes/group', 0o770],
  ['modes/of the group', 0o2775],
  ['modes/for all', 0o1777],
  ['sizes', 0o755],
  ['links', 0o755],
  ['links/folder', 0o755],
  ['empty', 0o755],
  ['empty/within empty', 0o750],
  [Array.from({ length: 40 }, (_, depth) => `level ${depth}`).join('/'), 0o755],
];

/** Bytes of the longest name that a mover restores: it writes a file under a longer one first. */
export const LONGEST_NAME = 245;

const NAMES = [
  ' begins and ends with a blank ',
  'a\nline\nend',
  'a\ttab',
  '-rf',
  '--help',
  'quotes \' " ` and \\ backslash',
  '$HOME ${HOME} $(id) *?[a]',
  'ünïcödé composed',
  'u\u0308ni\u0308 decomposed',
  '日本語 🎮',
  '\u202eright to left',
  'x'.repeat(LONGEST_NAME),
  'é'.repeat(LONGEST_NAME >> 1),
  'CON',
  'trailing dot.',
  '%41 percent',
];

const MODES = [0o400, 0o440, 0o444, 0o600, 0o640, 0o644, 0o660, 0o666, 0o700, 0o755, 0o775, 0o777, 0o4755, 0o2755];

const LINKS: readonly [name: string, target: string][] = [
  ['to a file', '../sizes/1'],
  ['to a folder', 'folder'],
  ['dangling', 'nowhere/at all'],
  ['absolute', '/etc/hostname'],
  ['to itself', 'to itself'],
  ['out of the volume', '../../../../outside'],
  ['odd\nname', 'odd\ntarget'],
];

/** Every entry gets a time of its own, folders after what is in them. */
function setTimes(folder: string): void {
  const paths = [...readTree(folder)].reverse();
  paths.forEach(([path, { kind }], index) => {
    const time = 946_684_800 + index * 86_399 + 0.123456;
    (kind === 'link' ? lutimesSync : utimesSync)(join(folder, path), time, time);
  });
}
