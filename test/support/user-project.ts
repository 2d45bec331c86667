import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { transformSync } from '@swc/core';
import { projectRoot } from './project';

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a test begins and waits for. */
export interface Running {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
}

const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'user-project-')));
/** One for all projects, above them, as in a workspace. */
const modules = join(scratch, 'node_modules');
let projects = 0;

/** To be called once in a file of tests: installs what its projects use, and removes all of them afterwards. */
export function useProjects(): void {
  jest.setTimeout(120_000);
  beforeAll(install);
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));
}

/** A project of somebody who has installed the library: the folder, its programs as real processes, its output. */
export class UserProject {
  readonly folder: string;

  /** @param files their contents by their paths, which may lead out of the project's folder */
  constructor(files: Readonly<Record<string, string>>, below = '.') {
    projects += 1;
    this.folder = join(scratch, String(projects), below);
    mkdirSync(this.folder, { recursive: true });
    for (const [path, text] of Object.entries(files)) {
      this.write(path, text);
    }
  }

  write(path: string, text: string): void {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), 'utf8');
  }

  has(path: string): boolean {
    return existsSync(join(this.folder, path));
  }

  /** The files of a folder and what is in them. */
  contents(path: string): Record<string, string> {
    const root = join(this.folder, path);
    const files = existsSync(root)
      ? readdirSync(root, { recursive: true, withFileTypes: true }).filter((each) => each.isFile())
      : [];
    return Object.fromEntries(
      files
        .map(({ parentPath, name }) => join(parentPath, name))
        .sort()
        .map((file) => [relative(root, file), readFileSync(file, 'utf8')]),
    );
  }

  git(...args: readonly string[]): string {
    const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.org', '-c', 'commit.gpgsign=false'];
    const { status, stdout, stderr } = spawnSync('git', [...identity, ...args], { cwd: this.folder, encoding: 'utf8' });
    if (status !== 0) {
      throw new Error(`git ${args.join(' ')}: ${stderr}`);
    }
    return stdout;
  }

  /** Makes the project a repository that has all its files committed. */
  commitAll(): this {
    this.git('init', '--quiet');
    this.git('add', '--all');
    this.git('commit', '--quiet', '--message', 'all');
    return this;
  }

  start(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Running {
    const child = spawn(command, args, {
      cwd: this.folder,
      env: { ...cleanEnvironment(), CDK8S_CHECK_UPGRADE: 'false', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (text) => (stdout += text));
    child.stderr.on('data', (text) => (stderr += text));
    const ended = new Promise<Ended>((done, failed) => {
      child.once('error', failed);
      child.once('close', (code, signal) => done({ code, signal, stdout, stderr }));
    });
    return { process: child, ended };
  }

  run(command: string, ...args: readonly string[]): Promise<Ended> {
    return this.start(command, args).ended;
  }

  node(...args: readonly string[]): Promise<Ended> {
    return this.run(process.execPath, ...args);
  }

  /** `npx cdk8s synth`, without the time that npx takes. */
  cdk8sSynth(...args: readonly string[]): Promise<Ended> {
    return this.node(join(modules, '.bin/cdk8s'), 'synth', ...args);
  }
}

/** What a program said, without what the CLI of cdk8s and npm say of a program that fails. */
export function saidBy({ stderr }: Ended): string {
  return stderr
    .replace(/^Error: command ".*" at .* returned a non-zero exit code.*\n(?: {4}at .*\n)*/m, '')
    .replace(/^(npm .*|Terminated|Killed|Hangup)\n/gm, '')
    .trim();
}

function install(): void {
  mkdirSync(modules);
  for (const name of readdirSync(join(projectRoot, 'node_modules')).filter((each) => each !== '.cache')) {
    symlinkSync(join(projectRoot, 'node_modules', name), join(modules, name));
  }
  // Not by a link: Node would look for the peers beside what it leads to.
  const library = join(modules, 'cdk8s-volsync-kopia');
  const files = ['src', 'imports'].flatMap((folder) =>
    readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .map((path) => join(folder, path)),
  );
  for (const path of files) {
    const { code } = transformSync(readFileSync(join(projectRoot, path), 'utf8'), {
      filename: path,
      module: { type: 'commonjs' },
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    });
    const target = join(library, 'lib', path.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, code);
  }
  cpSync(join(projectRoot, 'package.json'), join(library, 'package.json'));
}

/** Settings of the npm and the Jest that run these tests are not settings of a user. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const foreign = /^(npm_(?!config_registry)|JEST_|NODE_ENV$|NODE_OPTIONS$|CDK8S_|GIT_)/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}
