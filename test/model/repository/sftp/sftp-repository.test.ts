import { sftp } from '../../../../src/model/repository/sftp/sftp';
import {
  type SftpRepository,
  type SftpRepositoryOptions,
  sftpRepository,
} from '../../../../src/model/repository/sftp/sftp-repository';
import { every } from '../../../../src/model/schedule/schedule';
import { field } from '../../../../src/model/values/secret-text';
import { byField } from '../../../support/secret-sources';
import { keyscan } from '../../../support/ssh-keys';
import { lines } from '../../fixture';

const minimal: SftpRepositoryOptions = {
  host: 'box.internal',
  username: 'kopia',
  path: '/backups',
  credentials: { item: 'box', privateKey: 'PRIVATE_KEY' },
  knownHosts: keyscan('box.internal'),
  secret: { item: 'kopia' },
};

const all: Required<SftpRepositoryOptions> = {
  host: 'fd00::5',
  port: 2222,
  username: 'u123456-sub1',
  path: '/home/kopia',
  credentials: { item: 'box', password: 'PASS' },
  knownHosts: field('KNOWN_HOSTS'),
  secret: { item: 'kopia', password: 'PASSWORD' },
  secrets: byField,
  maintenance: '30 4 * * *',
  maintainedElsewhere: true,
};

const problems = (options: object) => lines(sftp.problems('box', sftpRepository({ ...minimal, ...options })));
const read = (name: string) => `<${name}>`;

test('of an SFTP repository the server, the account, what opens it and the password are asked', () => {
  expect(sftpRepository(minimal)).toEqual({
    ...minimal,
    type: 'sftp',
    port: 22,
    secret: { item: 'kopia', password: 'KOPIA_PASSWORD' },
    maintenance: every(6).hours,
    maintainedElsewhere: false,
  });
});

test('everything else can be said', () => {
  expect(sftpRepository(all)).toEqual({ ...all, type: 'sftp' });
  expect(sftp.problems('box', sftpRepository(all))).toEqual([]);
});

test.each([undefined, null])('an option that is %p is one that is left out', (nothing) => {
  const undefinedOnes = { port: nothing, maintenance: nothing, maintainedElsewhere: nothing } as object;
  const credentials = { ...minimal.credentials, password: nothing as undefined };
  expect(sftpRepository({ ...minimal, ...undefinedOnes, credentials } as SftpRepositoryOptions)).toEqual(
    sftpRepository(minimal),
  );
});

test.each<object>([
  { host: 'BOX.example.org', knownHosts: keyscan('BOX.example.org') },
  { host: '192.168.1.10', knownHosts: keyscan('192.168.1.10') },
  { host: 'fd00::5', knownHosts: keyscan('fd00::5') },
  { port: 2222, knownHosts: keyscan('[box.internal]:2222') },
  { username: 'u123456-sub1' },
  { username: 'me@example.org' },
  { path: '/' },
  { path: '/home/u123456/backups/' },
  { credentials: { item: 'box', password: 'pass word' } },
])('%j can be reached', (options) => {
  expect(problems(options)).toEqual([]);
});

const NO_HOST = 'is not a host; write a name or an address without path';
const NO_PORT = 'is not a port; write a whole number from 1 to 65535, or leave it out for 22';
const NO_ACCOUNT = 'is not the name of an account; write one without blanks and ":"';
const NO_PATH = 'is not an absolute path; write the folder on the server, such as "/backups/kopia"';
const NO_LOGIN =
  'box.credentials: name neither a password nor a private key; write the field of one, password or privateKey (rule S1)';

