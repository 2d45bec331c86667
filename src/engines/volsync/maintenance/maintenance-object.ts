import type { Construct } from 'constructs';
import { KopiaMaintenance as KopiaMaintenanceBinding } from '../../../../imports/volsync.backube';
import { repositoryLabel } from '../../../constructs/kit/labels';
import { resourceFields } from '../../../constructs/kit/quantities';
import { locationAnnotation } from '../../../constructs/kit/repository-secret';
import type { AppName } from '../../../model/app/app-name';
import { type Mover, moverSecurityContext } from '../../../model/cluster/mover';
import type { Cache } from '../../../model/cluster/storage';
import { defaults } from '../../../model/defaults';
import type { Run } from '../../../model/inventory/inventory';
import { placementFields } from '../../../model/placement/placement';
import type { Pods } from '../../../model/placement/pods';
import type { Repository } from '../../../model/repository/repository';
import type { Timetable } from '../../../model/schedule/timetable';
import type { DecidedSecret } from '../../../model/secrets/decide-secret';
import { completeResources, type Resources } from '../../../model/values/resources';
import { addManifest, type Manifest } from '../../../tree/manifest';
import { cacheFields } from '../mover-fields';
import { moverVolumes } from '../reach';

/** A maintainer with everything decided but what has a default of its own. */
export interface KopiaMaintenanceOptions extends Pods {
  readonly name: string;
  readonly namespace: string;
  readonly labels?: Record<string, string>;
  readonly repository: Repository;
  /** The Secret that opens the repository. */
  readonly secret: DecidedSecret;
  /** The name under which the app's own repository is kept, where every app has one. */
  readonly filedAs: AppName;
  /** Five cron fields: VolSync accepts macros here and then never runs. */
  readonly cron: string;
  readonly mover: Mover;
  readonly cache?: Cache;
  readonly resources?: Resources;
  readonly activeDeadlineSeconds?: number;
  readonly successfulJobsHistoryLimit?: number;
  readonly failedJobsHistoryLimit?: number;
}

/** VolSync's context for the container of a maintainer, but for root. */
const ROOT_CONTAINER = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  readOnlyRootFilesystem: true,
  runAsNonRoot: false,
};

/** The object that has VolSync maintain a repository. */
export function addKopiaMaintenance(scope: Construct, id: string, options: KopiaMaintenanceOptions): Manifest {
  const { name, namespace, labels, repository, secret } = options;
  const { maintenance } = defaults;
  return addManifest(scope, id, KopiaMaintenanceBinding, {
    metadata: { name, namespace, labels, annotations: locationAnnotation(secret, repository, options.filedAs) },
    spec: {
      repository: { repository: secret.name },
      trigger: { schedule: options.cron },
      activeDeadlineSeconds: options.activeDeadlineSeconds ?? maintenance.activeDeadlineSeconds,
      successfulJobsHistoryLimit: options.successfulJobsHistoryLimit ?? maintenance.successfulJobsHistoryLimit,
      failedJobsHistoryLimit: options.failedJobsHistoryLimit ?? maintenance.failedJobsHistoryLimit,
      resources: resourceFields(completeResources(options.resources, maintenance.resources)),
      podSecurityContext: moverSecurityContext(options.mover),
      // VolSync's own context of the container says runAsNonRoot whatever the pod's says.
      containerSecurityContext: options.mover.uid === 0 ? ROOT_CONTAINER : undefined,
      ...placementFields(options.placement),
      moverPodLabels: { ...options.podLabels, [repositoryLabel]: repository.name },
      moverVolumes: moverVolumes(repository),
      ...cacheFields(options.cache ?? {}),
    },
  });
}

/** The Secret by which VolSync is told where a repository is, where that is not ours. */
export function toldBy({ name, made }: DecidedSecret, namespace: string): string | undefined {
  return made === undefined ? `${namespace}/${name}` : undefined;
}

/** When it starts: VolSync's CronJob says no zone, and so it is that of the control plane, UTC as a rule. */
export function maintenanceTimetable({ cron }: KopiaMaintenanceOptions): Timetable {
  return { cron, timeZone: 'Etc/UTC' };
}

/** The maintainer as monitoring finds it: VolSync makes a CronJob of it, whose name ends in a hash. */
export function maintenanceRun(path: string, options: KopiaMaintenanceOptions): Run {
  const { name, namespace, cron } = options;
  return {
    does: 'run',
    job: 'maintain',
    path,
    name,
    namespace,
    cron,
    deadlineSeconds: options.activeDeadlineSeconds ?? defaults.maintenance.activeDeadlineSeconds,
    cronJob: { before: 'kopia-maint-', after: '-[0-9a-f]{16}' },
  };
}
