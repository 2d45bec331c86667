import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../support/project';

const reports = mkdtempSync(join(tmpdir(), 'reports-'));

function summary(...args: string[]) {
  const script = join(projectRoot, 'scripts/ci-summary.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { cwd: reports, encoding: 'utf8' });
  return { status, lines: stdout.trim().split('\n'), stderr };
}

function report(name: string, counts: Record<string, number>): string {
  writeFileSync(join(reports, name), JSON.stringify({ numPassedTests: 0, numFailedTests: 0, ...counts }));
  return name;
}

test('adds up checks and reports', () => {
  const unit = report('unit.json', { numPassedTests: 40 });
  const e2e = report('e2e.json', { numPassedTests: 2 });
  expect(summary('check:lint=0', 'check:dist=0', `report:${unit}=0`, `report:${e2e}=0`)).toEqual({
    status: 0,
    lines: ['44 passed, 0 failed'],
    stderr: '',
  });
});

test.each<[string, Record<string, number>, number, string]>([
  ['a failed test', { numPassedTests: 3, numFailedTests: 2 }, 1, '3 passed, 2 failed'],
  ['a skipped test', { numPassedTests: 3, numPendingTests: 1 }, 0, '3 passed, 1 failed'],
  ['a todo', { numPassedTests: 3, numTodoTests: 1 }, 0, '3 passed, 1 failed'],
  ['a suite that did not run', { numPassedTests: 3, numRuntimeErrorTestSuites: 1 }, 1, '3 passed, 1 failed'],
  ['a run without a test', {}, 0, '0 passed, 1 failed'],
  ['a runner that failed after good tests', { numPassedTests: 3 }, 1, '3 passed, 1 failed'],
])('counts %s as failed', (_, counts, code, total) => {
  const { status, lines } = summary(`report:${report('unit.json', counts)}=${code}`);
  expect(lines).toEqual([`failed: unit.json (${total})`, total]);
  expect(status).toBe(1);
});

test('counts a missing report as failed', () => {
  expect(summary('check:lint=0', 'report:absent.json=0')).toMatchObject({
    status: 1,
    lines: ['failed: absent.json (0 passed, 1 failed)', '1 passed, 1 failed'],
  });
});

test('counts a truncated report as failed', () => {
  writeFileSync(join(reports, 'torn.json'), '{"numPassedTests": 3,');
  expect(summary('report:torn.json=0').lines.at(-1)).toBe('0 passed, 1 failed');
});

test('counts a failed check', () => {
  expect(summary('check:lint=0', 'check:typecheck=2')).toMatchObject({
    status: 1,
    lines: ['failed: typecheck (0 passed, 1 failed)', '1 passed, 1 failed'],
  });
});

test('is no success when nothing was counted', () => {
  expect(summary()).toMatchObject({ status: 1, lines: ['0 passed, 0 failed'] });
});

test('refuses what it does not understand', () => {
  const { status, stderr } = summary('lint=0');
  expect(status).not.toBe(0);
  expect(stderr).toContain('usage: ci-summary.mjs');
});
