import { anchor, headings, sectionsOf, withSections } from '../../../scripts/docs/sections';

const page = `# Page

## Props

<!-- props: Options -->
old
<!-- /props -->

\`\`\`sh
# no heading
\`\`\`

<!-- defaults -->
<!-- /defaults -->

Text, with a value of \`5Gi\`<!-- defaults.capacity -->.
`;

test('the sections of a page are found, with the headings above them', () => {
  expect(sectionsOf(page)).toEqual([
    { kind: 'props', of: 'Options', heading: 'Props' },
    { kind: 'defaults', of: '', heading: 'Props' },
  ]);
});

test('sections are made anew, and nothing else', () => {
  const made = withSections(page, ({ kind, of }) => `${kind} ${of} $1`.trim());
  expect(made).toBe(
    page
      .replace('\nold\n', '\n\nprops Options $1\n\n')
      .replace('<!-- defaults -->\n', '<!-- defaults -->\n\ndefaults  $1\n\n'),
  );
  expect(withSections(made, ({ kind, of }) => `${kind} ${of} $1`.trim())).toBe(made);
});

test('a section without an end is an error', () => {
  expect(() => withSections('<!-- props: Options -->\n\n| a |\n', () => '')).toThrow(
    'of <!-- props: Options --> one has no end; each needs a line such as <!-- /props -->',
  );
});

test('a comment in a program is no heading', () => {
  expect(headings(page)).toEqual(['Page', 'Props']);
});

test.each([
  ['Props', 'props'],
  ['What it is, and what it is not', 'what-it-is-and-what-it-is-not'],
  ['`KopiaPodOptions`', 'kopiapodoptions'],
  ['I — identity', 'i--identity'],
])('the anchor of %j is %s', (heading, expected) => {
  expect(anchor(heading)).toBe(expected);
});