test.each<[options: object, ...messages: string[]]>([
  [{ host: 'sftp://box.internal' }, `box.host: "sftp://box.internal" ${NO_HOST}`],
  [{ host: 'box.internal:2222' }, `box.host: "box.internal:2222" ${NO_HOST}`],
  [{ host: '[fd00::5]' }, `box.host: "[fd00::5]" ${NO_HOST}`],
  [{ host: 'box.internal/backups' }, `box.host: "box.internal/backups" ${NO_HOST}`],
  [{ host: '{{.HOST}}' }, `box.host: "{{.HOST}}" ${NO_HOST}`],
  [{ host: '' }, `box.host: "" ${NO_HOST}`],
  [{ host: undefined }, `box.host: undefined ${NO_HOST}`],
  [{ host: field('HOST') }, `box.host: {"field":"HOST"} ${NO_HOST}`],
  ...[0, 65536, 22.5, '22', Number.NaN].map((port): [object, string] => [
    { port },
    `box.port: ${Number.isNaN(port) ? 'NaN' : JSON.stringify(port)} ${NO_PORT}`,
  ]),
  [{ username: 'the user' }, `box.username: "the user" ${NO_ACCOUNT}`],
  [{ username: 'kopia:secret' }, `box.username: "kopia:secret" ${NO_ACCOUNT}`],
  [{ username: '{{.USER}}' }, `box.username: "{{.USER}}" ${NO_ACCOUNT}`],
  [{ username: '' }, `box.username: "" ${NO_ACCOUNT}`],
  [{ username: undefined }, `box.username: undefined ${NO_ACCOUNT}`],
  [{ path: 'backups' }, `box.path: "backups" ${NO_PATH}`],
  [{ path: './backups' }, `box.path: "./backups" ${NO_PATH}`],
  [{ path: '~/backups' }, `box.path: "~/backups" ${NO_PATH}`],
  [{ path: '/backups/../etc' }, `box.path: "/backups/../etc" ${NO_PATH}`],
  [{ path: '/my backups' }, `box.path: "/my backups" ${NO_PATH}`],
  [{ path: '/{{.PATH}}' }, `box.path: "/{{.PATH}}" ${NO_PATH}`],
  [{ path: undefined }, `box.path: undefined ${NO_PATH}`],
  [{ credentials: { item: 'box' } }, NO_LOGIN],
  [{ credentials: {} }, NO_LOGIN],
  [
    { credentials: { item: 'box', password: 'PASS', privateKey: 'KEY' } },
    'box.credentials: name a password and a private key, and Kopia would not look at the key; write one of password and privateKey (rule S1)',
  ],
  [
    { credentials: { item: 'box', keyFile: '/home/me/.ssh/id_ed25519' } },
    'box.credentials.keyFile: nothing reads this field; write one of item, password, privateKey',
    NO_LOGIN,
  ],
  [
    { knownHosts: undefined },
    `box.knownHosts: undefined is no text of a known_hosts file; write what "ssh-keyscan box.internal" prints, or field('…')`,
  ],
  [
    { knownHosts: field('') },
    `box.knownHosts: {"field":""} is no text of a known_hosts file; write what "ssh-keyscan box.internal" prints, or field('…')`,
  ],
  [
    { port: 2222 },
    'box.knownHosts: no line is for "[box.internal]:2222", and Kopia connects to no server that it does not know; write what "ssh-keyscan -p 2222 box.internal" prints',
  ],
])('%j is refused', (options, ...messages) => {
  expect(problems(options)).toEqual(messages);
});

test('of the vault the item and the one field are checked', () => {
  const named = (credentials: object) => sftp.vaultNames(sftpRepository({ ...minimal, credentials } as never));
  expect(named({ item: 'box', privateKey: '' })).toEqual({ 'credentials.item': 'box', 'credentials.privateKey': '' });
  expect(named({ password: 'PASS' })).toEqual({ 'credentials.item': undefined, 'credentials.password': 'PASS' });
});

describe('what Kopia is told', () => {
  const byKey = sftpRepository(minimal);
  const byPassword = sftpRepository(all);

  test('by file: the private key or the password, and the keys of the server', () => {
    expect(sftp.storage(byKey, read, '/unused')).toEqual({
      type: 'sftp',
      config: {
        host: 'box.internal',
        port: 22,
        username: 'kopia',
        path: '/backups',
        keyData: '<PRIVATE_KEY>',
        knownHostsData: keyscan('box.internal'),
      },
    });
    expect(sftp.storage(byPassword, read, '/unused')).toEqual({
      type: 'sftp',
      config: {
        host: '[fd00::5]',
        port: 2222,
        username: 'u123456-sub1',
        path: '/home/kopia',
        password: '<PASS>',
        knownHostsData: '<KNOWN_HOSTS>',
      },
    });
  });

  test('by environment: nothing', () => {
    expect([byKey, byPassword].map((each) => sftp.environment(each, read))).toEqual([{}, {}]);
  });

  test('by a mover, which reads the key from a file', () => {
    const keys = (repository: SftpRepository) => sftp.moverKeys(repository, read, undefined);
    expect(keys(byKey)).toEqual({
      KOPIA_REPOSITORY: 'sftp://kopia@box.internal:22/backups',
      SFTP_HOST: 'box.internal',
      SFTP_PORT: '22',
      SFTP_USERNAME: 'kopia',
      SFTP_PATH: '/backups',
      SFTP_KEY_FILE: '<PRIVATE_KEY>',
      SFTP_KNOWN_HOSTS_DATA: keyscan('box.internal'),
    });
    expect(keys(byPassword)).toEqual({
      KOPIA_REPOSITORY: 'sftp://u123456-sub1@[fd00::5]:2222/home/kopia',
      SFTP_HOST: '[fd00::5]',
      SFTP_PORT: '2222',
      SFTP_USERNAME: 'u123456-sub1',
      SFTP_PATH: '/home/kopia',
      SFTP_PASSWORD: '<PASS>',
      SFTP_KNOWN_HOSTS_DATA: '<KNOWN_HOSTS>',
    });
    expect([byKey, byPassword].map((each) => sftp.moverFiles(each))).toEqual([['SFTP_KEY_FILE'], []]);
  });
});
