import {
  declareNfsRepository,
  type NfsAccess,
  type NfsRepository,
  type NfsRepositoryOptions,
} from '../../model/repository/nfs/nfs-repository';
import { type Problem, problemIf } from '../../model/rules/problem';
import { requireOptions } from '../../model/rules/require-options';
import { show } from '../../model/rules/show';
import { isAbsolutePath } from '../../model/values/path';
import { MOVER_VOLUME_PATH, moverVolumePathProblems } from './mover-volumes';

/** Where VolSync's movers see an export, by the way it gets there. */
const MOUNT_PATHS: Readonly<Record<NfsAccess, string>> = {
  'admission-policy': '/repository',
  'mover-volumes': MOVER_VOLUME_PATH,
};

/** A Kopia repository in a folder that an NFS server exports; all apps share it. */
export function nfsRepository(options: NfsRepositoryOptions): NfsRepository {
  requireOptions('nfsRepository', options);
  return declareNfsRepository(options, MOUNT_PATHS[options.access]);
}

/** What `access` and `mountPath` mean to VolSync (rule A2). */
export function nfsProblems(field: string, { access, mountPath, injectedElsewhere }: NfsRepository): Problem[] {
  switch (access) {
    case 'mover-volumes':
      return [
        ...moverVolumePathProblems(`${field}.mountPath`, mountPath),
        ...problemIf(
          injectedElsewhere === true,
          `${field}.injectedElsewhere`,
          'mover volumes need no admission policy; leave it out',
          'A2',
        ),
      ];
    case 'admission-policy':
      return problemIf(
        !isAbsolutePath(mountPath) || isTaken(mountPath),
        `${field}.mountPath`,
        () => `${show(mountPath)} cannot be mounted in a mover; write "/repository" or leave it out`,
        'A2',
      );
    default: {
      const text = `${show(access)} is not a way to an NFS repository; write ${Object.keys(MOUNT_PATHS).map(show).join(' or ')}`;
      return [{ field: `${field}.access`, text, rule: 'A2' }];
    }
  }
}

/** Folders that a mover has already: a second mount there would hide them. */
const MOVER_FOLDERS = ['/data', '/restore', '/cache', '/tmp', '/mnt', '/credentials', '/customCA', '/kopia-config'];

/** Folders of its image and of its container, without which it does not start (perfectra1n/volsync v0.17.11, Dockerfile). */
const IMAGE_FOLDERS = [
  'bin',
  'dev',
  'etc',
  'lib',
  'lib64',
  'mover-kopia',
  'proc',
  'run',
  'sbin',
  'sys',
  'usr',
  'var',
].map((each) => `/${each}`);

function isTaken(path: string): boolean {
  return (
    path === '/' || [...MOVER_FOLDERS, ...IMAGE_FOLDERS].some((each) => path === each || path.startsWith(`${each}/`))
  );
}
