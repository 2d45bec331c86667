import type { Chart } from 'cdk8s';
import {
  BackupAlerts,
  CloudSyncCronJob,
  fluxVar,
  type GitOpsApp,
  KopiaMaintenance,
  KopiaServer,
  KopiaVerify,
  MoverJitterPolicy,
  NfsInjectionPolicy,
  NfsScaler,
  VolsyncOperator,
} from '../index';
import { home, NAS } from './cluster';

const { nas, b2, r2 } = home.repositories;

/** What the apps' backups lean on, each part in a chart of its own, so that none stops another. */
export function addPlatform(app: GitOpsApp): { readonly operator: Chart } {
  const operator = app.chart('storage', 'volsync');
  new VolsyncOperator(operator, { serviceMonitor: {} });

  const policy = app.chart('storage', 'volsync-nfs');
  new NfsInjectionPolicy(policy, { repository: nas });
  // Three apps still share minutes that were given out by hand.
  new MoverJitterPolicy(app.chart('storage', 'volsync-jitter'), { maxSeconds: 60 });

  const maintenance = app.chart('storage', 'kopia-maintenance');
  new KopiaMaintenance(maintenance, { repository: nas });
  // It can do nothing without the NAS. Apps do not wait for the policy: most of what they have does not need it.
  maintenance.addDependency(operator, policy);

  const server = app.chart('storage', 'kopia');
  new KopiaServer(server, {
    repository: nas,
    hostname: `kopia.${fluxVar('SECRET_DOMAIN')}`,
    gateway: { name: 'internal', namespace: 'network', sectionName: 'https' },
    routeAnnotations: { 'internal-dns.alpha.kubernetes.io/target': `internal.${fluxVar('SECRET_DOMAIN')}` },
  });
  const scaler = app.chart('storage', 'kopia-scaler');
  scaler.addDependency(server);
  new NfsScaler(scaler, {
    app: 'kopia',
    server: NAS,
    serverAddress: 'http://prometheus-operated.observability.svc.cluster.local:9090',
  });

  new CloudSyncCronJob(app.chart('storage', 'cloud-sync'), { from: nas, to: r2 });
  const verify = app.chart('storage', 'kopia-verify');
  new KopiaVerify(verify, { repository: nas });
  new KopiaVerify(verify, { repository: r2, filesPercent: 1 });
  new KopiaVerify(verify, { repository: b2, filesPercent: 1 });

  new BackupAlerts(app.chart('storage', 'backup-alerts'));
  return { operator };
}
