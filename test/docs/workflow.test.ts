import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { projectRoot } from '../support/project';

const text = readFileSync(join(projectRoot, 'examples/nfs/.github/workflows/backups.yaml'), 'utf8');
const page = readFileSync(join(projectRoot, 'docs/diff.md'), 'utf8');
const { steps } = parse(text).jobs.diff as { steps: readonly { run?: string }[] };
const comment = steps.map(({ run }) => run ?? '').find((run) => run.includes('gh api')) ?? '';
/** As a runner hands it to the shell. */
const script = comment.replaceAll('${{ github.event.number }}', '7');

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'workflow-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What the step asks of GitHub, where these comments are there already. */
function asked(ids: readonly number[]): string[] {
  writeFileSync(
    join(folder, 'gh'),
    `#!/bin/sh\necho "$@" >> ${folder}/asked\ncase "$*" in *--paginate*) printf '${ids.map((id) => `${id}\\n`).join('')}';; esac\n`,
  );
  chmodSync(join(folder, 'gh'), 0o755);
  const env = { PATH: `${folder}:${process.env.PATH}` };
  const { status, stderr } = spawnSync('bash', ['--norc', '-e', '-c', script], { encoding: 'utf8', env });
  expect([status, stderr]).toEqual([0, '']);
  return readFileSync(join(folder, 'asked'), 'utf8').trim().split('\n');
}

test('the workflow of the page is that of the example, and is as short as it says', () => {
  expect(page).toContain(`\`\`\`yaml\n${text}\`\`\`\n`);
  expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(15);
});

test('it makes a comment, and edits its own one after that', () => {
  expect(asked([]).at(-1)).toBe('api --silent repos/{owner}/{repo}/issues/7/comments --field body=@diff.md');
  expect(asked([41, 42]).at(-1)).toBe(
    'api --silent --method PATCH repos/{owner}/{repo}/issues/comments/41 --field body=@diff.md',
  );
});

test('it knows its own comment by the line that the command begins with', () => {
  const mark = readFileSync(join(projectRoot, 'src/ledger/show/diff-report.ts'), 'utf8').match(/<!-- .* -->/)?.[0];
  expect(mark).toBeDefined();
  expect(comment).toContain(`startswith("${mark}")`);
});
