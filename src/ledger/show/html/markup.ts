/** A piece of a page. It is only made by {@link html}, which escapes all that is put into it. */
export class Markup {
  constructor(readonly text: string) {}
}

export type Content = string | number | Markup | undefined | readonly Content[];

/**
 * A piece of a page: what stands between the pieces of the template is text, whatever is in it, unless it is such a piece
 * itself. Names of objects are anybody's, and anything may be in them.
 */
export function html(pieces: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  return new Markup(pieces.map((piece, index) => `${piece}${written(contents[index])}`).join(''));
}

/** Text that is markup already, because nothing of it comes from elsewhere. */
export function trusted(text: string): Markup {
  return new Markup(text);
}

function written(content: Content): string {
  if (content === undefined) {
    return '';
  }
  if (content instanceof Markup) {
    return content.text;
  }
  return isList(content) ? content.map(written).join('') : escaped(String(content));
}

function isList(content: Content): content is readonly Content[] {
  return Array.isArray(content);
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  // What HTML has no place for would be shown as something else.
  return text.replace(/[&<>"']/g, (each) => ESCAPES[each] ?? each).replace(UNPRINTABLE, '\uFFFD');
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNPRINTABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/g;
