import { knownHostsProblems } from '../../../../src/model/repository/sftp/known-hosts';
import { keyscan, sshKeys } from '../../../support/ssh-keys';
import { lines } from '../../fixture';

const { ed25519, ecdsa, rsa } = sshKeys;
const key = ed25519.split(' ')[1] ?? '';
const salted = {
  22: '|1|4125d7J1YmxAInO/gDTmDb6XUYQ=|x14cXuu6qyDhgS04T9t3jQF04cM=',
  2222: '|1|Cmp03ntz1hiyyM6xOEYmh6e9DWs=|sj7nS+mfFUEqnzUvGFLHggcCse0=',
};

const problems = (text: unknown, server: object = {}) =>
  lines(knownHostsProblems('knownHosts', text, { host: 'box.internal', port: 22, ...server }));

test.each<[what: string, text: string, port: number]>([
  ['what ssh-keyscan prints', keyscan('box.internal'), 22],
  ['what it prints of another port', keyscan('[box.internal]:2222'), 2222],
  ['a key of RSA', `box.internal ${rsa}`, 22],
  ['blanks and ends of lines as Windows has them', `# mine\r\n\r\n\t box.internal  ${ed25519} a comment\r\n`, 22],
  ['several names of one server', `10.0.0.5,box.internal ${ecdsa}`, 22],
  ['a name that is hashed', `${salted[22]} ${ed25519}`, 22],
  ['a name and a port that are hashed', `${salted[2222]} ${ed25519}`, 2222],
  ['patterns', `*.internal,!nas.internal ${ed25519}`, 22],
  ['a pattern of one character', `b?x.internal ${ed25519}`, 22],
  ['the port written out, though it is the one that SSH has', `[box.internal]:22 ${ed25519}`, 22],
  ['an authority', `@cert-authority *.internal ${ed25519}`, 22],
  ['lines of other servers beside it', keyscan('nas.internal', 'box.internal'), 22],
])('%s is taken', (_, text, port) => {
  expect(problems(text, { port })).toEqual([]);
});

test('an IPv6 address is named without brackets, unless there is a port', () => {
  expect(problems(keyscan('fd00::5'), { host: 'fd00::5' })).toEqual([]);
  expect(problems(keyscan('[fd00::5]:2222'), { host: 'fd00::5', port: 2222 })).toEqual([]);
  expect(problems(keyscan('fd00::5'), { host: 'fd00::5', port: 2222 })).toHaveLength(1);
});

const SCAN = 'write what "ssh-keyscan box.internal" prints';

test.each<[what: string, text: string, port: number, address: string, repair: string]>([
  ['another server', keyscan('nas.internal'), 22, 'box.internal', SCAN],
  ['the server in capitals, which Kopia tells apart', keyscan('BOX.internal'), 22, 'box.internal', SCAN],
  [
    'another port',
    keyscan('box.internal'),
    2222,
    '[box.internal]:2222',
    'write what "ssh-keyscan -p 2222 box.internal" prints',
  ],
  [
    'the port without brackets',
    keyscan('box.internal:2222'),
    2222,
    '[box.internal]:2222',
    'write what "ssh-keyscan -p 2222 box.internal" prints',
  ],
  ['a longer name', keyscan('mybox.internal', 'box.internal.example.org'), 22, 'box.internal', SCAN],
  ['a dot that is no dot', keyscan('boxxinternal'), 22, 'box.internal', SCAN],
  ['the hash of another port', `${salted[2222]} ${ed25519}`, 22, 'box.internal', SCAN],
  ['a pattern that leaves it out', `*,!box.internal ${ed25519}`, 22, 'box.internal', SCAN],
  ['nothing but comments', `# box.internal ${ed25519}`, 22, 'box.internal', SCAN],
  ['a key that is revoked', `@revoked box.internal ${ed25519}`, 22, 'box.internal', SCAN],
])('lines of %s are refused', (_, text, port, address, repair) => {
  expect(problems(text, { port })).toEqual([
    `knownHosts: no line is for "${address}", and Kopia connects to no server that it does not know; ${repair}`,
  ]);
});

test.each<[what: string, line: string]>([
  ['a key alone', ed25519],
  ['a name alone', 'box.internal'],
  ['a name and a type', 'box.internal ssh-ed25519'],
  ['a type that no key has', `box.internal ed25519 ${key}`],
  ['the type of another key', `box.internal ssh-rsa ${key}`],
  ['half of a key', `box.internal ssh-ed25519 ${key.slice(0, 20)}`],
  ['a key without its end', `box.internal ${ed25519.slice(0, -4)}`],
  ['another alphabet', 'box.internal ssh-ed25519 AAAA_AAA-'],
  ['an unknown marker', '@trusted box.internal ssh-ed25519 AAAA'],
  ['a bracket that is not closed', '[box.internal ssh-ed25519 AAAA'],
  ['a bracket without a port', `[box.internal] ${ed25519}`],
  ['a negation of nothing', `! ${ed25519}`],
  ['a hash that is none', `|1|x|y ${ed25519}`],
  ['a private key', '-----BEGIN OPENSSH PRIVATE KEY-----'],
  ['what a template would go on in', '# {{ .box }}'],
])('%s is no line, and makes all others useless', (_, line) => {
  const shown = line.length > 60 ? `${line.slice(0, 60)}…` : line;
  expect(problems(`${keyscan('box.internal')}${line}\n`)).toEqual([
    `knownHosts: ${JSON.stringify(shown)} is not a line of known_hosts; ${SCAN}`,
  ]);
});

test.each([
  [undefined, 'undefined'],
  ['', '""'],
  [' \n', '" \\n"'],
  [5, '5'],
  [[ed25519], `["${ed25519}"]`],
])('%p is no text', (text, shown) => {
  expect(problems(text)).toEqual([`knownHosts: ${shown} is no text of a known_hosts file; ${SCAN}, or field('…')`]);
});
