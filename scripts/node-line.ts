import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { newestLine, nodePackage } from './node/line';

const USAGE = 'node -r ts-node/register scripts/node-line.ts <22|newest>';

/**
 * Brings the newest Node of a line from npm into `.tools/`, and prints the folder of its program, for the front of a PATH.
 */
function main([wanted = '', ...rest]: string[]): void {
  if (!/^(\d+|newest)$/.test(wanted) || rest.length > 0) throw new Error(USAGE);
  const name = nodePackage(process);
  const line = wanted === 'newest' ? newestLine(JSON.parse(npm('view', name, 'versions', '--json'))) : wanted;
  const folder = resolve('.tools', `node-${line}`);
  mkdirSync(folder, { recursive: true });
  npm('install', '--prefix', folder, '--no-save', '--no-package-lock', '--no-fund', '--no-audit', `${name}@${line}`);
  process.stdout.write(`${join(folder, 'node_modules', name, 'bin')}\n`);
}

function npm(...args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync('npm', args, { encoding: 'utf8', maxBuffer: 2 ** 26 });
  if (status !== 0) throw new Error(`npm ${args.join(' ')}: ${error?.message ?? `${stdout}${stderr}`.trim()}`);
  return stdout;
}

try {
  main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
