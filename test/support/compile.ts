import { dirname, join } from 'node:path';
import ts from 'typescript';

/**
 * Type-checks programs that exist in memory only, as if each lay in `folder`, and gives the first error of each;
 * `undefined` for one that compiles.
 */
export function firstErrors(programs: readonly string[], folder: string): (string | undefined)[] {
  const config = ts.readConfigFile('tsconfig.json', ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, process.cwd());
  const paths = { ...options.paths, 'cdk8s-volsync-kopia': [join(process.cwd(), 'src/index.ts')] };
  const files = new Map(programs.map((text, index) => [join(process.cwd(), folder, `program-${index}.ts`), text]));
  const host = ts.createCompilerHost({ ...options, paths });
  const { fileExists, readFile, getSourceFile, directoryExists } = host;
  host.fileExists = (path) => files.has(path) || fileExists(path);
  host.readFile = (path) => files.get(path) ?? readFile(path);
  host.directoryExists = (path) =>
    [...files.keys()].some((each) => dirname(each) === path) || (directoryExists?.(path) ?? true);
  host.getSourceFile = (path, ...rest) => {
    const text = files.get(path);
    return text === undefined ? getSourceFile(path, ...rest) : ts.createSourceFile(path, text, ts.ScriptTarget.ES2022);
  };
  const program = ts.createProgram([...files.keys()], { ...options, paths, noUnusedLocals: false }, host);
  return [...files.keys()].map((path) => {
    const source = program.getSourceFile(path);
    const [error] = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return error && ts.flattenDiagnosticMessageText(error.messageText, '\n');
  });
}
