import { mkdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Extractor, ExtractorConfig, ExtractorLogLevel, ExtractorMessageCategory } from '@microsoft/api-extractor';
import ts from 'typescript';

const REPORT_FOLDER = 'docs/api';
/** Not `lib/`, which a test may be packing at the same time. */
const DECLARATIONS = 'reports/declarations';

/** What came of the report of the public API. */
export interface ApiReport {
  /** Where it is. */
  readonly path: string;
  /** Whether it is not what it was; it is then written, if that was asked for. */
  readonly changed: boolean;
  /** What is wrong with the API itself: a type that is public and not exported, a member without a comment. */
  readonly wrong: readonly string[];
}

/** Makes the report of the public API, and writes it or only compares. */
export function apiReport(root: string, { write }: { readonly write: boolean }): ApiReport {
  emitDeclarations(root);
  mkdirSync(join(root, REPORT_FOLDER), { recursive: true });
  const wrong: string[] = [];
  const prepared = config(root);
  const { apiReportChanged } = Extractor.invoke(prepared, {
    localBuild: write,
    typescriptCompilerFolder: join(root, 'node_modules/typescript'),
    messageCallback: (message) => {
      message.handled = true;
      // What the extractor says of the report itself is said here, by what is to be done.
      if (message.category === ExtractorMessageCategory.Console) {
        return;
      }
      if (message.logLevel === ExtractorLogLevel.Error || message.logLevel === ExtractorLogLevel.Warning) {
        wrong.push(message.formatMessageWithLocation(root));
      }
    },
  });
  return { path: relative(root, prepared.reportFilePath), changed: apiReportChanged, wrong };
}

function emitDeclarations(root: string): void {
  const { config: file } = ts.readConfigFile(join(root, 'tsconfig.build.json'), ts.sys.readFile);
  const { options, fileNames } = ts.parseJsonConfigFileContent(file, ts.sys, root);
  const outDir = join(root, DECLARATIONS);
  ts.createProgram(fileNames, { ...options, emitDeclarationOnly: true, outDir }).emit();
}

function config(root: string): ExtractorConfig {
  return ExtractorConfig.prepare({
    packageJsonFullPath: join(root, 'package.json'),
    configObjectFullPath: undefined,
    configObject: {
      projectFolder: root,
      mainEntryPointFilePath: join(root, DECLARATIONS, 'src/index.d.ts'),
      compiler: { tsconfigFilePath: join(root, 'tsconfig.build.json') },
      apiReport: {
        enabled: true,
        reportFolder: join(root, REPORT_FOLDER),
        reportTempFolder: join(root, 'reports/api'),
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      newlineKind: 'lf',
      messages: {
        compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Warning } },
        extractorMessageReporting: {
          default: { logLevel: ExtractorLogLevel.Warning },
          // Nothing is released in parts, so no name says so.
          'ae-missing-release-tag': { logLevel: ExtractorLogLevel.None },
          'ae-internal-missing-underscore': { logLevel: ExtractorLogLevel.None },
        },
        tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
      },
    },
  });
}
