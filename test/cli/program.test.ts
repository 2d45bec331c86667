import { exitCode } from '../../src/cli/program';
import { SUBCOMMANDS } from '../../src/cli/subcommands';
import { claim, source } from '../ledger/support';
import { Folder, run } from './support';

const dist = () => new Folder({ 'dist/games/romm.yaml': [claim(), source()] });

test('its help names every subcommand, and what an exit code means', async () => {
  const { code, stdout, stderr } = await run(['--help']);
  expect([code, stderr]).toEqual([0, '']);
  for (const { usage, summary } of SUBCOMMANDS) {
    expect(stdout).toContain(usage.split(' ')[0]);
    expect(stdout.replace(/\s+/g, ' ')).toContain(summary);
  }
  expect(stdout).toContain('with 2 where it could not run or could not look');
});

test.each(SUBCOMMANDS.map(({ usage }) => usage.split(' ')[0] ?? ''))('%s has a help of its own', async (name) => {
  const { code, stdout, stderr } = await run([name, '--help']);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toContain(`Usage: cdk8s-volsync-kopia ${name}`);
});

test('its version is that of the package', async () => {
  const { version } = require('../../package.json');
  expect(await run(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
});

test.each<[title: string, args: readonly string[], said: string]>([
  ['no subcommand', [], 'Usage: cdk8s-volsync-kopia'],
  ['a subcommand that is none', ['dif'], "error: unknown command 'dif'\n(Did you mean diff?)"],
  ['an option that is none', ['diff', '--outptu', 'json'], "error: unknown option '--outptu'"],
  ['a form that is none', ['map', '--output', 'yaml'], 'Allowed choices are text, markdown, json.'],
  ['a severity that is none', ['diff', '--fail-on', 'warning'], 'Allowed choices are loss, risk, note.'],
  ['too many arguments', ['map', 'a', 'b'], "error: too many arguments for 'map'"],
  [
    'a context without a cluster',
    ['map', '--context', 'home'],
    'error: --context is of the live cluster; write --live as well',
  ],
])('%s ends with 2', async (_, args, said) => {
  const { code, stdout, stderr } = await run(args);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(said);
});

test.each([
  ['loss', 'loss', 1],
  ['loss', 'risk', 1],
  ['loss', 'note', 1],
  ['risk', 'loss', 0],
  ['risk', 'risk', 1],
  ['note', 'risk', 0],
  ['note', 'note', 1],
  ['loss', undefined, 0],
  [undefined, 'note', 0],
] as const)('of a %s, where %s is bad enough, it ends with %i', (worst, failOn, code) => {
  expect(exitCode({ text: '', worst }, failOn)).toBe(code);
});

test('what is found ends it with 1, unless only a report is wanted', async () => {
  const [before, after] = [dist(), new Folder({ 'dist/games/romm.yaml': [claim()] })];
  const args = ['diff', before.at('dist'), after.at('dist')];
  const found = await run(args);
  expect([found.code, found.stderr]).toEqual([1, '']);
  expect(found.stdout).toContain('loss protection-lost: Claim games/romm is no longer backed up');
  expect(await run([...args, '--report-only'])).toEqual({ ...found, code: 0 });
});

test('colours are for a terminal alone, where nobody has said that there are to be none', async () => {
  const folders = [dist().at('dist'), new Folder({ 'dist/games/romm.yaml': [claim()] }).at('dist')];
  const coloured = async (around: Parameters<typeof run>[1], ...args: string[]) =>
    (await run(['diff', ...folders, ...args], around)).stdout.includes('\u001b[');
  expect(await coloured({ terminal: true })).toBe(true);
  expect(await coloured({ terminal: false })).toBe(false);
  expect(await coloured({ terminal: false, env: { FORCE_COLOR: '1' } })).toBe(false);
  expect(await coloured({ terminal: true, env: { NO_COLOR: '1' } })).toBe(false);
  expect(await coloured({ terminal: true, env: { TERM: 'dumb' } })).toBe(false);
  expect(await coloured({ terminal: true }, '--output', 'markdown')).toBe(false);
});

test('a loss that is meant is shown, and passes', async () => {
  const acknowledged = JSON.stringify({ schema: 1, acknowledged: [{ id: 'games/romm', why: 'nobody plays it' }] });
  const after = new Folder({ 'dist/games/romm.yaml': [claim()], 'dist/acknowledged.json': acknowledged });
  const args = ['diff', dist().at('dist'), after.at('dist'), '--fail-on', 'note'];
  const { code, stdout } = await run(args);
  expect([code, stdout]).toEqual([
    0,
    expect.stringContaining('1 loss (meant).\n\ngames/romm\n  loss protection-lost, which is meant: '),
  ]);
  expect(stdout).toContain('\n       nobody plays it\n');
  expect((await run([...args, '--output', 'markdown'])).stdout).toContain('- loss `protection-lost`, which is meant: ');
  after.write('dist/acknowledged.json', '{');
  expect(await run(args)).toEqual({
    code: 2,
    stdout: '',
    stderr: `error: ${after.at('dist')}: acknowledged.json is not what a synth writes; run it again\n`,
  });
});

test('JSON has every change, with its schema', async () => {
  const after = new Folder({ 'dist/games/romm.yaml': [claim()] });
  const { stdout } = await run(['diff', dist().at('dist'), after.at('dist'), '--output', 'json']);
  expect(JSON.parse(stdout)).toEqual({
    schema: 1,
    changes: [expect.objectContaining({ code: 'protection-lost', severity: 'loss', id: 'games/romm' })],
  });
});
