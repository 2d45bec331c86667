import {
  backblazeB2,
  cloudflareR2,
  daily,
  existingSecret,
  field,
  GitOpsApp,
  type MigrationPhase,
  nfsRepository,
  ResticBackup,
  type ResticBackupProps,
  type ResticRepository,
  resticDestination,
  resticRepository,
  s3Repository,
  sharedPrefix,
  VolsyncApp,
} from '../../src';
import { renderTree } from '../../src/gitops/render';
import { type Choices, combinations } from './combinations';
import { backups, bareNames, movingCluster, verified } from './restic';
import { byField } from './secret-sources';
import { moverPlacement } from './whole-placement';

const secret = { item: 'kopia', password: 'KOPIA_PASSWORD' };
const credentials = { item: 'bucket' };
const keys = { B2_ACCOUNT_ID: 'AWS_ACCESS_KEY_ID', B2_ACCOUNT_KEY: 'AWS_SECRET_ACCESS_KEY' };
const named = (at: ResticRepository['at'], more: Partial<ResticRepository> = {}) =>
  resticRepository({ name: 'old', at, secret, ...more });

/** A repository of each sort. */
const repositories: readonly ResticRepository[] = [
  named(nfsRepository({ server: 'nas.internal', path: '/tank', access: 'mover-volumes' })),
  named(
    nfsRepository({ server: 'nas.internal', path: '/policy', access: 'admission-policy', injectedElsewhere: true }),
  ),
  named(backblazeB2({ region: 'us-east-005', bucket: field('BUCKET'), credentials, prefix: sharedPrefix('old') })),
  named(cloudflareR2({ account: field('ACCOUNT'), bucket: 'restic', credentials })),
  named(s3Repository({ endpoint: 'minio.storage.svc:9000', bucket: 'restic', credentials, tls: false })),
  named(
    s3Repository({ endpoint: 'garage.internal', bucket: 'restic', credentials, customCa: { secretName: 'garage-ca' } }),
  ),
  named(field('BUCKET'), { credentials: { ...credentials, keys } }),
  named('b2:bucket', { credentials: { ...credentials, keys }, customCa: { configMapName: 'ca' } }),
];
const destinations = repositories.map((repository, index) => [
  resticDestination(repository, {
    schedule: index % 2 === 0 ? daily : '0 9 * * 1',
    retention: index % 3 === 0 ? { hourly: 24, daily: 7, weekly: 1, monthly: 1, yearly: 1 } : { last: 3, within: '1y' },
    pruneIntervalDays: index % 2 === 0 ? 14 : undefined,
    unlock: index % 4 === 0 ? '2026-01-31' : undefined,
  }),
]);

export const resticChoices: Choices<Omit<ResticBackupProps, 'app'>> = {
  destinations,
  restore: [undefined, false, { previous: 2 }, { asOf: '2026-01-31T03:00:00Z' }],
  names: [undefined, { restore: (app) => `${app}-bootstrap`, source: ({ app }) => app }],
  copyMethod: [undefined, 'Clone', 'Direct'],
  mover: [undefined, { runAsNonRoot: false }, { gid: 100, fsGroup: false }],
  cache: [undefined, { capacity: '2Gi' }, { storageClassName: 'local', accessModes: ['ReadWriteOncePod'] }],
  restoreCache: [undefined, { capacity: '20Gi', storageClassName: 'fast' }],
  capacity: [undefined, '1Ti'],
  claim: [undefined],
  existingClaim: [undefined],
  storage: [undefined, { storageClassName: 'shared', volumeSnapshotClassName: 'shared' }],
  accessModes: [undefined, ['ReadWriteMany']],
  resources: [undefined, { requests: { cpu: '1' }, limits: { memory: '1Gi' } }],
  placement: [undefined, moverPlacement],
  podLabels: [undefined, { 'example.org/net': 'storage' }],
  labels: [undefined, { team: 'home' }],
  annotations: [undefined, { 'example.org/owner': 'me' }],
  secrets: [undefined, byField, existingSecret(({ app, repository }) => `${app}-${repository}`)],
  formerly: [undefined, { namespace: 'before' }],
  prune: [undefined, true],
};

export const resticZoo = combinations(
  resticChoices,
  120,
  ({ destinations: [to], secrets }) =>
    // What is read of a vault cannot be in a Secret that exists.
    secrets?.type !== 'existing-secret' || !JSON.stringify(to?.repository.at).includes('"field"'),
);

const PHASES: readonly MigrationPhase[] = ['restic', 'parallel', 'kopia', 'clean'];

/** An app of Restic's for each combination, and apps on their way in every phase. */
export function resticZooFiles(): ReadonlyMap<string, string> {
  const cluster = movingCluster();
  const app = new GitOpsApp({ cluster });
  for (const [index, props] of resticZoo.entries()) {
    new ResticBackup(app.chart('zoo', `zoo-${index}`), { ...props, app: `zoo-${index}` });
  }
  for (const phase of PHASES) {
    for (const [how, names] of Object.entries({ own: undefined, meeting: bareNames })) {
      const name = `${how}-${phase}`;
      const from = { ...backups, names };
      new VolsyncApp(app.chart('moving', name), { app: name, migration: { phase, from, verified } });
    }
  }
  return renderTree(app, cluster).files;
}
