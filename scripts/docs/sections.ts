/** A part of a page that is made from the sources: `<!-- props: VolsyncAppProps -->` … `<!-- /props -->`. */
export interface Section {
  readonly kind: string;
  /** What it is of; empty where the kind says it all. */
  readonly of: string;
  /** The heading that it stands below. */
  readonly heading: string;
}

const SECTION = /^<!-- (\w+)(?:: (\w+))? -->\n[\s\S]*?^<!-- \/\1 -->$/gm;
const BEGIN = /^<!-- (\w+)(?:: (\w+))? -->$/gm;

export function sectionsOf(page: string): Section[] {
  return [...page.matchAll(SECTION)].map(({ 1: kind = '', 2: of = '', index }) => {
    const heading = headings(page.slice(0, index)).at(-1) ?? '';
    return { kind, of, heading };
  });
}

/** The headings of a page: a comment in a shell's program is none. */
export function headings(page: string): string[] {
  const prose = page.replace(/^( *)```[\s\S]*?^\1```$/gm, '');
  return [...prose.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => heading);
}

/**
 * The page with each of its sections made anew.
 * @throws Error if a section has no end
 */
export function withSections(page: string, make: (section: Section) => string): string {
  const sections = sectionsOf(page);
  const begun = [...page.matchAll(BEGIN)];
  if (begun.length !== sections.length) {
    const open = begun.map(([line]) => line).join(', ');
    throw new Error(`of ${open} one has no end; each needs a line such as <!-- /props -->`);
  }
  let next = 0;
  return page.replace(SECTION, (whole, kind: string) => {
    const section = sections[next++];
    const [begin = ''] = whole.split('\n', 1);
    return section ? `${begin}\n\n${make(section)}\n\n<!-- /${kind} -->` : whole;
  });
}

/** The anchor that GitHub and npm give a heading. */
export function anchor(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}
