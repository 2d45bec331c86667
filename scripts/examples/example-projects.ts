import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { parse } from 'yaml';

const ROOT = resolve(__dirname, '../..');

const TSCONFIG = join(ROOT, 'tsconfig.json');

export const EXAMPLES = join(ROOT, 'examples');

/** The projects among the examples, below `examples/`: the folders of a `cdk8s.yaml`. */
export function exampleProjects(): string[] {
  return readdirSync(EXAMPLES, { recursive: true, encoding: 'utf8' })
    .filter((path) => /(^|[/\\])cdk8s\.yaml$/.test(path) && !path.includes('node_modules'))
    .map(dirname)
    .sort();
}

/**
 * A copy of all examples, away from this repository, in which each is a project of its own. It finds what is installed
 * here, and under the name of the package the sources as they are.
 */
export class ExamplesCopy {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'examples-')));

  constructor() {
    cpSync(EXAMPLES, this.folder, { recursive: true, filter: (path) => basename(path) !== 'node_modules' });
    const modules = join(this.folder, 'node_modules');
    mkdirSync(modules);
    for (const name of readdirSync(join(ROOT, 'node_modules')).filter((each) => each !== '.cache')) {
      symlinkSync(join(ROOT, 'node_modules', name), join(modules, name));
    }
    symlinkSync(join(ROOT, 'src'), join(modules, 'cdk8s-volsync-kopia'));
  }

  /** Runs the `app` line of a project's `cdk8s.yaml`. */
  run(project: string, ...args: readonly string[]): { readonly status: number | null; readonly output: string } {
    const cwd = join(this.folder, project);
    const { app } = parse(readFileSync(join(cwd, 'cdk8s.yaml'), 'utf8'));
    // Loaded first of all: the package is JavaScript when it is installed, and is not here.
    const typescript = {
      NODE_OPTIONS: `-r ${JSON.stringify(require.resolve('ts-node/register'))}`,
      TS_NODE_PROJECT: TSCONFIG,
    };
    const env: NodeJS.ProcessEnv = { ...process.env, ...typescript };
    // Set for this process, if at all.
    delete env.CDK8S_OUTDIR;
    const { status, stdout, stderr } = spawnSync([app, ...args].join(' '), { cwd, env, shell: true, encoding: 'utf8' });
    return { status, output: `${stdout}${stderr}`.trim() };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
