import { dirname, join } from 'node:path';
import ts from 'typescript';

/**
 * Type-checks programs that exist in memory only, each at the path it is given by; the package's own name stands for
 * its sources.
 * @returns the first error of each, in their order; `undefined` for one that compiles
 */
export function firstErrors(programs: Readonly<Record<string, string>>): (string | undefined)[] {
  const config = ts.readConfigFile('tsconfig.json', ts.sys.readFile);
  const parsed = ts.parseJsonConfigFileContent(config.config, ts.sys, process.cwd());
  const paths = { 'cdk8s-volsync-kopia': [join(process.cwd(), 'src/index.ts')] };
  const options = { ...parsed.options, paths, noUnusedLocals: false };
  const files = new Map(Object.entries(programs).map(([path, text]) => [join(process.cwd(), path), text]));
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile, directoryExists } = host;
  host.fileExists = (path) => files.has(path) || fileExists(path);
  host.readFile = (path) => files.get(path) ?? readFile(path);
  host.directoryExists = (path) =>
    [...files.keys()].some((each) => dirname(each) === path) || (directoryExists?.(path) ?? true);
  host.getSourceFile = (path, ...rest) => {
    const text = files.get(path);
    return text === undefined ? getSourceFile(path, ...rest) : ts.createSourceFile(path, text, ts.ScriptTarget.ES2022);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return [...files.keys()].map((path) => {
    const source = program.getSourceFile(path);
    const [error] = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return error && ts.flattenDiagnosticMessageText(error.messageText, '\n');
  });
}
