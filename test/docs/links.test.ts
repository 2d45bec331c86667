import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { anchor, headings } from '../../scripts/docs/sections';
import { projectRoot } from '../support/project';

interface Link {
  readonly page: string;
  readonly to: string;
}

/** What is in the tarball but for what is built, to which no page may lead. */
function packedFiles(): string[] {
  const list = ['pack', '--dry-run', '--json', '--ignore-scripts', '--silent'];
  const [{ files }] = JSON.parse(execFileSync('npm', list, { cwd: projectRoot, encoding: 'utf8' }));
  return files.map(({ path }: { path: string }) => path).filter((path: string) => !path.startsWith('lib/'));
}

const packed = packedFiles();
const pages = new Map(
  packed.filter((path) => path.endsWith('.md')).map((path) => [path, readFileSync(join(projectRoot, path), 'utf8')]),
);

/** The links of a page but those to the web; those of its programs are none. */
function linksOf(page: string, text: string): Link[] {
  const prose = text.replace(/^( *)```[\s\S]*?^\1```$/gm, '').replace(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)|^\[[^\]]+\]: (\S+)/gm)]
    .map(([, inline, reference]) => ({ page, to: inline ?? reference ?? '' }))
    .filter(({ to }) => !/^[a-z]+:/.test(to));
}

/** Whether a link leads to a file of the tarball and, if it names one, to a heading of it. */
function leadsSomewhere({ page, to }: Link): boolean {
  const [path = '', heading] = to.split('#');
  const file = path === '' ? page : posix.join(posix.dirname(page), path);
  return (
    packed.includes(file) &&
    (heading === undefined ||
      headings(pages.get(file) ?? '')
        .map(anchor)
        .includes(heading))
  );
}

test('the tarball holds the pages that explain the library', () => {
  expect(packed).toEqual(expect.arrayContaining(['README.md', 'CHANGELOG.md', 'docs/concepts.md', 'docs/cluster.md']));
});

test('every relative link of a page leads to a page, and to a heading, that is in the tarball', () => {
  const links = [...pages].flatMap(([page, text]) => linksOf(page, text));
  expect(links.length).toBeGreaterThan(50);
  expect(links.filter((each) => !leadsSomewhere(each))).toEqual([]);
});

test.each(['docs/none.md', 'docs/concepts.md#none', 'src/index.ts', '#none'])('a link to %s leads nowhere', (to) => {
  expect(linksOf('README.md', `[text](${to})`).map(leadsSomewhere)).toEqual([false]);
});
