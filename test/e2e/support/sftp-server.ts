import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answersTcp, type Network } from './network';
import { startServer } from './server-process';

/** OpenSSH's server with one account, which sees nothing but the folder below {@link sftpAccount}.path as its own. */
export interface SftpServer {
  /** The account's folder on this machine. */
  readonly folder: string;
  readonly password: string;
  /** A private key that opens the account, as `ssh-keygen` writes it. */
  readonly privateKey: string;
  /** What `ssh-keyscan` prints of it. */
  readonly knownHosts: string;
  readonly stop: () => Promise<void>;
}

export const sftpAccount = { host: 'box.internal', port: 2222, username: 'kopia', path: '/srv/kopia' } as const;

/** Not in the path of everybody; sshd wants to be called by its whole path. */
const SSHD = '/usr/sbin/sshd';

/** A command that succeeds where OpenSSH is there. */
export const needsSshd = ['sh', '-c', `test -x ${SSHD} && command -v ssh-keygen ssh-keyscan`] as const;

/** Starts a server that is called {@link sftpAccount}.host by those who have the hosts file. */
export async function startSftpServer(
  scratch: string,
  network: Network,
  { address, hosts }: { readonly address: string; readonly hosts: string },
): Promise<SftpServer> {
  const folder = join(scratch, 'sftp');
  mkdirSync(join(folder, 'data'), { recursive: true });
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  // With a key of two types, as servers have them: Kopia picks another one than ssh does.
  const [ecdsa, ed25519, client] = (['ecdsa', 'ed25519', 'client'] as const).map((name) => {
    const path = join(folder, name);
    must('ssh-keygen', '-q', '-t', name === 'client' ? 'ed25519' : name, '-N', '', '-f', path);
    return path;
  });
  const password = 'pass "word" $(id) 1';
  const { username, path, port, host } = sftpAccount;
  const passwd = file('passwd', `root:x:0:0::/root:/bin/sh\n${username}:x:${UID}:${UID}::${path}:/bin/sh\n`);
  const hash = must('openssl', 'passwd', '-6', password).trim();
  const shadow = file('shadow', `${username}:${hash}:20000:0:99999:7:::\n`);
  const config = file(
    'sshd_config',
    [
      `ListenAddress ${address}:${port}`,
      ...[ecdsa, ed25519].map((key) => `HostKey ${key}`),
      `AuthorizedKeysFile ${client}.pub`,
      ...['StrictModes no', 'UsePAM no', 'KbdInteractiveAuthentication no', 'PasswordAuthentication yes'],
      ...['Subsystem sftp internal-sftp', 'ForceCommand internal-sftp', 'PidFile none', 'LogLevel VERBOSE', ''],
    ].join('\n'),
  );
  const [enter = '', ...rest] = network.enter;
  const inside = (...bound: string[]) => [...rest, 'bwrap', ...BWRAP, '--uid', UID, '--gid', UID, ...bound, '--'];
  const server = await startServer(
    [
      enter,
      // Its own user all the way: then it needs nobody to separate privileges with, and knows the one account only.
      ...inside(
        ...['--ro-bind', passwd, '/etc/passwd', '--ro-bind', shadow, '/etc/shadow'],
        ...['--tmpfs', '/srv', '--bind', join(folder, 'data'), path],
      ),
      ...[SSHD, '-D', '-e', '-f', config],
    ],
    join(folder, 'log'),
    async () => answersTcp(network.enter, address, port),
  );
  const scan = inside('--ro-bind', hosts, '/etc/hosts');
  return {
    folder: join(folder, 'data'),
    password,
    privateKey: readFileSync(client ?? '', 'utf8'),
    knownHosts: must(enter, ...scan, 'ssh-keyscan', '-p', String(port), host),
    stop: server.stop,
  };
}

const UID = '1000';
const BWRAP = ['--die-with-parent', '--unshare-user', '--unshare-pid', '--dev-bind', '/', '/', '--proc', '/proc'];

function must(command: string, ...args: string[]): string {
  const { status, stdout, stderr, error }: SpawnSyncReturns<string> = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args[0]}: ${error?.message ?? stderr}`);
  return stdout;
}
