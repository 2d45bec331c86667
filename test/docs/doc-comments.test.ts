import ts from 'typescript';
import { withValuesInComments } from '../../scripts/docs/default-values';
import { reasons } from '../../scripts/docs/defaults-table';
import { docComment } from '../../scripts/docs/doc-comment';
import { readTexts } from '../../scripts/docs/generate';
import { membersOf, typeLiterals } from '../../scripts/docs/members';
import { readPublicApi } from '../../scripts/docs/public-api';
import { sectionsOf } from '../../scripts/docs/sections';
import * as library from '../../src';
import { projectRoot } from '../support/project';

const api = readPublicApi(projectRoot);
const { checker } = api;

/** What is exported, or public in something that is: `VolsyncAppProps.prune`. */
interface Public {
  readonly path: string;
  readonly symbol: ts.Symbol;
}

function membersIn({ path, symbol }: Public): Public[] {
  return (symbol.declarations ?? [])
    .flatMap(memberDeclarations)
    .flatMap(({ name }) => {
      const member = name && checker.getSymbolAtLocation(name);
      return member ? [{ path: `${path}.${member.name}`, symbol: member }] : [];
    })
    .flatMap((each) => [each, ...membersIn(each)]);
}

/** Those of `defaults` are told by their reasons, and a constructor by its class. */
function memberDeclarations(declaration: ts.Declaration): readonly ts.NamedDeclaration[] {
  if (ts.isClassDeclaration(declaration)) {
    return declaration.members
      .flatMap<ts.NamedDeclaration>((each) =>
        ts.isConstructorDeclaration(each) ? each.parameters.filter(isMember) : each,
      )
      .filter(isPublic);
  }
  if (ts.isInterfaceDeclaration(declaration)) {
    return declaration.members;
  }
  if (ts.isTypeAliasDeclaration(declaration) || ts.isPropertySignature(declaration)) {
    return typeLiterals(declaration.type).flatMap(({ members }) => members);
  }
  const value = ts.isVariableDeclaration(declaration) && !declaration.type ? declaration.initializer : undefined;
  return value && ts.isObjectLiteralExpression(value) ? value.properties : [];
}

function isMember(parameter: ts.ParameterDeclaration): boolean {
  return ts.isParameterPropertyDeclaration(parameter, parameter.parent);
}

function isPublic(member: ts.Declaration): boolean {
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
  const internal = ts.getJSDocTags(member).some(({ tagName }) => tagName.text === 'internal');
  return !internal && (ts.getCombinedModifierFlags(member) & hidden) === 0;
}

const all = api.exports.flatMap(({ name, symbol }) => [{ path: name, symbol }, ...membersIn({ path: name, symbol })]);

test('what is public is found, down to what is typed on the spot', () => {
  expect(all.map(({ path }) => path)).toEqual(
    expect.arrayContaining([
      'VolsyncApp.claim',
      'VolsyncAppProps.prune',
      'AppOptions.app',
      'Cluster.attach',
      'ServerGateway.pods.labels',
      'FluxOptions.source.namespace',
      'FluxOptions.substituteFrom.optional',
      'SharedS3Prefix.layout',
      'Schedule.at',
    ]),
  );
});

test('everything public says what it is', () => {
  const silent = all.filter(({ symbol }) => docComment(symbol, checker).text === '' || isParameter(symbol));
  expect(silent.map(({ path }) => path)).toEqual([]);
});

/** What a parameter declares is public without its comment: the compiler leaves that out of the declarations. */
function isParameter({ declarations = [] }: ts.Symbol): boolean {
  return declarations.some(ts.isParameter);
}

test('every value of the library has a reason', () => {
  const without = reasons(api, library.defaults).filter(({ why }) => why === '');
  expect(without.map(({ path }) => path)).toEqual([]);
});

/** The fields of what the pages have tables of: what is given back leaves out what it does not know. */
const tables = [...readTexts(projectRoot).values()].flatMap(sectionsOf).map(({ of }) => of);
const options = api.exports
  .filter(({ name }) => tables.includes(name))
  .flatMap(({ name, symbol }) => membersOf(symbol, checker).map((each) => ({ ...each, path: `${name}.${each.name}` })));

test('what may be left out says what is taken then', () => {
  expect(options.length).toBeGreaterThan(100);
  const silent = options.filter((each) => each.optional && each.default === undefined);
  expect(silent.map(({ path }) => path)).toEqual([]);
});

/** Text or a number that is written out. That nothing is taken, or a switch is on or off, needs no value. */
const COPIED = /(?<!\w)'[^']*'|"[^"]*"|(?<!\w)\d*[1-9]/;

test('a default that is a value is taken from `defaults`, so that it cannot differ', () => {
  const copied = options.filter((each) => COPIED.test(withoutTaken(each.default ?? '')));
  expect(copied.map(({ path, default: value }) => `${path}: ${value}`)).toEqual([]);
});

function withoutTaken(text: string): string {
  return text.replace(/`[^`]*` \(`defaults[.\w]+`\)/g, '');
}

test.each(["'5Gi'", 'at most 100', 'the user "kopia"', "the cluster's, '5Gi' unless it says otherwise"])(
  'a default that says %s is a copy',
  (text) => {
    expect(withoutTaken(text)).toMatch(COPIED);
  },
);

test.each(["the cluster's, `'5Gi'` (`defaults.capacity`) of its apps'", 'none', '0', 'false'])(
  'a default that says %s is none',
  (text) => {
    expect(withoutTaken(withValuesInComments(text, library.defaults))).not.toMatch(COPIED);
  },
);

function isConstruct(symbol: ts.Symbol): boolean {
  const isClass = (symbol.flags & ts.SymbolFlags.Class) !== 0;
  const bases = isClass ? checker.getBaseTypes(checker.getDeclaredTypeOfSymbol(symbol) as ts.InterfaceType) : [];
  return symbol.name === 'Construct' || bases.some((each) => isConstruct(each.symbol));
}

/** What can be made, and not only named as a type. */
const constructs = api.exports.filter(({ name, symbol }) => name in library && isConstruct(symbol));

test('constructs are found', () => {
  expect(constructs.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['VolsyncApp', 'KopiaServer', 'GitOpsApp']),
  );
});

test('every construct has an example', () => {
  const without = constructs.filter(({ symbol }) => docComment(symbol, checker).examples.length === 0);
  expect(without.map(({ name }) => name)).toEqual([]);
});
