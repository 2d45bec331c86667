// Plain JavaScript without dependencies: it must count also when `npm ci` has failed.
import { readFileSync } from 'node:fs';

const usage = 'usage: ci-summary.mjs [check:<name>=<exit code>] [report:<file>=<exit code of jest>] ...';

function count(argument) {
  const [, type, subject, code] = /^(check|report):(.+)=(\d+)$/.exec(argument) ?? [];
  if (!type) throw new Error(`${argument}: ${usage}`);
  const check = code === '0' ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  return { subject, ...(type === 'check' ? check : countReport(subject, check)) };
}

function countReport(file, check) {
  const report = readReport(file);
  const passed = report?.numPassedTests ?? 0;
  const failed = [
    report?.numFailedTests,
    // A test that did not run has shown nothing.
    report?.numPendingTests,
    report?.numTodoTests,
    report?.numRuntimeErrorTestSuites,
  ].reduce((sum, each) => sum + (each ?? 0), 0);
  // No report, no test, or a runner that failed for another reason than its tests: one failure of its own.
  const broken = !report || passed + failed === 0 || (check.failed > 0 && failed === 0);
  return { passed, failed: failed + (broken ? 1 : 0) };
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

const results = process.argv.slice(2).map(count);
for (const { subject, passed, failed } of results) {
  if (failed > 0) console.log(`failed: ${subject} (${passed} passed, ${failed} failed)`);
}
const sum = (key) => results.reduce((total, result) => total + result[key], 0);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') > 0 || sum('passed') === 0 ? 1 : 0;
