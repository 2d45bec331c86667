import { firstErrors } from '../support/compile';

const HEAD = `
import { App, Chart } from 'cdk8s';
import { backblazeB2, claimRepository, daily, defineCluster, destination, every, field, hourly, KopiaMaintenance, nfsRepository, plan, sftpRepository, VolsyncApp } from '../../src';
import { home } from '../../src/home/cluster';
const chart = new Chart(new App(), 'test', { namespace: 'games' });
const nas = { server: 'nas', path: '/backups', secret: { item: 'kopia' } };
const box = { host: 'box', username: 'kopia', path: '/backups', knownHosts: field('KNOWN_HOSTS'), secret: { item: 'kopia' } };
const { repositories, plans } = home;
`;

/** What somebody might write, and the beginning of what the compiler says. */
const programs: readonly (readonly [title: string, text: string, message: RegExp])[] = [
  [
    'a misspelt field',
    "new VolsyncApp(chart, { app: 'romm', capcity: '5Gi' });",
    /'capcity' does not exist in type 'VolsyncAppProps'/,
  ],
  [
    'a field of the Kustomize component',
    "new VolsyncApp(chart, { app: 'romm', VOLSYNC_CAPACITY: '5Gi' });",
    /'VOLSYNC_CAPACITY' does not exist in type 'VolsyncAppProps'/,
  ],
  ['no name', "new VolsyncApp(chart, { capacity: '5Gi' });", /Property 'app' is missing in type/],
  ['no props', "new VolsyncApp(chart, 'romm');", /is not assignable to parameter of type 'VolsyncAppProps'/],
  [
    'a name that is a number',
    'new VolsyncApp(chart, { app: 2048 });',
    /Type 'number' is not assignable to type 'string'/,
  ],
  [
    'a size that is a number',
    "new VolsyncApp(chart, { app: 'romm', capacity: 5 });",
    /Type 'number' is not assignable to type 'string'/,
  ],
  [
    'a plan by name',
    "new VolsyncApp(chart, { app: 'romm', plan: 'critical' });",
    /Type 'string' is not assignable to type 'Plan<string>'/,
  ],
  [
    'a misspelt plan',
    "new VolsyncApp(chart, { app: 'romm', plan: plans.critcal });",
    /Property 'critcal' does not exist on type/,
  ],
  [
    'a misspelt repository',
    'destination(repositories.b3, { schedule: hourly, retention: { daily: 1 } });',
    /Property 'b3' does not exist on type/,
  ],
  [
    'a destination without retention',
    'destination(repositories.b2, { schedule: hourly });',
    /Property 'retention' is missing in type/,
  ],
  [
    'a misspelt retention key',
    'destination(repositories.b2, { schedule: hourly, retention: { dayly: 1 } });',
    /'dayly' does not exist in type 'Retention'/,
  ],
  [
    "restic's retention keys",
    'destination(repositories.b2, { schedule: hourly, retention: { last: 3 } });',
    /'last' does not exist in type 'Retention'/,
  ],
  [
    'a minute of a repository that the plan does not have',
    'plans.standard.at({ nas: 5, r2: 7 });',
    /'r2' does not exist in type/,
  ],
  ['hours that do not divide a day', 'every(5).hours;', /Argument of type '5' is not assignable to parameter of type/],
  [
    'an unknown copy method',
    "new VolsyncApp(chart, { app: 'romm', copyMethod: 'None' });",
    /Type '"None"' is not assignable to type 'CopyMethod \| undefined'/,
  ],
  [
    'an unknown access mode',
    "new VolsyncApp(chart, { app: 'romm', accessModes: ['RWO'] });",
    /Type '"RWO"' is not assignable to type 'AccessMode'/,
  ],
  [
    'a compression that Kopia can no longer read',
    "new VolsyncApp(chart, { app: 'romm', compression: 'lz4' });",
    /Type '"lz4"' is not assignable to type/,
  ],
  [
    'a misspelt snapshot class',
    "new VolsyncApp(chart, { app: 'romm', storage: { storageClassName: 'cephfs', snapshotClassName: 'cephfs' } });",
    /'snapshotClassName' does not exist in type 'StorageProfile'/,
  ],
  [
    'a uid in words',
    "new VolsyncApp(chart, { app: 'romm', mover: { uid: '568' } });",
    /Type 'string' is not assignable to type 'number'/,
  ],
  [
    'arguments for Kopia',
    "new VolsyncApp(chart, { app: 'romm', additionalArgs: ['--parallel=8'] });",
    /'additionalArgs' does not exist in type 'VolsyncAppProps'/,
  ],
  [
    'an unknown way to NFS',
    "nfsRepository({ ...nas, access: 'csi' });",
    /Type '"csi"' is not assignable to type 'NfsAccess'/,
  ],
  [
    'a password that is written out',
    "nfsRepository({ ...nas, access: 'mover-volumes', secret: 'hunter2' });",
    /Type 'string' has no properties in common with type 'PasswordRef'/,
  ],
  [
    'a Secret by its name alone',
    "nfsRepository({ ...nas, access: 'mover-volumes', secrets: 'kopia' });",
    /Type 'string' is not assignable to type 'SecretSource \| undefined'/,
  ],
  [
    'a claim without its name',
    "claimRepository({ secret: { item: 'kopia' } });",
    /Property 'claim' is missing in type/,
  ],
  [
    'a folder on a claim',
    "claimRepository({ claim: 'backups', path: 'kopia', secret: { item: 'kopia' } });",
    /'path' does not exist in type 'ClaimRepositoryOptions'/,
  ],
  [
    'an SFTP server that nobody would recognise',
    "const { knownHosts: _, ...unknown } = box; sftpRepository({ ...unknown, credentials: { item: 'box', password: 'PASSWORD' } });",
    /Property 'knownHosts' is missing in type/,
  ],
  [
    'an SFTP server without a way in',
    "sftpRepository({ ...box, credentials: { item: 'box' } });",
    /Type '{ item: string; }' is not assignable to type 'SftpCredentials \| undefined'/,
  ],
  [
    'a password and a private key',
    "sftpRepository({ ...box, credentials: { item: 'box', password: 'PASSWORD', privateKey: 'KEY' } });",
    /Type 'string' is not assignable to type 'undefined'/,
  ],
  [
    'a port in words',
    "sftpRepository({ ...box, port: '22', credentials: { item: 'box', password: 'PASSWORD' } });",
    /Type 'string' is not assignable to type 'number'/,
  ],
  [
    'B2 without its region',
    "backblazeB2({ bucket: 'b', credentials: { item: 'b2' }, secret: { item: 'kopia' } });",
    /Property 'region' is missing in type/,
  ],
  [
    'a default plan that is not one',
    "defineCluster({ ...home, repositories: { nas: nfsRepository({ ...nas, access: 'mover-volumes' }) }, primary: 'nas', plans: ({ nas }) => ({ standard: plan(destination(nas, { schedule: daily, retention: { daily: 1 } })) }), defaultPlan: 'standart' });",
    /Type '"standart"' is not assignable to type '"standard"'/,
  ],
  [
    'a primary repository that is not one',
    "defineCluster({ ...home, repositories: { nas: nfsRepository({ ...nas, access: 'mover-volumes' }) }, primary: 'nsa', plans: ({ nas }) => ({ standard: plan(destination(nas, { schedule: daily, retention: { daily: 1 } })) }), defaultPlan: 'standard' });",
    /Type '"nsa"' is not assignable to type '"nas"'/,
  ],
  [
    'maintenance of nothing',
    "new KopiaMaintenance(chart, { schedule: '0 3 * * *' });",
    /Property 'repository' is missing in type/,
  ],
];

const errors = firstErrors(
  Object.fromEntries(
    ["new VolsyncApp(chart, { app: 'romm' });", ...programs.map(([, text]) => text)].map((text, index) => [
      `test/bad-input/program-${index}.ts`,
      HEAD + text,
    ]),
  ),
);

test('a right declaration compiles', () => {
  expect(errors[0]).toBeUndefined();
});

test.each(programs.map(([title, , message], index) => ({ title, message, error: errors[index + 1] })))(
  '$title does not compile',
  ({ message, error }) => {
    expect(error).toMatch(message);
  },
);
