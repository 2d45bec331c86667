import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';

/** A program that serves until it is stopped, or until the tests end, however they do. */
export interface ServerProcess {
  /** What it has written so far. */
  readonly log: () => string;
  readonly stop: () => Promise<void>;
}

/** Starts a server and waits until it is ready. Throws with its log where it ends before, or takes too long. */
export async function startServer(
  command: readonly [string, ...string[]],
  log: string,
  ready: () => Promise<boolean>,
): Promise<ServerProcess> {
  const out = openSync(log, 'w');
  // The kernel ends it when the tests are killed and can end nothing themselves.
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', ...command], { stdio: ['ignore', out, out] });
  closeSync(out);
  const server = { log: () => readFileSync(log, 'utf8'), stop: () => stop(child) };
  const deadline = Date.now() + READY_WITHIN_MS;
  while (!(await ready().catch(() => false))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop(child);
      throw new Error(`${command[0]} did not become ready:\n${server.log().slice(-4000)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return server;
}

/** A port of the loopback that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('the loopback gives no port');
  return address.port;
}

const READY_WITHIN_MS = 120_000;

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await ended;
  clearTimeout(late);
}
