import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { talosPatch } from '../../src/engines/volsync/admission/talos-patch';
import { home } from '../../src/home/cluster';
import { projectRoot } from '../support/project';

function run(...args: string[]) {
  const script = ['-r', './scripts/register.cjs', 'scripts/talos-patch.ts'];
  const { status, stdout, stderr } = spawnSync(process.execPath, [...script, ...args], {
    cwd: projectRoot,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

test("prints the patch of the home cluster's Kubernetes", () => {
  expect(run()).toEqual({ status: 0, stdout: talosPatch({ kubernetes: home.kubernetes }), stderr: '' });
});

test('writes what is asked for into a file', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'talos-')), 'patch.yaml');
  const gates = ['--feature-gate', 'ImageVolume=true', '--feature-gate', 'B=false', '--runtime-config', 'api/all=true'];
  expect(run('--kubernetes', '1.35', '--form', 'document', ...gates, '--output', file)).toEqual({
    status: 0,
    stdout: '',
    stderr: '',
  });
  expect(readFileSync(file, 'utf8')).toBe(
    talosPatch({
      kubernetes: '1.35',
      form: 'document',
      featureGates: ['ImageVolume=true', 'B=false'],
      runtimeConfig: ['api/all=true'],
    }),
  );
});

test.each([
  [
    ['--output', 'dist/talos.yaml'],
    '--output: "dist/talos.yaml" is in dist/, which Flux applies; write it elsewhere\n',
  ],
  [
    ['--kubernetes', '1.31'],
    'kubernetes: "1.31" has no MutatingAdmissionPolicy, which came with 1.32; no patch can switch it on (rule A1)\n',
  ],
])('%j is refused in one line', (args, message) => {
  expect(run(...args)).toEqual({ status: 1, stdout: '', stderr: message });
  expect(existsSync(join(projectRoot, 'dist/talos.yaml'))).toBe(false);
});
