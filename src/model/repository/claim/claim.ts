import { booleanProblems } from '../../values/known-keys';
import { nameProblems } from '../../values/names';
import type { RepositoryKind } from '../kind';
import { REPOSITORY_NAMES } from '../options';
import type { ClaimRepository } from './claim-repository';

/** The volume of a claim; all apps share the repository in it. */
export const claim: RepositoryKind<ClaimRepository> = {
  makers: ['claimRepository'],
  keys: {
    type: true,
    name: true,
    secret: true,
    ...REPOSITORY_NAMES,
    maintenance: true,
    maintainedElsewhere: true,
    claim: true,
    mountPath: true,
    squashesUsers: true,
  },
  problems: (field, repository) => [
    ...nameProblems(`${field}.claim`, repository.claim, 253),
    ...booleanProblems(`${field}.squashesUsers`, repository.squashesUsers, 'M2'),
  ],
  ownedByApp: () => false,
  // In every namespace a claim of that name leads to the same folder.
  location,
  seed: location,
  address: location,
  oneUserUnless: ({ squashesUsers }) =>
    squashesUsers ? undefined : 'squashesUsers: true if the volume maps all users to one',
  volume: (repository) => ({ persistentVolumeClaim: { claimName: repository.claim } }),
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

function location(repository: ClaimRepository): string {
  return `claim://${repository.claim}/`;
}
