import { appendFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectRoot } from '../../support/project';

/** What was tried, for the table at the end of a run. One line per count, because suites run one after the other. */
const file = join(projectRoot, 'reports/e2e-counts.jsonl');

interface Count {
  readonly suite: string;
  readonly what: string;
  readonly count: number;
}

/** Notes how many of something a suite has tried. */
export function counted(suite: string, what: string, count: number): void {
  mkdirSync(dirname(file), { recursive: true });
  appendFileSync(file, `${JSON.stringify({ suite, what, count } satisfies Count)}\n`);
}

export function forgetCounts(): void {
  rmSync(file, { force: true });
}

/** All counts as a Markdown table, by suite; nothing where no suite has counted anything. */
export function countsTable(): string {
  const counts = readCounts().sort((a, b) => a.suite.localeCompare(b.suite));
  const rows = counts.map(({ suite, what, count }) => `| ${suite} | ${what} | ${count.toLocaleString('en')} |`);
  return rows.length === 0 ? '' : ['| suite | tried | count |', '|---|---|---:|', ...rows, ''].join('\n');
}

function readCounts(): Count[] {
  try {
    return readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Count);
  } catch {
    return [];
  }
}
