import { problemIf } from '../../rules/problem';
import { show } from '../../rules/show';
import { hasFluxVar } from '../../values/flux-var';
import { canonicalHost, hostProblems } from '../../values/host';
import { booleanProblems } from '../../values/known-keys';
import { canonicalFolder, isAbsolutePath } from '../../values/path';
import type { RepositoryKind } from '../kind';
import { REPOSITORY_NAMES } from '../options';
import type { NfsRepository } from './nfs-repository';

/** A folder that an NFS server exports; all apps share the repository in it. */
export const nfs: RepositoryKind<NfsRepository> = {
  makers: ['nfsRepository'],
  keys: {
    type: true,
    name: true,
    secret: true,
    ...REPOSITORY_NAMES,
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
  location,
  seed: location,
  address: location,
  oneUserUnless: ({ squashesUsers }) =>
    squashesUsers ? undefined : 'squashesUsers: true if the export maps all users to one',
  volume: ({ server, path }) => ({ nfs: { server, path } }),
  network: () => undefined,
  moverPath: ({ mountPath }) => mountPath,
  credentials: () => undefined,
  withKeys: () => undefined,
  secretTexts: () => ({}),
  vaultNames: () => ({}),
  storage: (_, __, path) => ({ type: 'filesystem', config: { path } }),
  storageBesideFiles: (_, path) => ({ type: 'filesystem', config: { path } }),
  environment: () => ({}),
  moverKeys: ({ mountPath }) => ({ KOPIA_REPOSITORY: `filesystem://${mountPath}` }),
  moverFiles: () => [],
  storageKeys: () => ({}),
  connectArgs: () => undefined,
  customCa: () => undefined,
  mirrorRisk: () => undefined,
};

function location({ server, path }: NfsRepository): string {
  return `nfs://${hasFluxVar(server) ? server : canonicalHost(server)}${canonicalFolder(path)}`;
}
