import { spawnSync } from 'node:child_process';
import type { Program } from '../../support/programs';
import { describeWith } from './needs';

/** What a site needs of the machine, and a command that succeeds where it is there. */
const NEEDS = {
  'bubblewrap, and a kernel that lets it make user namespaces': [
    'bwrap',
    ...['--unshare-user', '--unshare-net', '--uid', '568', '--dev-bind', '/', '/', 'true'],
  ],
  nsenter: ['nsenter', '--version'],
  openssl: ['openssl', 'version'],
} as const satisfies Readonly<Record<string, readonly [string, ...string[]]>>;

/** What runs at every site. */
const AT_EVERY_SITE: readonly Program[] = ['kopia-0.22', 'kopia-0.23', 'versitygw', 'external-secrets'];

/**
 * A suite at a {@link BackupSite}. Where it cannot be, its checks are skipped and say so; in CI they fail.
 * @param more programs that it runs as well
 * @param needs what else it needs of the machine
 */
export function describeSite(
  name: string,
  checks: () => void,
  more: readonly Program[] = [],
  needs: Readonly<Record<string, readonly [string, ...string[]]>> = {},
): void {
  const missing = Object.entries({ ...NEEDS, ...needs }).filter(
    ([, [command, ...args]]) => spawnSync(command, args).status !== 0,
  );
  if (missing.length === 0 || process.env.CI) {
    describeWith([...AT_EVERY_SITE, ...more], name, checks);
  } else {
    process.stdout.write(`skipped, because there is no ${missing.map(([need]) => need).join(', no ')}: ${name}\n`);
    describe.skip(name, checks);
  }
}
