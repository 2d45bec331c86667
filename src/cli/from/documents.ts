import { type Document, parseAllDocuments } from 'yaml';
import type { Loose } from '../../ledger/loose';
import { CannotRun } from '../subcommand';

/** What was read before: most files of two folders that are compared are the same. */
const read = new Map<string, readonly Loose[]>();

/**
 * The objects of a text in YAML or JSON, of which there may be several.
 * @param where what the text is called in messages
 * @throws CannotRun if it is neither
 */
export function documentsIn(text: string, where: string): readonly Loose[] {
  const known = read.get(text);
  if (known !== undefined) {
    return known;
  }
  const found = /^\s*[[{]/.test(text) ? (json(text) ?? yaml(text, where)) : yaml(text, where);
  read.set(text, found);
  return found;
}

/** Objects in JSON, which YAML would read as well, and far slower. */
function json(text: string): readonly Loose[] | undefined {
  try {
    return something(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function yaml(text: string, where: string): readonly Loose[] {
  return parseAllDocuments(text, { merge: true, logLevel: 'error' }).flatMap((document) => {
    const [error] = document.errors;
    if (error !== undefined) {
      const [line] = error.linePos ?? [];
      const [why = ''] = error.message.split(/ at line |\n/);
      throw new CannotRun(`${where}${line === undefined ? '' : `:${line.line}`}: this is not YAML: ${why}`);
    }
    return something(plainValue(document, where));
  });
}

/** An alias may be of nothing, or of so much that nobody wants to see it. */
function plainValue(document: Document.Parsed, where: string): Loose {
  try {
    return document.toJS();
  } catch (error) {
    throw new CannotRun(`${where}: this is not YAML: ${error instanceof Error ? error.message : error}`);
  }
}

/** What stands between two lines of dashes may be nothing. */
function something(value: Loose): readonly Loose[] {
  return value === null || value === undefined ? [] : [value];
}
