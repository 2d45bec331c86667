import { spawnSync } from 'node:child_process';
import { describeWith } from './needs';

/** What a site needs of the machine, and a command that succeeds where it is there. */
const NEEDS = {
  'bubblewrap, and a kernel that lets it make user namespaces': [
    'bwrap',
    ...['--unshare-user', '--unshare-net', '--uid', '568', '--dev-bind', '/', '/', 'true'],
  ],
  nsenter: ['nsenter', '--version'],
  openssl: ['openssl', 'version'],
} as const;

/** A suite at a {@link BackupSite}. Where it cannot be, its checks are skipped and say so; in CI they fail. */
export function describeSite(name: string, checks: () => void): void {
  const missing = Object.entries(NEEDS).filter(([, [command, ...args]]) => spawnSync(command, args).status !== 0);
  if (missing.length === 0 || process.env.CI) {
    describeWith(['kopia-0.22', 'kopia-0.23', 'versitygw', 'external-secrets'], name, checks);
  } else {
    process.stdout.write(`skipped, because there is no ${missing.map(([need]) => need).join(', no ')}: ${name}\n`);
    describe.skip(name, checks);
  }
}
