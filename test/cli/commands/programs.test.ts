import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { talosPatch } from '../../../src/engines/volsync/admission/talos-patch';
import { projectRoot } from '../../support/project';
import { Folder, run } from '../support';

/** Runs the command as a process of its own, in a folder. */
function inFolder(folder: Folder, ...args: readonly string[]) {
  const command = ['-r', join(projectRoot, 'scripts/register.cjs'), join(projectRoot, 'src/cli/main.ts')];
  const { status, stdout, stderr } = spawnSync(process.execPath, [...command, ...args], {
    cwd: folder.path,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe('synth and check run the program', () => {
  const program = `console.error(process.argv.slice(2).join(' '), process.env.CDK8S_OUTDIR); process.exitCode = 3;`;

  test('as cdk8s.yaml says, with the folder that it names, and end as it does', () => {
    const folder = new Folder({ 'main.js': program, 'cdk8s.yaml': 'app: node main.js\noutput: out/home\n' });
    expect(inFolder(folder, 'synth')).toEqual({ status: 3, stdout: '', stderr: ' out/home\n' });
    expect(inFolder(folder, 'check')).toEqual({ status: 3, stdout: '', stderr: '--check out/home\n' });
  });

  test('a check against another revision', () => {
    const folder = new Folder({ 'main.js': program, 'cdk8s.yaml': 'app: node main.js\n' });
    expect(inFolder(folder, 'check', '--base', 'origin/main~1').stderr).toBe('--check --base origin/main~1 dist\n');
    expect(inFolder(folder, 'check', '--base', '$(touch x)')).toEqual({
      status: 2,
      stdout: '',
      stderr: 'error: --base: "$(touch x)" is no revision of git\n',
    });
  });

  test('and remove nothing before, unlike the CLI of cdk8s', () => {
    const folder = new Folder({ 'main.js': '', 'cdk8s.yaml': 'app: node main.js\n', 'dist/NOTES.md': 'mine\n' });
    expect(inFolder(folder, 'synth')).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(readFileSync(folder.at('dist/NOTES.md'), 'utf8')).toBe('mine\n');
  });

  test.each([
    [
      'no cdk8s.yaml',
      {},
      'cdk8s.yaml: it is not there, or has no app; write how your program is run: app: npx tsx main.ts',
    ],
    [
      'one without an app',
      { 'cdk8s.yaml': 'output: dist\n' },
      'cdk8s.yaml: it is not there, or has no app; write how your program is run: app: npx tsx main.ts',
    ],
    [
      'one that is not YAML',
      { 'cdk8s.yaml': 'app: [\n' },
      'cdk8s.yaml: this is not YAML: Flow sequence in block collection must be sufficiently indented and end with a ] at line 2, column 1:',
    ],
  ])('%s ends it with 2', (_, files, said) => {
    expect(inFolder(new Folder(files), 'synth')).toEqual({ status: 2, stdout: '', stderr: `error: ${said}\n` });
  });
});

describe('talos-patch', () => {
  test('prints the patch for what it is told', async () => {
    const gates = ['--feature-gate', 'A=true', '--feature-gate', 'B=false', '--runtime-config', 'api/all=true'];
    expect(await run(['talos-patch', '--kubernetes', '1.34', '--form', 'document', ...gates])).toEqual({
      code: 0,
      stdout: talosPatch({
        kubernetes: '1.34',
        form: 'document',
        featureGates: ['A=true', 'B=false'],
        runtimeConfig: ['api/all=true'],
      }),
      stderr: '',
    });
  });

  test.each([
    [[], '--kubernetes is missing; write the version of the cluster, such as --kubernetes 1.33'],
    [['--kubernetes', '1.33', '--form', 'yaml'], 'form: "yaml" is not a form; write "machine-config" or "document"'],
  ])('%j ends with 2', async (args, said) => {
    expect(await run(['talos-patch', ...args])).toEqual({ code: 2, stdout: '', stderr: `error: ${said}\n` });
  });
});
