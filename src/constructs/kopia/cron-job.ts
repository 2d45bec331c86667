import type { k8s } from 'cdk8s-plus-30';
import type { Construct } from 'constructs';
import { defaults } from '../../model/defaults';
import type { Run } from '../../model/inventory/inventory';
import type { Timetable } from '../../model/schedule/timetable';
import { KubeCronJob } from '../../tree/kubernetes-kinds';
import { addManifest, type Manifest } from '../../tree/manifest';
import { appLabels, repositoryLabel } from '../kit/labels';
import type { KopiaCronJobOptions } from './options';
import { type KopiaPod, kopiaPodMetadata } from './pod';

/** A CronJob that runs Kopia, with everything decided but what has a default of its own. */
export interface KopiaCronJob {
  readonly name: string;
  readonly namespace: string;
  readonly cron: string;
  /** The repository that the pods work on. */
  readonly repository: { readonly name: string };
  readonly pod: KopiaPod;
  readonly podSpec: k8s.PodSpec;
  readonly options: KopiaCronJobOptions;
}

/** A CronJob that never runs twice at once, and never for ever. */
export function addKopiaCronJob(scope: Construct, id: string, job: KopiaCronJob): Manifest {
  const { name, namespace, cron, repository, pod, podSpec } = job;
  const options = { ...defaults.kopiaJob, ...job.options };
  const labels = appLabels(name);
  return addManifest(scope, id, KubeCronJob, {
    metadata: { name, namespace, labels },
    spec: {
      schedule: cron,
      timeZone: options.timeZone,
      concurrencyPolicy: 'Forbid',
      startingDeadlineSeconds: options.startingDeadlineSeconds,
      successfulJobsHistoryLimit: options.successfulJobsHistoryLimit,
      failedJobsHistoryLimit: options.failedJobsHistoryLimit,
      jobTemplate: {
        metadata: { labels },
        spec: {
          activeDeadlineSeconds: options.activeDeadlineSeconds,
          backoffLimit: options.backoffLimit,
          ttlSecondsAfterFinished: options.ttlSecondsAfterFinished,
          template: {
            metadata: kopiaPodMetadata(pod, { ...labels, [repositoryLabel]: repository.name }),
            spec: podSpec,
          },
        },
      },
    },
  });
}

/** When the CronJob starts. */
export function kopiaCronJobTimetable({ cron, options }: KopiaCronJob): Timetable {
  return { cron, timeZone: options.timeZone ?? defaults.kopiaJob.timeZone };
}

/** The CronJob as monitoring finds it. */
export function kopiaCronJobRun(path: string, job: 'maintain' | 'sync' | 'verify', made: KopiaCronJob): Run {
  const { name, namespace, cron, options } = made;
  const deadlineSeconds = options.activeDeadlineSeconds ?? defaults.kopiaJob.activeDeadlineSeconds;
  return { does: 'run', path, job, name, namespace, cron, deadlineSeconds };
}
