import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GitOpsApp } from '../../src';
import { renderTree } from '../../src/gitops/render';
import { projectRoot } from '../support/project';
import { DIFFERENCES } from './differences';
import { compare, type Found, nameOf, objectsIn, type YamlObject } from './support/compare';
import { explains } from './support/difference';
import { counterpart } from './support/names';

/** Marks a value that `npm run docs` writes. */
const DEFAULT = /<!-- defaults\..*? -->/g;

const folder = join(projectRoot, 'test/clusters');
const kinds = readdirSync(folder).filter((each) => existsSync(join(folder, each, 'objects.yaml')));

/** The objects of a cluster as its owner has them. */
function theirs(kind: string): YamlObject[] {
  return objectsIn(readFileSync(join(folder, kind, 'objects.yaml'), 'utf8'));
}

/** What the library makes of the same cluster, declared. */
function ours(kind: string): { objects: YamlObject[]; warnings: readonly unknown[] } {
  const { declare } = require(`./${kind}/cluster`) as { declare: () => GitOpsApp };
  const app = declare();
  const { files, warnings } = renderTree(app, app.cluster);
  const texts = [...files].filter(([path]) => !path.endsWith('/kustomization.yaml')).map(([, text]) => text);
  return { objects: texts.flatMap(objectsIn), warnings };
}

const found = new Map<string, Found[]>(
  kinds.map((kind) => [kind, compare(theirs(kind), ours(kind).objects, counterpart)]),
);

test('there is a cluster of each kind', () => {
  expect(kinds).toEqual([
    'caches-as-claims',
    'named-claims',
    'nfs-by-mover-volumes',
    'nfs-by-policy',
    's3',
    'sops',
    'two-tiers',
  ]);
});

describe.each(kinds)('%s', (kind) => {
  test('is declared without a warning', () => {
    expect(ours(kind).warnings).toEqual([]);
  });

  test('has everything that a user of the component has', () => {
    const has = new Set(theirs(kind).map((each) => each.kind));
    const component = ['Kustomization', 'PersistentVolumeClaim', 'ReplicationSource', 'ReplicationDestination'];
    const platform = ['KopiaMaintenance', 'MutatingAdmissionPolicy', 'HelmRelease', 'PrometheusRule'];
    expect([...component, ...platform].filter((each) => !has.has(each))).toEqual([]);
    const names = theirs(kind).map(nameOf);
    expect(new Set(names).size).toBe(names.length);
  });

  test('comes out the same, but for what is listed', () => {
    const unexplained = (found.get(kind) ?? []).filter((each) => !DIFFERENCES.some((row) => explains(row, each)));
    expect(unexplained).toEqual([]);
  });

  test('keeps every backup where it is: claim, schedule, Secret and identity', () => {
    const places = [
      ['ReplicationSource', 'metadata name'],
      ['ReplicationSource', 'spec sourcePVC'],
      ['ReplicationSource', 'spec trigger schedule'],
      ['ReplicationSource', 'spec kopia username'],
      ['ReplicationSource', 'spec kopia hostname'],
      ['ReplicationSource', ''],
      ['ReplicationDestination', 'spec kopia sourceIdentity sourceName'],
    ] as const;
    const moved = (found.get(kind) ?? []).filter(({ kind: of, field, object }) =>
      places.some(([each, path]) => each === of && path === field.join(' ') && !object.includes('immich')),
    );
    expect(moved).toEqual([]);
  });
});

test('every difference that is listed shows somewhere', () => {
  const all = [...found.values()].flat();
  const idle = DIFFERENCES.filter((row) => !all.some((each) => explains(row, each)));
  expect(idle.map(({ different }) => different)).toEqual([]);
});

test('docs/differences.md lists them all, and no others', () => {
  const page = readFileSync(join(projectRoot, 'docs/differences.md'), 'utf8').replace(DEFAULT, '');
  const [, table = ''] = /^\| object \| different \| why \|\n\| --- \| --- \| --- \|\n((?:\|.*\n)*)/m.exec(page) ?? [];
  const rows = DIFFERENCES.map(({ object, different, why }) =>
    `| ${object} | ${different} | ${why} |`.replace(DEFAULT, ''),
  );
  expect(table.trim().split('\n')).toEqual(rows);
});
