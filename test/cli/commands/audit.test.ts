import { stringify } from 'yaml';
import { sound } from '../../ledger/audit/support';
import { claim } from '../../ledger/support';
import { Folder, run } from '../support';

const stream = (...objects: readonly unknown[]) => objects.map((each) => stringify(each)).join('---\n');
const lone = claim({ dataSourceRef: undefined }, { name: 'lone' });
const note = {
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'x', namespace: 'games' },
  spec: { maxReplicas: 1 },
};

test('a stream in which nothing is wrong ends with 0', async () => {
  expect(await run(['audit', '-'], { stdin: stream(...sound()) })).toEqual({
    code: 0,
    stdout: 'Nothing is wrong in 11 objects; 1 claim: 1 protected.\n',
    stderr: '',
  });
});

test('what nothing backs up ends it with 1, unless only a report is wanted', async () => {
  const stdin = stream(...sound(), lone);
  const found = await run(['audit', '-'], { stdin });
  expect(found.code).toBe(1);
  expect(found.stdout).toContain(
    'loss claim-unprotected: Nothing backs this claim up.\n  PersistentVolumeClaim games/lone\n',
  );
  expect((await run(['audit', '-', '--report-only'], { stdin })).code).toBe(0);
});

test('a note ends it with 1 only where notes are asked for', async () => {
  const stdin = stream(...sound(), note);
  expect((await run(['audit', '-'], { stdin })).code).toBe(0);
  expect((await run(['audit', '-', '--fail-on', 'note'], { stdin })).code).toBe(1);
});

test('no object at all ends it with 2', async () => {
  expect(await run(['audit', '-'])).toEqual({
    code: 2,
    stdout: '',
    stderr: 'error: stdin: no object is there, so nothing can be said of backups\n',
  });
});

test('a folder is read as it is, and JSON has all that was found', async () => {
  const folder = new Folder({ 'a/objects.yaml': [...sound(), lone] });
  const { code, stdout } = await run(['audit', folder.path, '--output', 'json']);
  const { schema, claims, findings } = JSON.parse(stdout);
  expect({ code, schema, claims, codes: findings.map((each: { code: string }) => each.code) }).toEqual({
    code: 1,
    schema: 1,
    claims: [
      { claim: 'games/romm', status: 'protected' },
      { claim: 'games/lone', status: 'unprotected' },
    ],
    codes: ['claim-unprotected'],
  });
});

test('Markdown is for pull requests, colours are for terminals', async () => {
  const stdin = stream(...sound(), lone);
  expect((await run(['audit', '-', '--output', 'markdown'], { stdin })).stdout).toContain('### Backups as they stand');
  expect((await run(['audit', '-'], { stdin, terminal: true })).stdout).toContain(
    '\u001b[31mloss claim-unprotected\u001b[39m',
  );
});
