import type ts from 'typescript';
import { type Defaults, printed } from './default-values';
import { docComment } from './doc-comment';
import type { Export, PublicApi } from './public-api';
import { table } from './table';

/** A value of the library, and why it is what it is. */
interface Reason {
  readonly path: string;
  readonly value: unknown;
  readonly why: string;
}

/** The exported `defaults` with their reasons. */
export function defaultsTable(api: PublicApi, defaults: Defaults): string {
  const rows = reasons(api, defaults).map(({ path, value, why }) => [
    `\`${path}\``,
    `\`${printed(path, value)}\``,
    why,
  ]);
  return table(['default', 'value', 'why'], rows);
}

/**
 * @throws Error if the package does not export `defaults`
 */
export function reasons({ exports, checker }: PublicApi, defaults: Defaults): Reason[] {
  const found = exports.find(({ name }) => name === 'defaults');
  if (found === undefined) {
    throw new Error('src/index.ts does not export `defaults`, where the library keeps its values');
  }
  return reasonsIn(typeOf(found, checker), 'defaults', defaults, checker);
}

function typeOf({ symbol, declarations: [declaration] }: Export, checker: ts.TypeChecker): ts.Type {
  return declaration ? checker.getTypeOfSymbolAtLocation(symbol, declaration) : checker.getTypeOfSymbol(symbol);
}

/** A group whose members have reasons of their own is taken apart, any other is one row. */
function reasonsIn(type: ts.Type, path: string, values: Defaults, checker: ts.TypeChecker): Reason[] {
  return type.getProperties().flatMap((each) => {
    const [inside, value] = [`${path}.${each.name}`, values[each.name]];
    const members = checker.getTypeOfSymbol(each);
    return isGroup(value, members, checker)
      ? reasonsIn(members, inside, value, checker)
      : [{ path: inside, value, why: docComment(each, checker).text }];
  });
}

/** A schedule has members with texts as well, but it is one value. */
function isGroup(value: unknown, type: ts.Type, checker: ts.TypeChecker): value is Defaults {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.getPrototypeOf(value) === Object.prototype &&
    type.getProperties().some((each) => docComment(each, checker).text !== '')
  );
}
