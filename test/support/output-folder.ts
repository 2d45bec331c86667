import { chownSync, lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Output } from '../../src/gitops/render';

const HEADER = '# Made by a test.';

/** What is to be written: the name of each app's chart, and what is in its file. */
export function outputOf(apps: Readonly<Record<string, string>>): Output {
  const files = new Map<string, string>();
  const write = (path: string, text: string) => files.set(path, `${HEADER}\n${text}\n`);
  for (const [app, text] of Object.entries(apps)) {
    write(`games/${app}/${app}.k8s.yaml`, text);
    write(`games/${app}/kustomization.yaml`, `${app}.k8s.yaml`);
    write(`flux/${app}.yaml`, `../games/${app}/kustomization.yaml`);
  }
  write(
    'flux/kustomization.yaml',
    Object.keys(apps)
      .map((app) => `${app}.yaml`)
      .join('\n'),
  );
  return {
    files,
    header: HEADER,
    written: new Map(),
    charts: 0,
    objects: 0,
    vault: undefined,
    warnings: [],
    notes: [],
  };
}

/** What the lists and Kustomizations of a folder name, and is not there. */
export function danglingNames(folder: string): string[] {
  const lists = Object.entries(filesOf(folder)).filter(([path]) =>
    /(^flux\/[^.]|kustomization)[^/]*\.yaml$/.test(path),
  );
  return lists.flatMap(([path, text]) =>
    text
      .split('\n')
      .slice(1, -1)
      .map((name) => join(dirname(path), name))
      .filter((name) => lstatSync(join(folder, name), { throwIfNoEntry: false }) === undefined)
      .map((name) => `${path} names ${name}`),
  );
}

/** Everything below a folder, links not followed: what is in files, where links lead. */
export function treeOf(folder: string, below = ''): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of readdirSync(join(folder, below)).sort()) {
    const path = `${below}${name}`;
    const at = join(folder, path);
    const entry = lstatSync(at);
    if (entry.isDirectory()) {
      Object.assign(found, { [`${path}/`]: '' }, treeOf(folder, `${path}/`));
    } else {
      found[path] = entry.isSymbolicLink() ? `-> ${readlinkSync(at)}` : entry.isFile() ? readFileSync(at, 'utf8') : '?';
    }
  }
  return found;
}

/** The same without folders, of which git knows nothing. */
export function filesOf(folder: string): Record<string, string> {
  return Object.fromEntries(Object.entries(treeOf(folder)).filter(([path]) => !path.endsWith('/')));
}

export function writeAt(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

const NOBODY = 65534;

/** Acts as a user whom permissions bind, in folders that are made that user's; they do not bind root. */
export function asUser<T>(folder: string, act: () => T): T {
  if (process.getuid?.() !== 0) {
    return act();
  }
  for (const path of ['', ...Object.keys(treeOf(folder))]) {
    chownSync(join(folder, path), NOBODY, NOBODY);
  }
  process.seteuid?.(NOBODY);
  try {
    return act();
  } finally {
    process.seteuid?.(0);
  }
}
