import {
  CloudSyncCronJob,
  type GitOpsApp,
  InitializeRepository,
  KopiaMaintenanceCronJob,
  KopiaVerify,
} from '../../../src';
import { home } from '../../../src/home/cluster';
import { nas } from './backup-site';

const { r2 } = home.repositories;

/** Everything that runs a pod of ours against the home cluster's NAS or its copy, by a name for it. */
export const SITE_JOBS = {
  sync: (app: GitOpsApp) => new CloudSyncCronJob(app.chart('storage', 'x'), { from: nas, to: r2 }),
  'first sync': (app: GitOpsApp) =>
    new CloudSyncCronJob(app.chart('storage', 'x'), { from: nas, to: r2, firstSeeding: true }),
  'mirroring sync': (app: GitOpsApp) =>
    new CloudSyncCronJob(app.chart('storage', 'x'), { from: nas, to: r2, mode: 'mirror' }),
  'verification of the NAS': (app: GitOpsApp) => new KopiaVerify(app.chart('storage', 'x'), { repository: nas }),
  'verification of the copy': (app: GitOpsApp) => new KopiaVerify(app.chart('storage', 'x'), { repository: r2 }),
  'creation on the NAS': (app: GitOpsApp) => new InitializeRepository(app.chart('storage', 'x'), { repository: nas }),
  'creation in a bucket': (app: GitOpsApp) => new InitializeRepository(app.chart('storage', 'x'), { repository: r2 }),
  'maintenance on the NAS': (app: GitOpsApp) =>
    new KopiaMaintenanceCronJob(app.chart('storage', 'x'), { repository: nas }),
  'maintenance in a bucket': (app: GitOpsApp) =>
    new KopiaMaintenanceCronJob(app.chart('storage', 'x'), { repository: r2 }),
} as const;

export type SiteJob = keyof typeof SITE_JOBS;

export const EVERY_JOB = Object.keys(SITE_JOBS) as SiteJob[];

export const SYNCS: readonly SiteJob[] = ['sync', 'first sync', 'mirroring sync'];
