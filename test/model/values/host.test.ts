import { fluxVar } from '../../../src/model/values/flux-var';
import {
  canonicalHost,
  canonicalHostAndPort,
  hostInAddress,
  hostProblems,
  isHost,
  isHostAndPort,
  isHostName,
} from '../../../src/model/values/host';
import { lines } from '../fixture';

const label = 'a'.repeat(63);

test.each([
  'nas',
  'nas.internal',
  'Citadel.Internal',
  'my_nas',
  '1password',
  'xn--bcher-kva.example',
  '10.0.0.5',
  label,
  [label, label, label, 'a'.repeat(61)].join('.'),
  `nas.${fluxVar('DOMAIN')}`,
  fluxVar('NAS'),
])('%s is the name of a host', (name) => {
  expect([isHostName(name), isHost(name), isHostAndPort(name), isHostAndPort(`${name}:9000`)]).toEqual([
    true,
    true,
    true,
    true,
  ]);
});

test.each([
  '',
  ' nas',
  'nas ',
  'n as',
  'nas,attic',
  'nas..internal',
  '.nas',
  '-nas',
  'nas-',
  'nas/backups',
  'user@nas',
  'http://nas',
  '10.0.0.256',
  '10.0.0',
  '999',
  'nas\n',
  `${label}a`,
  [label, label, label, label].join('.'),
  undefined,
  5,
  ['nas'],
])('%j is none', (name) => {
  expect([isHostName(name), isHost(name), isHostAndPort(name)]).toEqual([false, false, false]);
});

test('an IPv6 address is a host, and stands in brackets where a port may follow', () => {
  for (const address of ['fd00::5', '::1', '2001:db8::10.0.0.5']) {
    expect([isHostName(address), isHost(address), isHostAndPort(address)]).toEqual([false, true, false]);
    expect([isHost(`[${address}]`), isHostAndPort(`[${address}]`), isHostAndPort(`[${address}]:9000`)]).toEqual([
      false,
      true,
      true,
    ]);
  }
  expect(['[nas]:9000', '[fd00::zz]', '[fd00::5', 'fd00::5]', '[]'].map(isHostAndPort)).not.toContain(true);
});

test('a full name of a host may end in a dot, where nothing follows it', () => {
  expect([isHost('nas.internal.'), isHostName('nas.internal.'), isHostAndPort('nas.internal.:9000')]).toEqual([
    true,
    false,
    false,
  ]);
  expect(isHost('nas..')).toBe(false);
});

test('a port is a number below 65536', () => {
  expect(['nas:0', 'nas:1', 'nas:65535'].map(isHostAndPort)).toEqual([true, true, true]);
  expect(['nas:', 'nas:65536', 'nas:https', 'nas:1:2', 'nas:-1', ':9000'].map(isHostAndPort)).not.toContain(true);
});

test.each(['nas', 'nas.internal', 'NAS', '192.168.1.10', 'fd00::10', '::1'])('%j is a host', (host) => {
  expect(hostProblems('server', host)).toEqual([]);
});

test.each([undefined, 5, '', 'a b', 'nas:/mnt', 'nas:22', 'https://nas', '[fd00::10]', '{{.NAS}}'])(
  '%j is none',
  (host) => {
    expect(lines(hostProblems('server', host))).toEqual([
      `server: ${host === undefined ? 'undefined' : JSON.stringify(host)} is not a host; write a name or an address without path`,
    ]);
  },
);

test('in front of a port an IPv6 address stands in brackets', () => {
  expect(['nas', '10.0.0.5', 'fd00::5'].map(hostInAddress)).toEqual(['nas', '10.0.0.5', '[fd00::5]']);
});

test.each([
  ['NAS.Internal.', 'nas.internal'],
  ['FD00:0:0::5', '[fd00::5]'],
  ['10.0.0.5', '10.0.0.5'],
])('%j is spelt %j', (host, spelt) => {
  expect(canonicalHost(host)).toBe(spelt);
});

test.each([
  ['S3.EXAMPLE.ORG:443', 443, 's3.example.org'],
  ['s3.example.org.', 443, 's3.example.org'],
  ['s3.example.org.:0443', 443, 's3.example.org'],
  ['s3.example.org:80', 443, 's3.example.org:80'],
  ['minio:80', 80, 'minio'],
  ['minio:9000', 80, 'minio:9000'],
  ['[FD00:0::5]:443', 443, '[fd00::5]'],
  ['[fd00::5]:9000', 443, '[fd00::5]:9000'],
])('%j where the port is %i is spelt %j', (address, port, spelt) => {
  expect(canonicalHostAndPort(address, port)).toBe(spelt);
});
