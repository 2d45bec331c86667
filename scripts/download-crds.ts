import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { CRD_REPOSITORIES } from './crds/sources';

const BASE_URL = (process.env.CRDS_BASE_URL || 'https://raw.githubusercontent.com').replace(/\/+$/, '');
const TIMEOUT_MS = 60_000;

async function main(): Promise<void> {
  const [folder] = process.argv.slice(2);
  if (!folder) {
    throw new Error('usage: npx ts-node --transpile-only scripts/download-crds.ts <folder>');
  }
  const downloads = CRD_REPOSITORIES.flatMap(({ repository, tag, crds }) =>
    crds.map(({ file, path }) => download(`${BASE_URL}/${repository}/${tag}/${path}`, join(resolve(folder), file))),
  );
  const failures = (await Promise.allSettled(downloads)).filter((result) => result.status === 'rejected');
  if (failures.length > 0) {
    throw new Error(failures.map(({ reason }) => messageOf(reason)).join('\n'));
  }
  console.log(`${downloads.length} files in ${folder}`);
}

async function download(url: string, file: string): Promise<void> {
  const content = await get(url);
  // A mirror that asks for a login answers 200 with a page of its own.
  if (!/^kind: CustomResourceDefinition$/m.test(content)) {
    throw new Error(`${url}: the answer is no CustomResourceDefinition`);
  }
  write(file, content);
}

async function get(url: string): Promise<string> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (response.ok) {
      return await response.text();
    }
    throw new Error(`HTTP ${response.status} ${response.statusText}`.trimEnd());
  } catch (error) {
    throw new Error(`${url}: ${messageOf(error)}`);
  }
}

// The final name appears only with the whole content behind it.
function write(file: string, content: string): void {
  const part = `${file}.part`;
  mkdirSync(dirname(file), { recursive: true });
  try {
    writeFileSync(part, content);
    renameSync(part, file);
  } finally {
    rmSync(part, { force: true });
  }
}

// fetch() itself says only 'fetch failed': what happened is in its cause.
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}

main().catch((error: unknown) => {
  console.error(messageOf(error));
  process.exitCode = 1;
});
