import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse, stringify } from 'yaml';
import { CRD_REPOSITORIES, type CrdFile } from './crds/sources';
import { type Crd, trimCrd } from './crds/trim';

const PROJECT = resolve(__dirname, '..');
const IMPORTS = join(PROJECT, 'imports');

interface Origin {
  readonly crd: Crd;
  readonly from: string;
}

function main(): void {
  const origins = readCrds(crdsDir());
  const modules = generate(origins.map(({ crd }) => crd));
  writeImports(modules, origins);
  console.log(`imports/: ${[...modules.keys()].join(', ')}`);
}

function crdsDir(): string {
  const dir = process.env.CRDS_DIR;
  if (!dir) {
    throw new Error(
      'CRDS_DIR is not set: it names the folder with the CRD files. ' +
        'To make one: npx ts-node --transpile-only scripts/download-crds.ts <folder>',
    );
  }
  return resolve(dir);
}

function readCrds(dir: string): Origin[] {
  const missing = CRD_REPOSITORIES.flatMap(({ crds }) => crds.map(({ file }) => file)).filter(
    (file) => !existsSync(join(dir, file)),
  );
  if (missing.length > 0) {
    throw new Error(`CRDS_DIR ${dir} lacks ${missing.join(', ')}`);
  }
  return CRD_REPOSITORIES.flatMap(({ repository, tag, crds }) =>
    crds.map((crd) => ({ crd: trimCrd(readCrd(dir, crd), crd), from: `${repository}@${tag}` })),
  );
}

function readCrd(dir: string, { file }: CrdFile): Crd {
  const content: unknown = parse(readFileSync(join(dir, file), 'utf8'), { version: '1.1' });
  if (!isCrd(content)) {
    throw new Error(`${join(dir, file)} is no CustomResourceDefinition`);
  }
  return content;
}

function isCrd(content: unknown): content is Crd {
  return (
    typeof content === 'object' && content !== null && 'kind' in content && content.kind === 'CustomResourceDefinition'
  );
}

// One file for all CRDs, since each further file with the same API group would overwrite the module of the one before.
// The generator runs in a folder of its own: there it finds no cdk8s.yaml to rewrite, and when it fails imports/ stays.
function generate(crds: readonly Crd[]): Map<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'import-crds-'));
  try {
    const documents = crds.map((crd) => stringify(crd, { version: '1.1', aliasDuplicateObjects: false, lineWidth: 0 }));
    writeFileSync(join(folder, 'crds.yaml'), documents.join('---\n'));
    runGenerator(folder, ['import', '--no-save', '--language', 'typescript', '--output', 'imports', 'crds.yaml']);
    const files = readdirSync(join(folder, 'imports')).sort();
    return new Map(files.map((file) => [file, readFileSync(join(folder, 'imports', file), 'utf8')]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function runGenerator(folder: string, args: readonly string[]): void {
  execFileSync(join(PROJECT, 'node_modules', '.bin', 'cdk8s'), args, {
    cwd: folder,
    // Without this it asks the npm registry for a newer version of itself.
    env: { ...process.env, CDK8S_CHECK_UPGRADE: 'false' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

function writeImports(modules: ReadonlyMap<string, string>, origins: readonly Origin[]): void {
  mkdirSync(IMPORTS, { recursive: true });
  for (const stale of readdirSync(IMPORTS).filter((file) => !modules.has(file))) {
    rmSync(join(IMPORTS, stale), { recursive: true });
  }
  for (const [file, code] of modules) {
    writeFileSync(join(IMPORTS, file), header(file, origins) + code.replace(/[ \t]+$/gm, ''));
  }
}

function header(file: string, origins: readonly Origin[]): string {
  const from = origins.filter(({ crd }) => file === `${crd.spec.group}.ts`).map((origin) => origin.from);
  return `// Made by scripts/import-crds.ts from ${[...new Set(from)].join(', ')}. Do not edit.\n`;
}

try {
  main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
