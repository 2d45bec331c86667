import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { stringify } from 'yaml';
import { runCommand } from '../../src/cli/program';
import { SUBCOMMANDS } from '../../src/cli/subcommands';

interface Around {
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly terminal?: boolean;
}

/** Runs the command in this process. */
export async function run(args: readonly string[], { stdin = '', env = {}, terminal = false }: Around = {}) {
  const printed = { stdout: '', stderr: '' };
  const writer = (name: keyof typeof printed) => ({
    isTTY: terminal,
    write: (text: string) => {
      printed[name] += text;
    },
  });
  const io = { stdin: Readable.from([stdin]), stdout: writer('stdout'), stderr: writer('stderr'), env };
  const code = await runCommand(args, SUBCOMMANDS, io);
  return { code, ...printed };
}

const folders: string[] = [];

afterAll(() => {
  for (const each of folders.splice(0)) {
    rmSync(each, { recursive: true, force: true });
  }
});

/** A folder with files, gone after the tests of a file. */
export class Folder {
  readonly path = realpathSync(mkdtempSync(join(tmpdir(), 'cli-')));

  /** @param files their texts, or the objects that are in them, by path */
  constructor(files: Readonly<Record<string, string | readonly unknown[]>> = {}) {
    folders.push(this.path);
    for (const [path, content] of Object.entries(files)) {
      this.write(path, content);
    }
  }

  write(path: string, content: string | readonly unknown[]): void {
    mkdirSync(dirname(this.at(path)), { recursive: true });
    const text = typeof content === 'string' ? content : content.map((each) => stringify(each)).join('---\n');
    writeFileSync(this.at(path), text);
  }

  at(path: string): string {
    return join(this.path, path);
  }

  git(...args: readonly string[]): string {
    const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.org', '-c', 'commit.gpgsign=false'];
    const { status, stdout, stderr } = spawnSync('git', [...identity, ...args], { cwd: this.path, encoding: 'utf8' });
    if (status !== 0) {
      throw new Error(`git ${args.join(' ')}: ${stderr}`);
    }
    return stdout;
  }

  /** Makes it a repository with all that is in it committed. */
  commit(message = 'all'): this {
    this.git('init', '--quiet');
    this.git('add', '--all');
    this.git('commit', '--quiet', '--allow-empty', '--message', message);
    return this;
  }
}
