import { join } from 'node:path';
import ts from 'typescript';

const ENTRY = 'src/index.ts';

/** A name that the package exports, and what stands behind it. */
export interface Export {
  readonly name: string;
  readonly symbol: ts.Symbol;
  readonly declarations: readonly ts.Declaration[];
}

/** What the package exports, as the compiler sees it. */
export interface PublicApi {
  readonly exports: readonly Export[];
  readonly checker: ts.TypeChecker;
}

/**
 * Reads the public API from `src/index.ts`.
 * @param texts files whose text is not what stands on the disk, by absolute path
 * @throws Error if there is no such file, or it exports nothing
 */
export function readPublicApi(root: string, texts: ReadonlyMap<string, string> = new Map()): PublicApi {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const host = ts.createCompilerHost(options);
  const { readFile } = host;
  host.readFile = (path) => texts.get(path) ?? readFile(path);
  const program = ts.createProgram([join(root, ENTRY)], options, host);
  const checker = program.getTypeChecker();
  const entry = program.getSourceFile(join(root, ENTRY));
  const module = entry && checker.getSymbolAtLocation(entry);
  const exports = module ? checker.getExportsOfModule(module).map((each) => exported(each, checker)) : [];
  if (exports.length === 0) {
    throw new Error(`${ENTRY} exports nothing`);
  }
  return { exports, checker };
}

function exported(symbol: ts.Symbol, checker: ts.TypeChecker): Export {
  const original = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  return { name: symbol.name, symbol: original, declarations: original.declarations ?? [] };
}
