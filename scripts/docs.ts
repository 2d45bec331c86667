import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { defaults } from '../src';
import { apiReport } from './docs/api-report';
import { drift, generate, readTexts } from './docs/generate';

const ROOT = resolve(__dirname, '..');

/** Makes what the docs say of the sources, or with `--check` says where they say something else. */
function main(): void {
  const { check } = parseArgs({ options: { check: { type: 'boolean', default: false } } }).values;
  const texts = readTexts(ROOT);
  const made = generate(ROOT, texts, defaults);
  const outdated = drift(texts, made);
  if (!check) {
    for (const path of outdated) {
      writeFileSync(join(ROOT, path), made.get(path) ?? '');
    }
  }
  const report = apiReport(ROOT, { write: !check });
  const changed = [...outdated, ...(report.changed ? [report.path] : [])];
  const drifted = check ? changed.map((path) => `${path}: not what the sources say; run npm run docs`) : [];
  if (drifted.length + report.wrong.length > 0) {
    throw new Error([...drifted, ...report.wrong].join('\n'));
  }
  process.stdout.write(`docs: ${changed.length} files changed\n`);
}

try {
  main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
