import type { Construct } from 'constructs';
import { KopiaMaintenance as KopiaMaintenanceBinding } from '../../imports/volsync.backube';
import type { Resources } from '../model/app';
import { defaults } from '../model/defaults';
import { type Mover, moverSecurityContext } from '../model/mover';
import type { Repository } from '../model/repository';
import type { Cache } from '../model/storage';
import { repositoryLabel } from './labels';
import { addManifest, type Manifest } from './manifest';
import { cacheFields, moverVolumes, resourceFields } from './mover-fields';

/** A maintainer with everything decided but what has a default of its own. */
export interface KopiaMaintenanceOptions {
  readonly name: string;
  readonly namespace: string;
  readonly labels?: Record<string, string>;
  readonly repository: Repository;
  /** The Secret that opens the repository. */
  readonly secret: string;
  /** Five cron fields: VolSync accepts macros here and then never runs. */
  readonly cron: string;
  readonly mover: Mover;
  readonly cache?: Partial<Cache>;
  readonly resources?: Resources;
  readonly activeDeadlineSeconds?: number;
  readonly successfulJobsHistoryLimit?: number;
  readonly failedJobsHistoryLimit?: number;
}

/** The object that has VolSync maintain a repository. */
export function addKopiaMaintenance(scope: Construct, id: string, options: KopiaMaintenanceOptions): Manifest {
  const { name, namespace, labels, repository } = options;
  const { maintenance } = defaults;
  return addManifest(scope, id, KopiaMaintenanceBinding, {
    metadata: { name, namespace, labels },
    spec: {
      repository: { repository: options.secret },
      trigger: { schedule: options.cron },
      activeDeadlineSeconds: options.activeDeadlineSeconds ?? maintenance.activeDeadlineSeconds,
      successfulJobsHistoryLimit: options.successfulJobsHistoryLimit ?? maintenance.successfulJobsHistoryLimit,
      failedJobsHistoryLimit: options.failedJobsHistoryLimit ?? maintenance.failedJobsHistoryLimit,
      resources: resourceFields(options.resources ?? maintenance.resources),
      podSecurityContext: moverSecurityContext(options.mover),
      moverPodLabels: { [repositoryLabel]: repository.name },
      moverVolumes: moverVolumes(repository),
      ...cacheFields(options.cache),
    },
  });
}
