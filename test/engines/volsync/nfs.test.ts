import { nfsRepository } from '../../../src/engines/volsync/nfs';
import { nfs } from '../../../src/model/repository/nfs/nfs';
import type { NfsRepository, NfsRepositoryOptions } from '../../../src/model/repository/nfs/nfs-repository';
import { every } from '../../../src/model/schedule/schedule';
import { engine, lines } from '../../model/fixture';
import { byField } from '../../support/secret-sources';

/** Everything wrong with it, whoever sees it. */
const nfsProblems = (field: string, repository: NfsRepository) => [
  ...nfs.problems(field, repository),
  ...engine.repositoryProblems(field, { ...repository, name: 'nas' }),
];

const minimal: NfsRepositoryOptions = {
  server: 'nas.internal',
  path: '/mnt/backups',
  access: 'admission-policy',
  secret: { item: 'kopia' },
};

const all: Required<NfsRepositoryOptions> = {
  server: '192.168.1.10',
  path: '/mnt/tank/kopia',
  access: 'mover-volumes',
  secret: { item: 'kopia', password: 'PASSWORD' },
  secrets: byField,
  maintenance: '30 4 * * *',
  maintainedElsewhere: true,
  mountPath: '/mnt/kopia',
  injectedElsewhere: true,
  squashesUsers: true,
};

test('of an NFS repository only the place, the way to it and the password are asked', () => {
  expect(nfsRepository(minimal)).toEqual({
    ...minimal,
    type: 'nfs',
    secret: { item: 'kopia', password: 'KOPIA_PASSWORD' },
    maintenance: every(6).hours,
    maintainedElsewhere: false,
    mountPath: '/repository',
    injectedElsewhere: false,
    squashesUsers: false,
  });
});

test('everything else can be said', () => {
  expect(nfsRepository(all)).toEqual({ ...all, type: 'nfs' });
});

test('where VolSync mounts the export itself, it is below /mnt', () => {
  expect(nfsRepository({ ...minimal, access: 'mover-volumes' }).mountPath).toBe('/mnt/repository');
});

test('an option that is undefined is one that is left out', () => {
  const undefinedOnes = { maintenance: undefined, mountPath: undefined, maintainedElsewhere: undefined };
  const secret = { item: 'kopia', password: undefined };
  expect(nfsRepository({ ...minimal, ...undefinedOnes, secret })).toEqual(nfsRepository(minimal));
});

test.each<Partial<NfsRepositoryOptions>>([
  { server: '192.168.1.10' },
  { server: 'fd00::10' },
  { path: '/' },
  { mountPath: '/repository' },
  { mountPath: '/backups/kopia' },
  { mountPath: '/srv/kopia' },
  { mountPath: '/etcetera' },
  { access: 'mover-volumes' },
  { access: 'mover-volumes', mountPath: '/mnt/kopia' },
])('%j can be mounted', (options) => {
  expect(nfsProblems('nas', nfsRepository({ ...minimal, ...options }))).toEqual([]);
});

test.each<[options: object, message: string]>([
  [
    { server: 'nas.internal:/mnt/backups' },
    'nas.server: "nas.internal:/mnt/backups" is not a host; write a name or an address without path',
  ],
  [{ server: '' }, 'nas.server: "" is not a host; write a name or an address without path'],
  [{ server: undefined }, 'nas.server: undefined is not a host; write a name or an address without path'],
  [{ server: 5 }, 'nas.server: 5 is not a host; write a name or an address without path'],
  [
    { path: 'mnt/backups' },
    'nas.path: "mnt/backups" is not an absolute path; write the exported folder, such as "/mnt/backups"',
  ],
  [
    { path: '/mnt/../etc' },
    'nas.path: "/mnt/../etc" is not an absolute path; write the exported folder, such as "/mnt/backups"',
  ],
  [
    { path: undefined },
    'nas.path: undefined is not an absolute path; write the exported folder, such as "/mnt/backups"',
  ],
  [
    { access: 'nfs' },
    'nas.access: "nfs" is not a way to an NFS repository; write "admission-policy" or "mover-volumes" (rule A2)',
  ],
  [
    { access: undefined },
    'nas.access: undefined is not a way to an NFS repository; write "admission-policy" or "mover-volumes" (rule A2)',
  ],
  [
    { access: 'toString' },
    'nas.access: "toString" is not a way to an NFS repository; write "admission-policy" or "mover-volumes" (rule A2)',
  ],
  [
    { access: 'mover-volumes', mountPath: '/repository' },
    'nas.mountPath: "/repository" is not where VolSync mounts mover volumes, /mnt/<one lower-case element>; write "/mnt/repository" or leave it out (rule A2)',
  ],
  [
    { access: 'mover-volumes', mountPath: '/mnt/kopia/media' },
    'nas.mountPath: "/mnt/kopia/media" is not where VolSync mounts mover volumes, /mnt/<one lower-case element>; write "/mnt/repository" or leave it out (rule A2)',
  ],
  [
    { mountPath: 'repository' },
    'nas.mountPath: "repository" cannot be mounted in a mover; write "/repository" or leave it out (rule A2)',
  ],
  // Folders that the mover has already.
  ...[
    ...['/', '/data', '/data/repository', '/cache', '/tmp', '/restore'],
    // Folders of its image and of its container.
    ...[
      '/etc',
      '/etc/ssl',
      '/usr',
      '/usr/local/bin',
      '/bin',
      '/sbin',
      '/lib',
      '/lib64',
      '/dev',
      '/proc',
      '/sys',
      '/run',
    ],
    ...['/var', '/var/run/secrets', '/mover-kopia'],
  ].map((mountPath): [object, string] => [
    { mountPath },
    `nas.mountPath: "${mountPath}" cannot be mounted in a mover; write "/repository" or leave it out (rule A2)`,
  ]),
  [
    { access: 'mover-volumes', injectedElsewhere: true },
    'nas.injectedElsewhere: mover volumes need no admission policy; leave it out (rule A2)',
  ],
])('%j is refused', (options, message) => {
  expect(lines(nfsProblems('nas', nfsRepository({ ...minimal, ...options })))).toEqual([message]);
});

test('everything wrong is told at once', () => {
  const wrong = { server: 'nas:/x', path: 'x', mountPath: '/data' };
  expect(lines(nfsProblems('nas', nfsRepository({ ...minimal, ...wrong })))).toEqual([
    'nas.server: "nas:/x" is not a host; write a name or an address without path',
    'nas.path: "x" is not an absolute path; write the exported folder, such as "/mnt/backups"',
    'nas.mountPath: "/data" cannot be mounted in a mover; write "/repository" or leave it out (rule A2)',
  ]);
});
