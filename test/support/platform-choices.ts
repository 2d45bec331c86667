import {
  type BackupAlertsProps,
  type BackupDashboardProps,
  type CloudSyncCronJobProps,
  daily,
  every,
  existingSecret,
  externalSecrets,
  field,
  fluxVar,
  type InitializeRepositoryProps,
  type KopiaMaintenanceCronJobProps,
  type KopiaMaintenanceProps,
  type KopiaServerProps,
  type KopiaVerifyProps,
  type MoverJitterPolicyProps,
  type NfsInjectionPolicyProps,
  type NfsScalerProps,
  type VolsyncOperatorProps,
  type ZeroScalerProps,
} from '../../src';
import type { Choices } from './combinations';
import { platform } from './platform-cluster';
import { bitwarden, byField, bySops } from './secret-sources';
import { placement as wholePlacement } from './whole-placement';

const { nas, attic, cellar, shared, depot, copy, mirror, share, drive, box, door, far } = platform.repositories;

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;
const resources = [undefined, { requests: { cpu: '1', memory: '512Mi' }, limits: { cpu: '2.5', memory: '4Gi' } }];
const mover = [
  undefined,
  { gid: 100, fsGroup: 1000, fsGroupChangePolicy: 'OnRootMismatch', supplementalGroups: [44, 105] },
  { fsGroup: false, runAsNonRoot: true, seccompProfile: { type: 'Unconfined' } },
] as const;
const image = [
  undefined,
  { repository: 'registry.internal:5000/kopia', tag: '0.22.3' },
  { repository: 'ghcr.io/home-operations/kopia', tag: `0.23.1@${digest}` },
];
const placement = [
  undefined,
  wholePlacement,
  { nodeSelector: { 'kubernetes.io/arch': 'amd64' }, affinity: {} },
  { tolerations: [{ operator: 'Exists' }] },
];
const podLabels = [undefined, { 'example.org/net': 'storage' }];
const labels = [undefined, { team: 'home' }];
const annotations = [undefined, { 'example.org/owner': 'who is asked: me' }];
const podAnnotations = [undefined, { 'example.org/mesh': 'no' }];
const pods = { placement, podLabels, podAnnotations, labels, annotations };
const secrets = [undefined, byField, externalSecrets({ store: bitwarden, refreshInterval: '0' })];
const pod = { mover, image, cache: [undefined, '1Gi', '20G'], secrets, resources, ...pods };
const cronJob = {
  ...pod,
  timeZone: [undefined, 'Europe/Berlin', 'Asia/Kolkata'],
  activeDeadlineSeconds: [undefined, 60, 86_400],
  startingDeadlineSeconds: [undefined, 10],
  backoffLimit: [undefined, 0],
  ttlSecondsAfterFinished: [undefined, 0],
  successfulJobsHistoryLimit: [undefined, 0],
  failedJobsHistoryLimit: [undefined, 10],
};

