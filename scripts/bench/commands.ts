import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../test/support/project';
import { inFolder } from './folder';
import { compare, elapsed, interleave } from './measure';
import { type Row, row } from './table';

const TOOLS = join(projectRoot, '.tools');

/** The whole `npm run synth` of the home cluster, into a folder of its own; dist/ stays as it is. */
export function synthHome(): number {
  return inFolder((folder) =>
    elapsed(() => command('npm', ['run', '--silent', 'synth'], projectRoot, { CDK8S_OUTDIR: join(folder, 'dist') })),
  );
}

/** The home cluster, against the smallest program there is, run as cdk8s runs it. */
export function againstMinimalApp(rounds: number): Row {
  mkdirSync(TOOLS, { recursive: true });
  // Within the project, so that it finds the same cdk8s, the same runner and the same tsconfig.json.
  return inFolder((folder) => {
    for (const [name, text] of Object.entries(MINIMAL)) {
      writeFileSync(join(folder, name), text);
    }
    const cdk8s = join(projectRoot, 'node_modules/.bin/cdk8s');
    const times = interleave(rounds, {
      'cdk8s synth': () => elapsed(() => command(cdk8s, ['synth'], folder, { CDK8S_CHECK_UPGRADE: 'false' })),
      'npm run synth': synthHome,
    });
    return row(
      '`npm run synth`, home cluster',
      '`cdk8s synth` of one ConfigMap',
      compare(times['npm run synth'], times['cdk8s synth']),
      { goal: 1.5 },
    );
  }, TOOLS);
}

const MINIMAL = {
  'cdk8s.yaml': 'language: typescript\napp: node -r ts-node/register main.ts\n',
  'main.ts': `import { ApiObject, App, Chart } from 'cdk8s';
const app = new App();
const metadata = { name: 'minimal' };
new ApiObject(new Chart(app, 'minimal'), 'config', { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { key: 'value' } });
app.synth();
`,
};

export function command(
  file: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): void {
  execFileSync(file, args, { cwd, env: { ...process.env, ...env }, stdio: 'pipe' });
}
