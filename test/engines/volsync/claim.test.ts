import { claimRepository } from '../../../src/engines/volsync/claim';
import { claim } from '../../../src/model/repository/claim/claim';
import type { ClaimRepository, ClaimRepositoryOptions } from '../../../src/model/repository/claim/claim-repository';
import { every } from '../../../src/model/schedule/schedule';
import { engine, lines } from '../../model/fixture';
import { byField } from '../../support/secret-sources';

/** Everything wrong with it, whoever sees it. */
const claimProblems = (field: string, repository: ClaimRepository) => [
  ...claim.problems(field, repository),
  ...engine.repositoryProblems(field, { ...repository, name: 'share' }),
];

const minimal: ClaimRepositoryOptions = { claim: 'backups', secret: { item: 'kopia' } };

const all: Required<ClaimRepositoryOptions> = {
  claim: 'kopia.share-2',
  secret: { item: 'kopia', password: 'PASSWORD' },
  secrets: byField,
  maintenance: '30 4 * * *',
  maintainedElsewhere: true,
  mountPath: '/mnt/kopia',
  squashesUsers: true,
};

test('of a repository on a claim its name and the password are asked', () => {
  expect(claimRepository(minimal)).toEqual({
    ...minimal,
    type: 'claim',
    secret: { item: 'kopia', password: 'KOPIA_PASSWORD' },
    maintenance: every(6).hours,
    maintainedElsewhere: false,
    mountPath: '/mnt/repository',
    squashesUsers: false,
  });
});

test('everything else can be said', () => {
  expect(claimRepository(all)).toEqual({ ...all, type: 'claim' });
  expect(claimProblems('share', claimRepository(all))).toEqual([]);
});

test('an option that is undefined is one that is left out', () => {
  const undefinedOnes = { maintenance: undefined, mountPath: undefined, squashesUsers: undefined };
  expect(claimRepository({ ...minimal, ...undefinedOnes })).toEqual(claimRepository(minimal));
});

const NO_NAME = 'is not a Kubernetes name; use lower-case letters, digits, "-" and "." (rule I2)';
const NO_MOUNT =
  'is not where VolSync mounts mover volumes, /mnt/<one lower-case element>; write "/mnt/repository" or leave it out (rule A2)';

test.each<[options: object, message: string]>([
  [{ claim: 'Backups' }, `share.claim: "Backups" ${NO_NAME}`],
  [{ claim: 'storage/backups' }, `share.claim: "storage/backups" ${NO_NAME}`],
  [{ claim: '' }, `share.claim: "" ${NO_NAME}`],
  [{ claim: undefined }, `share.claim: undefined ${NO_NAME}`],
  [
    { claim: 'a'.repeat(254) },
    `share.claim: "${'a'.repeat(254)}" has 254 characters; at most 253 fit; shorten it (rule I2)`,
  ],
  [{ mountPath: '/repository' }, `share.mountPath: "/repository" ${NO_MOUNT}`],
  // VolSync would forget everything after the mount.
  [{ mountPath: '/mnt/repository/kopia' }, `share.mountPath: "/mnt/repository/kopia" ${NO_MOUNT}`],
  [{ mountPath: 5 }, `share.mountPath: 5 ${NO_MOUNT}`],
  [
    { squashesUsers: 'false' },
    'share.squashesUsers: "false" is neither true nor false; write true or false, without quotes (rule M2)',
  ],
])('%j is refused', (options, message) => {
  expect(lines(claimProblems('share', claimRepository({ ...minimal, ...options })))).toEqual([message]);
});

test('the path of the mount is the one that the Secret names', () => {
  const repository = claimRepository(all);
  expect(claim.moverKeys(repository, () => '', undefined)).toEqual({ KOPIA_REPOSITORY: 'filesystem:///mnt/kopia' });
  expect(claim.moverPath(repository)).toBe('/mnt/kopia');
  expect(claim.volume(repository)).toEqual({ persistentVolumeClaim: { claimName: 'kopia.share-2' } });
});
