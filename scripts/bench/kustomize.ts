import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { apps } from '../../src/home/apps';
import { program } from '../../test/support/programs';
import { synthHome } from './commands';
import { COMPONENT } from './component';
import { inFolder } from './folder';
import { compare, elapsed, interleave, noting } from './measure';
import { type Row, row } from './table';

/** The home cluster, against `kustomize build` of a component once per app, which is what Flux runs without us. */
export function againstKustomize(rounds: number): Row[] {
  process.stderr.write('  kustomize is built the first time, which takes about a minute\n');
  const binary = program('kustomize');
  return inFolder((folder) => {
    const builds = writeApps(folder);
    const [built, written]: [number[], number[]] = [[], []];
    const times = interleave(rounds, {
      'kustomize build': noting(built, () => elapsed(() => buildAll(binary, builds))),
      'npm run synth': noting(written, synthHome),
    });
    const measured = '`npm run synth`, home cluster';
    const against = `\`kustomize build\` of a component, ${apps.length} apps`;
    return [
      row(measured, against, compare(times['npm run synth'], times['kustomize build']), { goal: 0.8 }),
      row(`${measured}, CPU time`, against, compare(written.slice(-rounds), built.slice(-rounds))),
    ];
  });
}

function buildAll(kustomize: string, folders: readonly string[]): void {
  for (const each of folders) {
    execFileSync(kustomize, ['build', each], { stdio: 'pipe' });
  }
}

/** Writes the component and a folder per app that uses it; gives the apps' folders. */
function writeApps(folder: string): string[] {
  writeFiles(join(folder, 'component'), COMPONENT);
  return apps.map(({ app, namespace }) => {
    const path = join(folder, namespace, app);
    writeFiles(path, {
      'kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
namespace: ${namespace}
components:
  - ../../component
`,
    });
    return path;
  });
}

function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, name), text);
  }
}
