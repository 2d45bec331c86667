import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../test/support/project';
import { inFolder } from './folder';
import { compare, elapsed, interleave } from './measure';
import { type Row, row } from './table';

const TOOLS = join(projectRoot, '.tools');

/**
 * The whole `npm run synth` of the home cluster, into an empty folder of a repository that has its output committed, so
 * that the guard compares as it does for everybody; dist/ stays as it is.
 */
export function synthHome(): number {
  return inFolder((folder) => {
    commitHome(folder);
    rmSync(join(folder, 'dist'), { recursive: true });
    return elapsed(() => npm('synth', [], { CDK8S_OUTDIR: join(folder, 'dist') }));
  });
}

/** `diff` of a home cluster in which every tenth app keeps less, against what is committed. */
export function diffAgainstSynth(rounds: number): Row {
  return inFolder((folder) => {
    commitHome(folder);
    keepLess(join(folder, 'dist'));
    const diff = ['diff', `git:HEAD:${join(folder, 'dist')}`, join(folder, 'dist'), '--report-only'];
    const times = interleave(rounds, {
      'npm run synth': synthHome,
      diff: () => elapsed(() => npm('cli', diff)),
    });
    return row(
      '`diff` of the home cluster, five apps changed',
      '`npm run synth`',
      compare(times.diff, times['npm run synth']),
      {
        goal: 1.5,
      },
    );
  });
}

function npm(script: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): void {
  command('npm', ['run', '--silent', script, ...(args.length === 0 ? [] : ['--', ...args])], projectRoot, env);
}

/** Makes a folder a repository that has the output of the home cluster. */
function commitHome(folder: string): void {
  cpSync(join(projectRoot, 'dist'), join(folder, 'dist'), { recursive: true });
  const identity = ['-c', 'user.name=bench', '-c', 'user.email=bench@example.org', '-c', 'commit.gpgsign=false'];
  for (const args of [
    ['init', '--quiet'],
    ['add', '--all'],
    ['commit', '--quiet', '--message', 'all'],
  ]) {
    command('git', [...identity, ...args], folder);
  }
}

function keepLess(dist: string): void {
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.k8s.yaml'));
  for (const path of files.filter((_, index) => index % 10 === 0)) {
    const text = readFileSync(join(dist, path), 'utf8');
    writeFileSync(join(dist, path), text.replace(/daily: [1-9]\d*/g, 'daily: 2'));
  }
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
