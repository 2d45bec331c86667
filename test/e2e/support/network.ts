import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A network of the tests' own, in which nothing is but its loopback and what they start in it. */
export interface Network {
  /** What to put before a command so that it runs in there. */
  readonly enter: readonly string[];
  readonly stop: () => void;
}

export async function startNetwork(): Promise<Network> {
  const holder = spawn(
    'bwrap',
    [
      ...['--die-with-parent', '--unshare-user', '--uid', '0', '--gid', '0', '--unshare-net', '--unshare-pid'],
      ...['--dev-bind', '/', '/', '--json-status-fd', '3', '--', 'sleep', 'infinity'],
    ],
    { stdio: ['ignore', 'inherit', 'inherit', 'pipe'] },
  );
  const pid = await childPid(holder);
  // Until its users are mapped, whoever enters is nobody there, and may open no port below 1024.
  for (let look = 0; look < 500 && readFileSync(`/proc/${pid}/uid_map`, 'utf8').trim() === ''; look += 1) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return { enter: networkOf(pid), stop: () => holder.kill('SIGKILL') };
}

/** The command that runs another one in the network of a process. */
export function networkOf(pid: number): string[] {
  return ['nsenter', '--target', String(pid), '--user', '--preserve-credentials', '--net', '--'];
}

/** Whether a TCP probe would succeed. */
export function answersTcp([command = '', ...enter]: readonly string[], host: string, port: number): boolean {
  const probe = `require('net').connect(${port}, '${host}').on('connect', () => process.exit(0)).on('error', () => process.exit(1))`;
  return spawnSync(command, [...enter, process.execPath, '-e', probe]).status === 0;
}

/** The process in a sandbox, as bubblewrap tells it on file descriptor 3. */
export function childPid(bubblewrap: ReturnType<typeof spawn>): Promise<number> {
  return new Promise((resolve, reject) => {
    let status = '';
    bubblewrap.stdio[3]?.on('data', (text) => {
      status += text;
      const [, started] = /"child-pid": (\d+)/.exec(status) ?? [];
      if (started) resolve(Number(started));
    });
    bubblewrap.on('error', (error) =>
      reject(new Error(`bubblewrap is missing (${error.message}): it is in Debian's package bubblewrap`)),
    );
    bubblewrap.on('close', () => reject(new Error('the sandbox has not started')));
  });
}
