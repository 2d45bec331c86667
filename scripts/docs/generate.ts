import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from '../../src/engines/rules';
import { type Defaults, withValuesInComments, withValuesInPage } from './default-values';
import { defaultsTable } from './defaults-table';
import { membersOf } from './members';
import { type PublicApi, readPublicApi } from './public-api';
import { rulesPage } from './rules-page';
import { secretKeysTable } from './secret-keys-table';
import { anchor, type Section, sectionsOf, withSections } from './sections';
import { membersTable, type Places } from './table';

/** Texts by the paths of their files, as seen from the project's folder. */
export type Texts = ReadonlyMap<string, string>;

/** The sources and the pages as they stand. */
export function readTexts(root: string): Texts {
  const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).map((name) =>
    join('src', name),
  );
  const paths = [...sources.filter((each) => each.endsWith('.ts')), ...pages(root)];
  return new Map(paths.sort().map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

function pages(root: string): string[] {
  const names = readdirSync(join(root, 'docs')).map((name) => join('docs', name));
  return ['README.md', ...names.filter((each) => each.endsWith('.md'))];
}

/**
 * Makes everything in the sources' comments and in the pages that is taken from elsewhere: values, and tables of props.
 * @returns the same files with the text that they should have
 */
export function generate(root: string, texts: Texts, defaults: Defaults): Texts {
  const sources = mapped(only(texts, '.ts'), (text) => withValuesInComments(text, defaults));
  const api = readPublicApi(root, new Map([...sources].map(([path, text]) => [join(root, path), text])));
  const found = only(texts, '.md');
  const places = placesIn(found);
  const made = mapped(found, (text, page) =>
    page === RULES_PAGE
      ? rulesPage(rules)
      : withSections(withValuesInPage(text, defaults), (section) => sectionText(section, page, api, places, defaults)),
  );
  return new Map([...sources, ...made]);
}

const RULES_PAGE = join('docs', 'rules.md');

/** The files whose text is not what it should be. */
export function drift(texts: Texts, made: Texts): string[] {
  return [...made].filter(([path, text]) => texts.get(path) !== text).map(([path]) => path);
}

function sectionText({ kind, of }: Section, page: string, api: PublicApi, places: Places, defaults: Defaults): string {
  if (kind === 'defaults') {
    return defaultsTable(api, defaults);
  }
  if (kind === 'secretkeys') {
    return secretKeysTable();
  }
  const found = api.exports.find(({ name }) => name === of);
  if (kind !== 'props' || found === undefined) {
    throw new Error(
      `nothing makes <!-- ${kind}: ${of} -->; write "defaults", "secretkeys", or "props: <type that is exported>"`,
    );
  }
  return membersTable(membersOf(found.symbol, api.checker), seenFrom(page, places));
}

/** Where each type has its table: the heading above it. */
function placesIn(found: Texts): Places {
  const all = [...found].flatMap(([page, text]) =>
    sectionsOf(text).map(({ of, heading }) => [of, `${page}#${anchor(heading)}`] as const),
  );
  return new Map(all);
}

/** The pages with generated parts are all in one folder. */
function seenFrom(page: string, places: Places): Places {
  return new Map(
    [...places].map(([type, place]) => {
      const [path = '', heading = ''] = place.split('#');
      return [type, path === page ? `#${heading}` : `${path.replace(/^docs\//, '')}#${heading}`];
    }),
  );
}

function only(texts: Texts, extension: string): Texts {
  return new Map([...texts].filter(([path]) => path.endsWith(extension)));
}

/** The texts, each made anew; what goes wrong names its file. */
function mapped(texts: Texts, make: (text: string, path: string) => string): Texts {
  return new Map(
    [...texts].map(([path, text]) => {
      try {
        return [path, make(text, path)];
      } catch (error) {
        throw new Error(`${path}: ${error instanceof Error ? error.message : error}`);
      }
    }),
  );
}
