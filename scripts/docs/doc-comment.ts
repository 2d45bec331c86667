import ts from 'typescript';

/** What a doc comment says. */
export interface DocComment {
  readonly text: string;
  /** What stands behind `@default`. */
  readonly default: string | undefined;
  /** The programs behind `@example`, without their fences. */
  readonly examples: readonly string[];
}

/** The doc comment of a declaration; a member that overrides another has the other's where it has none of its own. */
export function docComment(symbol: ts.Symbol, checker: ts.TypeChecker): DocComment {
  const tags = symbol.getJsDocTags(checker).map(({ name, text }) => ({ name, text: plain(text) }));
  return {
    text: plain(symbol.getDocumentationComment(checker)),
    default: tags.find(({ name }) => name === 'default')?.text,
    examples: tags.filter(({ name }) => name === 'example').map(({ text }) => program(text)),
  };
}

/** The text with `{@link x}` as code. */
function plain(parts: readonly ts.SymbolDisplayPart[] | undefined): string {
  return ts
    .displayPartsToString([...(parts ?? [])])
    .replace(/\{@link ([^}]+)\}/g, (_, name: string) => `\`${name.trim()}\``)
    .trim();
}

function program(text: string): string {
  const [, fenced] = /^```ts\n([\s\S]*?)^```$/m.exec(text) ?? [];
  return fenced ?? text;
}
