import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FINDINGS } from '../../src/ledger/audit/finding';
import { auditText } from '../../src/ledger/show/audit-text';
import { auditOf, streamOf } from '../ledger/audit/support';
import { projectRoot } from '../support/project';

const page = readFileSync(join(projectRoot, 'docs/audit.md'), 'utf8');

test('the page lists every finding with its severity, and no other', () => {
  const rows = [...page.matchAll(/^\| `([a-z-]+)` \| (loss|risk|note) \| \S/gm)].map(([, code, severity]) => [
    code,
    severity,
  ]);
  expect(Object.fromEntries(rows)).toEqual(FINDINGS);
  expect(rows).toHaveLength(Object.keys(FINDINGS).length);
});

test('what the page prints is what is printed', () => {
  const [, shown = ''] = /## What it prints[\s\S]*?```\n([\s\S]*?)```/.exec(page) ?? [];
  const cluster = readFileSync(join(projectRoot, 'test/clusters/caches-as-claims/objects.yaml'), 'utf8');
  const printed = auditText(auditOf(...streamOf(cluster))).split('\n\n');
  const blocks = shown.trim().split('\n\n');
  expect(blocks).toHaveLength(5);
  expect(blocks.filter((each) => !printed.includes(each))).toEqual([]);
});