/** What each part of the platform can be told, prop by prop. */
export const platformChoices = {
  operator: {
    image: [undefined, { repository: 'registry.internal:5000/volsync' }, { tag: `v0.17.12@${digest}` }],
    chart: [undefined, { tag: `0.18.6@${digest}` }, { url: 'oci://registry.internal:5000/volsync' }],
    resources,
    serviceMonitor: [undefined, false, {}, { labels: { release: 'kube-prometheus-stack' } }],
  } satisfies Choices<VolsyncOperatorProps>,

  injection: {
    repository: [nas, cellar],
    operator: [undefined, { namespace: 'volsync' }, { namespace: 'backups', name: 'mover-maker' }],
    maintainers: [undefined, [], [{ namespace: 'elsewhere', name: 'kopia.nas' }]],
  } satisfies Choices<NfsInjectionPolicyProps>,

  jitter: {
    minSeconds: [undefined, 5],
    maxSeconds: [undefined, 3600],
    jobs: [undefined, 'sources', 'restores', 'both'],
    image: [undefined, { tag: `1.38.0@${digest}` }, { repository: 'busybox', tag: '1.36' }],
    operator: [undefined, { name: 'mover-maker' }],
  } satisfies Choices<MoverJitterPolicyProps>,

  server: {
    ...pod,
    repository: [nas, attic, shared, share, door, depot],
    name: [undefined, 'kopia-web'],
    login: [
      undefined,
      { item: 'web', username: field('USER'), password: 'PASS', cookieKey: 'COOKIE' },
      { username: 'admin', secrets: existingSecret(() => 'web-login') },
      'nobody-logs-in-and-whoever-reaches-the-gateway-reads-every-backup',
    ],
    credentials: [
      undefined,
      { item: 'reader', accessKeyId: 'read id', secretAccessKey: 'read-key' },
      { secrets: existingSecret(() => 'kopia-read-only'), secretAccessKey: 'secret.key' },
    ],
    cache: [undefined, '1Gi', '20G', { storageClassName: 'local' }, { capacity: '12Gi' }],
    description: [undefined, 'The NAS "citadel", 100 % of it'],
    hostname: [undefined, 'kopia.example.org', `kopia.${fluxVar('SECRET_DOMAIN')}`],
    gateway: [
      undefined,
      { name: 'internal', namespace: 'network' },
      {
        name: 'internal',
        namespace: 'network',
        sectionName: 'https',
        pods: {
          namespace: 'envoy-gateway-system',
          labels: { 'gateway.envoyproxy.io/owning-gateway-name': 'internal' },
        },
      },
    ],
    routeAnnotations: [undefined, { 'external-dns.alpha.kubernetes.io/target': 'internal.example.org' }],
    networkPolicy: [undefined, true, false],
    readOnly: [undefined, true, false],
    metrics: [undefined, true],
    timeZone: [undefined, 'Europe/Berlin', fluxVar('TIMEZONE')],
    kopiaVersion: [undefined, '0.22', '0.23'],
    chart: [undefined, { tag: '4.6.2' }, { tag: `5.1.0@${digest}` }],
  } satisfies Choices<KopiaServerProps>,

  initialize: {
    mover,
    image,
    secrets: [undefined, bySops],
    resources,
    ...pods,
    repository: [cellar, shared, drive, box],
  } satisfies Choices<InitializeRepositoryProps>,

  maintenance: {
    repository: [nas, attic, shared, share, door],
    name: [undefined, 'upkeep-of-the-whole-nas'],
    schedule: [undefined, '@daily', every(12).hours.at(30)],
    mover,
    cache: [
      undefined,
      { storageClassName: 'local', capacity: '12Gi' },
      { storageClassName: 'local', capacity: '20Gi', accessModes: ['ReadWriteOncePod'] },
    ],
    secrets: [undefined, byField],
    resources,
    activeDeadlineSeconds: [undefined, 600],
    successfulJobsHistoryLimit: [undefined, 3],
    failedJobsHistoryLimit: [undefined, 0],
    placement,
    podLabels,
    labels,
    annotations,
    secretName: [undefined, 'volsync-maintenance-secret'],
  } satisfies Choices<KopiaMaintenanceProps>,

  maintenanceCronJob: {
    ...cronJob,
    repository: [cellar, depot, drive, box],
    name: [undefined, 'upkeep'],
    schedule: [undefined, '15 5 * * 1-5', every(12).hours],
  } satisfies Choices<KopiaMaintenanceCronJobProps>,

  cloudSync: {
    ...cronJob,
    from: [nas, attic, share, depot, box],
    to: [copy, mirror, far],
    name: [undefined, `off-site-${'x'.repeat(43)}`],
    schedule: [undefined, daily.hour(23), '0 3 1,15 * *'],
    mode: [undefined, 'add', 'mirror'],
    firstSeeding: [undefined, true, false],
    parallel: [undefined, 1, 64],
  } satisfies Choices<CloudSyncCronJobProps>,

  verify: {
    ...cronJob,
    repository: [nas, depot, copy, share, far],
    name: [undefined, 'proof'],
    schedule: [undefined, '@monthly', '30 4 * * 6'],
    filesPercent: [undefined, 0, 0.5, 100],
    grace: [undefined, '2d12h'],
    maxErrors: [undefined, 1],
    parallel: [undefined, 1],
  } satisfies Choices<KopiaVerifyProps>,

  alerts: {
    name: [undefined, 'backups'],
    labels: [undefined, { release: 'kube-prometheus-stack', 'example.org/team': 'home' }],
    alertLabels: [undefined, { team: 'storage', cluster: 'home "one"' }],
    severity: [undefined, { VolSyncVolumeOutOfSync: 'warning', KopiaVerifyFailed: 'page' }, { critical: 'page' }],
    grace: [undefined, '1d12h', '5m'],
    operatorJob: [undefined, 'volsync/metrics "2"'],
  } satisfies Choices<BackupAlertsProps>,

  dashboard: {
    name: [undefined, 'backups.home'],
    labels: [undefined, { 'grafana.example.org/dashboard': 'yes' }],
    annotations: [undefined, { grafana_folder: 'Storage & backups' }],
    operatorJob: [undefined, 'volsync/metrics "2"'],
  } satisfies Choices<BackupDashboardProps>,

  scaler: {
    app: ['kopia', `plex-${'x'.repeat(58)}`],
    name: [undefined, 'kopia'],
    kind: [undefined, 'Deployment', 'StatefulSet'],
    server: [undefined, 'nas.internal', '10.0.0.5', 'fd00::5'],
    query: [undefined, 'max_over_time(probe_success{instance=~".+:2049"}[1m])'],
    serverAddress: ['http://prometheus.observability.svc:9090', 'https://metrics.example.org/select/0/prometheus'],
    window: [undefined, '1h30m'],
    cooldownPeriod: [undefined, 0],
  } satisfies Choices<NfsScalerProps>,

  zeroScaler: {
    app: ['sonarr', 'radarr'],
    name: [undefined, 'sonarr-on-nas'],
    kind: [undefined, 'StatefulSet'],
    metric: [undefined, 'probe_ok'],
    selector: [undefined, { job: 'blackbox', instance: 'nas.internal' }],
    value: [undefined, '0.5'],
    window: [undefined, '0s', '1h'],
  } satisfies Choices<ZeroScalerProps>,
};
