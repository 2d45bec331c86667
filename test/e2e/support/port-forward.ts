import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A port of a pod as `kubectl port-forward` gives it: reached from inside of the pod's network. */
export interface ForwardedPort {
  readonly fetch: (path: string, options?: RequestOptions) => Promise<Answer>;
  readonly stop: () => void;
}

export interface RequestOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export async function forwardPort([command = '', ...enter]: readonly string[], port: number): Promise<ForwardedPort> {
  const folder = mkdtempSync(join(tmpdir(), 'forward-'));
  const socketPath = join(folder, 'socket');
  const forwarder = `require('net').createServer((client) => {
    const pod = require('net').connect(${port}, '127.0.0.1');
    client.pipe(pod).pipe(client);
    client.on('error', () => pod.destroy());
    pod.on('error', () => client.destroy());
  }).listen(${JSON.stringify(socketPath)})`;
  const child = spawn(
    command,
    // Ended by the kernel when the tests are.
    [...enter, 'setpriv', '--pdeathsig', 'KILL', process.execPath, '-e', forwarder],
    { stdio: 'inherit' },
  );
  while (!existsSync(socketPath)) {
    if (child.exitCode !== null) throw new Error(`no port can be forwarded by ${command} ${enter.join(' ')}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return {
    fetch: (path, options = {}) => ask(socketPath, path, options),
    stop: () => {
      child.kill();
      rmSync(folder, { recursive: true });
    },
  };
}

function ask(socketPath: string, path: string, { method = 'GET', headers, body }: RequestOptions): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ socketPath, path, method, headers, agent: false }, (answer) => {
      const parts: string[] = [];
      answer.setEncoding('utf8');
      answer.on('data', (part) => parts.push(part));
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: parts.join('') }),
      );
    });
    asked.on('error', reject);
    asked.end(body);
  });
}
