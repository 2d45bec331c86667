import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { apps } from '../../src/home/apps';
import { program } from '../../test/support/programs';
import { synthHome } from './commands';
import { COMPONENT } from './component';
import { inFolder } from './folder';
import { compare, elapsed, interleave } from './measure';
import { type Row, row } from './table';

/** The home cluster, against `kustomize build` of a component once per app, which is what Flux runs without us. */
export function againstKustomize(rounds: number): Row {
  process.stderr.write('  kustomize is built the first time, which takes about a minute\n');
  const binary = program('kustomize');
  return inFolder((folder) => {
    const builds = writeApps(folder);
    const times = interleave(rounds, {
      'kustomize build': () =>
        elapsed(() => {
          for (const build of builds) {
            execFileSync(binary, ['build', build], { stdio: 'pipe' });
          }
        }),
      'npm run synth': synthHome,
    });
    return row(
      '`npm run synth`, home cluster',
      `\`kustomize build\` of a component, ${apps.length} apps`,
      compare(times['npm run synth'], times['kustomize build']),
    );
  });
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
