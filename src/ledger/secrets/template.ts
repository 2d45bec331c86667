import type { VaultRef } from './secret-value';

/** What an expression of a template comes to, as far as it can be told. */
type Part = string | VaultRef;

const EXPRESSION = /\{\{-?\s*([\s\S]*?)\s*-?\}\}/g;

/**
 * The parts of a Secret's template, which is Go's text/template with functions of its own. Plain fields, `printf` and
 * `toJson` are carried out; any other expression is what only the vault and the template know together.
 * @param field what a field of the template's data is
 */
export function templateParts(text: string, field: (name: string) => VaultRef): readonly Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const match of text.matchAll(EXPRESSION)) {
    parts.push(text.slice(from, match.index), ...evaluated(match[1] ?? '', field));
    from = match.index + match[0].length;
  }
  return [...parts, text.slice(from)].filter((part) => part !== '');
}

function evaluated(expression: string, field: (name: string) => VaultRef): readonly Part[] {
  const [, inner = expression, json] = /^([\s\S]*?)(\s*\|\s*toJson)?$/.exec(expression) ?? [];
  const parts = plain(inner.trim(), field);
  if (parts === undefined) {
    return [opaque(expression, field)];
  }
  return json === undefined ? parts : ['"', ...parts, '"'];
}

function plain(expression: string, field: (name: string) => VaultRef): readonly Part[] | undefined {
  const name = fieldName(expression);
  if (name !== undefined) {
    return [field(name)];
  }
  const [, format, rest = ''] = /^printf\s+("(?:[^"\\]|\\.)*")((?:\s+\S+)*)$/.exec(expression) ?? [];
  const names = rest.trim().split(/\s+/).map(fieldName);
  const literals = format === undefined ? undefined : literalsOf(format);
  if (literals === undefined || literals.length !== names.length + 1 || names.includes(undefined)) {
    return undefined;
  }
  return literals.flatMap((literal, index) => {
    const each = names[index];
    return each === undefined ? [literal] : [literal, field(each)];
  });
}

/** What stands around the `%s` of a format; `undefined` where other verbs are in it. */
function literalsOf(format: string): readonly string[] | undefined {
  try {
    const literals = [''];
    for (const piece of (JSON.parse(format) as string).split(/(%.?)/s)) {
      if (piece === '%s') {
        literals.push('');
      } else if (piece.startsWith('%') && piece !== '%%') {
        return undefined;
      } else {
        literals.push(`${literals.pop() ?? ''}${piece === '%%' ? '%' : piece}`);
      }
    }
    return literals;
  } catch {
    return undefined;
  }
}

function fieldName(expression: string): string | undefined {
  return /^\.([A-Za-z_]\w*)$/.exec(expression)?.[1] ?? /^\(?index\s+\.\s+"([^"\\]+)"\)?$/.exec(expression)?.[1];
}

/** An expression that is not carried out is itself the name of what it makes. */
function opaque(expression: string, field: (name: string) => VaultRef): VaultRef {
  const [name] = [...expression.matchAll(/\.([A-Za-z_]\w*)/g)].map((match) => match[1]);
  return { ...field(name ?? expression), field: expression };
}
