import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { docComment } from '../../../scripts/docs/doc-comment';
import { membersOf } from '../../../scripts/docs/members';
import { type Export, type PublicApi, readPublicApi } from '../../../scripts/docs/public-api';

const SOURCES = {
  'base.ts': `
    export interface Base {
      /** Of the base. @default none */
      readonly inherited?: readonly string[];
      /** Not taken over. */
      readonly left: string;
    }`,
  'index.ts': `
    import type { Base } from './base';
    export type { Base as Renamed } from './base';
    /** Named otherwise inside. */
    type Inside = Options;
    export type { Inside as Outside };
    type Few = 'x' | 'y';
    type Many = '1' | '2' | '3' | '4' | '5' | '6' | '7';
    export interface Generic<T extends Record<string, Base>> {
      readonly parameter: T;
      readonly few: Few;
      readonly many?: Many;
      readonly list: readonly Few[];
    }
    export interface Options extends Omit<Base, 'left'> {
      /**
       * Of {@link Options}.
       *
       * More.
       */
      readonly own: 'a' | 'b';
      /** Pods. @default all of them */
      readonly pods?: {
        /** Their labels. @default any */
        readonly labels?: Readonly<Record<string, string>>;
      };
      /** Both. */
      readonly both: Base & {
        /** Further. */
        readonly further?: number;
      };
    }
    /**
     * Says how.
     * @example
     * \`\`\`ts
     * new Thing();
     * \`\`\`
     */
    export class Thing {}`,
};

const root = mkdtempSync(join(tmpdir(), 'public-api-'));
let api: PublicApi;

beforeAll(() => {
  mkdirSync(join(root, 'src'));
  writeFileSync(
    join(root, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: { strict: true, lib: ['ES5'], types: [] } }),
  );
  for (const [name, text] of Object.entries(SOURCES)) {
    writeFileSync(join(root, 'src', name), text);
  }
  api = readPublicApi(root);
});

afterAll(() => rmSync(root, { recursive: true }));

function found(name: string): Export {
  const each = api.exports.find((one) => one.name === name);
  if (each === undefined) {
    throw new Error(`${name} is not exported`);
  }
  return each;
}

test('what is exported is found under its public name', () => {
  expect(api.exports.map(({ name }) => name).sort()).toEqual(['Generic', 'Options', 'Outside', 'Renamed', 'Thing']);
  expect(found('Renamed').declarations.map(ts.isInterfaceDeclaration)).toEqual([true]);
});

test('fields are found, those inherited and those of types written on the spot too', () => {
  expect(membersOf(found('Options').symbol, api.checker)).toEqual([
    { name: 'own', type: "'a' | 'b'", optional: false, text: 'Of `Options`.\n\nMore.', default: undefined },
    {
      name: 'pods',
      type: '{ … }',
      optional: true,
      text: 'Pods.',
      default: 'all of them',
    },
    { name: 'pods.labels', type: 'Record<string, string>', optional: true, text: 'Their labels.', default: 'any' },
    { name: 'both', type: 'Base & { … }', optional: false, text: 'Both.', default: undefined },
    { name: 'both.further', type: 'number', optional: true, text: 'Further.', default: undefined },
    { name: 'inherited', type: 'string[]', optional: true, text: 'Of the base.', default: 'none' },
  ]);
});

test('a few words are told themselves, many by their name, and a type parameter by what it may be', () => {
  const types = membersOf(found('Generic').symbol, api.checker).map(({ name, type }) => [name, type]);
  expect(types).toEqual([
    ['parameter', 'Record<string, Base>'],
    ['few', "'x' | 'y'"],
    ['many', 'Many'],
    ['list', 'Few[]'],
  ]);
});

test('a name for another type has the fields of that type', () => {
  const [outside, options] = ['Outside', 'Options'].map((name) => membersOf(found(name).symbol, api.checker));
  expect(outside).toEqual(options);
});

test('an example is found without its fence', () => {
  expect(docComment(found('Thing').symbol, api.checker)).toEqual({
    text: 'Says how.',
    default: undefined,
    examples: ['new Thing();\n'],
  });
});

test('a text in memory stands for the one on the disk', () => {
  const texts = new Map([[join(root, 'src/index.ts'), '/** Other. */ export const other = 1;']]);
  expect(readPublicApi(root, texts).exports.map(({ name }) => name)).toEqual(['other']);
});

test('a package that exports nothing is an error', () => {
  const texts = new Map([[join(root, 'src/index.ts'), 'export {};']]);
  expect(() => readPublicApi(root, texts)).toThrow('src/index.ts exports nothing');
});
