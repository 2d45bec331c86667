import { isIPv6 } from 'node:net';
import { defaults } from '../../defaults';
import type { Problem } from '../../rules/problem';
import { show } from '../../rules/show';
import { given } from '../../values/given';
import type { NfsAccess, NfsRepository, NfsRepositoryOptions } from '../repository';

const MOUNT_PATHS: Record<NfsAccess, string> = {
  'admission-policy': '/repository',
  'mover-volumes': '/mnt/repository',
};

/** A Kopia repository in a folder that an NFS server exports; all apps share it. */
export function nfsRepository(options: NfsRepositoryOptions): NfsRepository {
  return {
    maintenance: defaults.maintenance.schedule,
    maintainedElsewhere: false,
    mountPath: MOUNT_PATHS[options.access],
    injectedElsewhere: false,
    squashesUsers: false,
    ...given(options),
    type: 'nfs',
    secret: { password: defaults.passwordField, ...given(options.secret) },
  };
}

export function nfsProblems(
  field: string,
  { server, path, access, mountPath, injectedElsewhere }: NfsRepository,
): Problem[] {
  const problems: Problem[] = [];
  problems.push(...hostProblems(`${field}.server`, server));
  if (!absolute(path)) {
    problems.push({
      field: `${field}.path`,
      text: `${show(path)} is not an absolute path; write the exported folder, such as "/mnt/backups"`,
    });
  }
  if (!Object.hasOwn(MOUNT_PATHS, access)) {
    const text = `${show(access)} is not a way to an NFS repository; write ${Object.keys(MOUNT_PATHS).map(show).join(' or ')}`;
    return [...problems, { field: `${field}.access`, text, rule: 'A2' }];
  }
  if (access === 'mover-volumes' && !/^\/mnt\/[a-z0-9]([-a-z0-9]{0,59}[a-z0-9])?$/.test(mountPath)) {
    const text = `${show(mountPath)} is not where VolSync mounts mover volumes, /mnt/<one lower-case element>; write "/mnt/repository" or leave it out`;
    problems.push({ field: `${field}.mountPath`, text, rule: 'A2' });
  }
  if (access === 'admission-policy' && (!absolute(mountPath) || taken(mountPath))) {
    const text = `${show(mountPath)} cannot be mounted in a mover; write "/repository" or leave it out`;
    problems.push({ field: `${field}.mountPath`, text, rule: 'A2' });
  }
  if (access === 'mover-volumes' && injectedElsewhere) {
    const text = 'mover volumes need no admission policy; leave it out';
    problems.push({ field: `${field}.injectedElsewhere`, text, rule: 'A2' });
  }
  return problems;
}

export function hostProblems(field: string, server: unknown): Problem[] {
  return typeof server === 'string' && (/^[^\s/:]+$/.test(server) || isIPv6(server))
    ? []
    : [{ field, text: `${show(server)} is not a host; write a name or an address without path` }];
}

function absolute(path: unknown): boolean {
  return typeof path === 'string' && /^\/[^\s]*$/.test(path) && !path.split('/').includes('..');
}

/** Folders that a mover has already: a second mount there would hide them. */
const MOVER_FOLDERS = ['/data', '/restore', '/cache', '/tmp', '/mnt', '/credentials', '/customCA', '/kopia-config'];

function taken(path: string): boolean {
  return path === '/' || MOVER_FOLDERS.some((each) => path === each || path.startsWith(`${each}/`));
}
