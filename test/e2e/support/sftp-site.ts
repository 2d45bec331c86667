import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Site } from './backup-site';
import { startNetwork } from './network';
import { type SftpServer, sftpAccount, startSftpServer } from './sftp-server';

/** A claim's volume that is a folder, and an SFTP server at the loopback. */
export interface SftpSite extends Site {
  readonly server: SftpServer;
  /** The folder of the claim `backups`. */
  readonly volume: string;
}

const ADDRESS = '127.0.0.4';

export async function startSftpSite(): Promise<SftpSite> {
  const scratch = mkdtempSync(join(tmpdir(), 'sftp-site-'));
  const volume = join(scratch, 'volume');
  mkdirSync(volume);
  const hosts = join(scratch, 'hosts');
  writeFileSync(hosts, `127.0.0.1 localhost\n${ADDRESS} ${sftpAccount.host}\n`);
  const network = await startNetwork();
  const server = await startSftpServer(scratch, network, { address: ADDRESS, hosts }).catch((error) => {
    // Else it would keep the tests from ending.
    network.stop();
    throw error;
  });
  return {
    server,
    volume,
    vault: {
      kopia: { KOPIA_PASSWORD: 'correct horse battery staple', notes: 'x' },
      box: { PASSWORD: server.password, 'private key': server.privateKey, KNOWN_HOSTS: server.knownHosts },
    },
    network,
    reachesNetwork: () => true,
    exports: {},
    claims: { backups: volume },
    files: { '/etc/hosts': hosts },
    scratch,
    stop: async () => {
      await server.stop();
      network.stop();
      rmSync(scratch, { recursive: true });
    },
  };
}
