import ts from 'typescript';
import { pathsIn } from '../../scripts/docs/default-values';
import { reasons } from '../../scripts/docs/defaults-table';
import { drift, generate, readTexts } from '../../scripts/docs/generate';
import { membersOf } from '../../scripts/docs/members';
import { readPublicApi } from '../../scripts/docs/public-api';
import { sectionsOf } from '../../scripts/docs/sections';
import { defaults } from '../../src';
import { projectRoot } from '../support/project';

const REPAIR = 'npm run docs';

const texts = readTexts(projectRoot);
const sources = [...texts].filter(([path]) => path.endsWith('.ts')).map(([, text]) => text);
const pages = [...texts].filter(([path]) => path.endsWith('.md')).map(([, text]) => text);

test('comments and pages say of values and props what the sources say', () => {
  const outdated = drift(texts, generate(projectRoot, texts, defaults));
  expect({ outdated, repair: REPAIR }).toEqual({ outdated: [], repair: REPAIR });
});

test('a default that changes is told everywhere by one command', () => {
  const changed = generate(projectRoot, texts, { ...defaults, capacity: '6Gi' });
  const told = drift(texts, changed);
  expect(told.filter((path) => path.endsWith('.md'))).toEqual([
    'docs/cluster.md',
    'docs/concepts.md',
    'docs/defaults.md',
    'docs/restic-backup.md',
    'docs/volsync-app.md',
  ]);
  expect(told.filter((path) => path.endsWith('.ts')).map((path) => changed.get(path))).toEqual([
    expect.stringContaining("`'6Gi'` (`defaults.capacity`)"),
    expect.stringContaining("`'6Gi'` (`defaults.capacity`)"),
  ]);
});

const api = readPublicApi(projectRoot);

test('every value of the library is told where it can be set', () => {
  const told = sources.flatMap(pathsIn);
  const silent = reasons(api, defaults).filter(({ path }) => !told.includes(path));
  expect(silent.map(({ path }) => path)).toEqual([]);
});

const tables = new Set(pages.flatMap(sectionsOf).map(({ of }) => of));

test('the props of every construct have a table', () => {
  const props = api.exports.map(({ name }) => name).filter((name) => name.endsWith('Props'));
  expect(props.length).toBeGreaterThan(10);
  expect(props.filter((name) => !tables.has(name))).toEqual([]);
});

test('the options of every function have a table', () => {
  const taken = api.exports.flatMap(({ declarations }) =>
    declarations.flatMap((each) => (ts.isFunctionDeclaration(each) ? each.parameters : [])),
  );
  const types = taken
    .map(({ type }) => /^\w+Options\b/.exec(type?.getText() ?? '')?.[0])
    .filter((name) => name !== undefined);
  expect(types).toEqual(expect.arrayContaining(['ClusterOptions', 'NfsRepositoryOptions', 'TalosPatchOptions']));
  expect(types.filter((name) => !tables.has(name))).toEqual([]);
});

/** What nobody writes out, because a function makes it. */
const MADE = [
  'Cluster',
  'Destination',
  'FieldRef',
  'NfsRepository',
  'Plan',
  'Repository',
  'ResticDestination',
  'ResticRepository',
  'S3Repository',
  'Schedule',
];

test('whatever has fields and stands in a table has a table of its own', () => {
  const named = api.exports
    .filter(({ name }) => tables.has(name))
    .flatMap(({ symbol }) => membersOf(symbol, api.checker))
    .flatMap(({ type }) => type.replace(/'[^']*'/g, '').match(/\w+/g) ?? []);
  const withFields = api.exports.filter(({ name, symbol }) => named.includes(name) && hasFields(symbol));
  expect(withFields.map(({ name }) => name).filter((name) => !tables.has(name) && !MADE.includes(name))).toEqual([]);
});

function hasFields(symbol: Parameters<typeof membersOf>[0]): boolean {
  return api.checker.getDeclaredTypeOfSymbol(symbol).isClassOrInterface();
}
