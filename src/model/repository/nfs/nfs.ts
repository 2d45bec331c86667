import { type Problem, problemIf } from '../../rules/problem';
import { show } from '../../rules/show';
import { isHost } from '../../values/host';
import { booleanProblems } from '../../values/known-keys';
import type { RepositoryKind } from '../kind';
import type { NfsRepository } from './nfs-repository';

/** A folder that an NFS server exports; all apps share the repository in it. */
export const nfs: RepositoryKind<NfsRepository> = {
  makers: ['nfsRepository'],
  keys: {
    type: true,
    name: true,
    secret: true,
    maintenance: true,
    maintainedElsewhere: true,
    server: true,
    path: true,
    access: true,
    mountPath: true,
    injectedElsewhere: true,
    squashesUsers: true,
  },
  problems: (field, { server, path, injectedElsewhere, squashesUsers }) => [
    ...booleanProblems(`${field}.injectedElsewhere`, injectedElsewhere, 'A2'),
    ...booleanProblems(`${field}.squashesUsers`, squashesUsers, 'M2'),
    ...hostProblems(`${field}.server`, server),
    ...problemIf(
      !isAbsolutePath(path),
      `${field}.path`,
      () => `${show(path)} is not an absolute path; write the exported folder, such as "/mnt/backups"`,
    ),
  ],
  ownedByApp: () => false,
  location: ({ server, path }) => `nfs://${server}${`${path}/`.replace(/\/+/g, '/')}`,
  needsOneUser: ({ squashesUsers }) => !squashesUsers,
  volume: ({ server, path }) => ({ nfs: { server, path } }),
  credentials: () => undefined,
  vaultNames: () => ({}),
  storage: (_, __, path) => ({ type: 'filesystem', config: { path } }),
  environment: () => ({}),
  moverKeys: ({ mountPath }) => ({ KOPIA_REPOSITORY: `filesystem://${mountPath}` }),
  mirrorRisk: () => undefined,
};

export function hostProblems(field: string, server: unknown): Problem[] {
  return problemIf(
    !isHost(server),
    field,
    () => `${show(server)} is not a host; write a name or an address without path`,
  );
}

export function isAbsolutePath(path: unknown): boolean {
  return typeof path === 'string' && /^\/[^\s]*$/.test(path) && !path.split('/').includes('..');
}
