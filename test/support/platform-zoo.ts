import {
  BackupAlerts,
  type BackupAlertsProps,
  BackupDashboard,
  type BackupDashboardProps,
  CloudSyncCronJob,
  type CloudSyncCronJobProps,
  daily,
  destination,
  GitOpsApp,
  InitializeRepository,
  type InitializeRepositoryProps,
  KopiaMaintenance,
  KopiaMaintenanceCronJob,
  type KopiaMaintenanceCronJobProps,
  type KopiaMaintenanceProps,
  KopiaServer,
  type KopiaServerProps,
  KopiaVerify,
  type KopiaVerifyProps,
  MoverJitterPolicy,
  type MoverJitterPolicyProps,
  NfsInjectionPolicy,
  type NfsInjectionPolicyProps,
  NfsScaler,
  type NfsScalerProps,
  VolsyncApp,
  VolsyncOperator,
  type VolsyncOperatorProps,
  ZeroScaler,
  type ZeroScalerProps,
} from '../../src';
import { renderTree } from '../../src/gitops/render';
import { firstOfEach } from '../../src/model/values/repeated';
import { combinations } from './combinations';
import { platformChoices as choices } from './platform-choices';
import { minors, platformOn } from './platform-cluster';

/** How many trees there are, each with a whole platform: of some parts a cluster can have but one. */
const TREES = 30;

/** Combinations of all that each part can be told. */
export const platformZoo = {
  operator: combinations<VolsyncOperatorProps>(choices.operator, TREES),
  injection: combinations<NfsInjectionPolicyProps>(choices.injection, TREES),
  jitter: combinations<MoverJitterPolicyProps>(choices.jitter, TREES),
  server: combinations<KopiaServerProps>(choices.server, TREES, isLegalServer),
  initialize: combinations<InitializeRepositoryProps>(choices.initialize, TREES),
  maintenance: combinations<KopiaMaintenanceProps>(choices.maintenance, TREES),
  maintenanceCronJob: combinations<KopiaMaintenanceCronJobProps>(choices.maintenanceCronJob, TREES),
  cloudSync: combinations<CloudSyncCronJobProps>(choices.cloudSync, TREES, isLegalSync),
  verify: combinations<KopiaVerifyProps>(choices.verify, TREES),
  alerts: combinations<BackupAlertsProps>(choices.alerts, TREES),
  dashboard: combinations<BackupDashboardProps>(choices.dashboard, TREES),
  scaler: combinations<NfsScalerProps>(choices.scaler, TREES, isLegalScaler),
  zeroScaler: combinations<ZeroScalerProps>(choices.zeroScaler, TREES),
} satisfies Record<keyof typeof choices, readonly object[]>;

/** What belongs to a route goes with one, keys with a bucket, and whoever does not log in may do little. */
function isLegalServer(props: KopiaServerProps) {
  const { repository, login, credentials, hostname, gateway, routeAnnotations, networkPolicy, readOnly } = props;
  const routed = gateway !== undefined;
  const inBucket = repository.type === 's3';
  const keeps = repository.type === 'nfs' || repository.type === 'claim' || credentials !== undefined;
  return (
    routed === (hostname !== undefined) &&
    (routed || (routeAnnotations === undefined && networkPolicy === undefined)) &&
    (credentials === undefined || inBucket) &&
    (typeof login !== 'string' || (routed && networkPolicy !== false && readOnly !== false && keeps))
  );
}

function isLegalScaler({ server, query, window }: NfsScalerProps): boolean {
  return (server === undefined) === (query !== undefined) && (query === undefined || window === undefined);
}

function isLegalSync({ mode, firstSeeding }: CloudSyncCronJobProps): boolean {
  return !(mode === 'mirror' && firstSeeding);
}

/** The files of every tree. Each has a namespace and a Kubernetes of its own; only its policies are of no namespace. */
export function platformZooFiles(): readonly ReadonlyMap<string, string>[] {
  return Array.from({ length: TREES }, (_, tree) => filesOfTree(tree));
}

/** The version of Kubernetes that a tree is made for. */
export function minorOf(tree: number): (typeof minors)[number] {
  return nth(minors, tree);
}

function filesOfTree(tree: number): ReadonlyMap<string, string> {
  const cluster = platformOn(minorOf(tree));
  const app = new GitOpsApp({ cluster });
  const chart = (name: string) => app.chart(`zoo-${tree}`, name);
  const maintenance = nth(platformZoo.maintenance, tree);

  new VolsyncOperator(chart('operator'), nth(platformZoo.operator, tree));
  for (const { repository } of firstOfEach(platformZoo.injection, (each) => each.repository.name)) {
    const props = { ...nth(platformZoo.injection, tree), repository };
    new NfsInjectionPolicy(chart(`injection-${repository.name}`), props);
  }
  new MoverJitterPolicy(chart('jitter'), nth(platformZoo.jitter, tree));
  new KopiaServer(chart('server'), nth(platformZoo.server, tree));
  new InitializeRepository(chart('initialize'), nth(platformZoo.initialize, tree));
  new KopiaMaintenance(chart('maintenance'), maintenance);
  new KopiaMaintenanceCronJob(chart('maintenance-cron-job'), nth(platformZoo.maintenanceCronJob, tree));
  new CloudSyncCronJob(chart('cloud-sync'), nth(platformZoo.cloudSync, tree));
  new KopiaVerify(chart('verify'), nth(platformZoo.verify, tree));
  new BackupAlerts(chart('alerts'), nth(platformZoo.alerts, tree));
  new BackupDashboard(chart('dashboard'), nth(platformZoo.dashboard, tree));
  new NfsScaler(chart('scaler'), nth(platformZoo.scaler, tree));
  new ZeroScaler(chart('zero-scaler'), nth(platformZoo.zeroScaler, tree));
  // Alerts want something to watch.
  const to = destination(maintenance.repository, { schedule: daily, retention: { daily: 7 } });
  new VolsyncApp(chart('romm'), { app: 'romm', destinations: [to] });
  return renderTree(app, cluster).files;
}

/** One of a list, which begins anew where it ends. */
function nth<T>(list: readonly T[], index: number): T {
  return list[index % list.length] as T;
}
