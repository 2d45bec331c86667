import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest } from '../../support/manifest-tree';
import { projectRoot } from '../../support/project';

/** What VolSync's controller made of one of its objects. */
export interface MoverJob {
  /** The object, as this library emits it. */
  readonly of: Manifest;
  /** A Job, or for a schedule of maintenance the CronJob. */
  readonly made: Workload;
}

export interface Workload extends Manifest {
  readonly metadata: Manifest['metadata'] & { readonly labels?: Readonly<Record<string, string>> };
  readonly spec: JobSpec & { readonly jobTemplate?: { readonly spec: JobSpec } };
}

export interface JobSpec {
  readonly template: { readonly metadata?: { readonly labels?: Record<string, string> }; readonly spec: PodSpec };
  readonly [field: string]: unknown;
}

export interface PodSpec {
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly volumes?: readonly { readonly name: string; readonly [source: string]: unknown }[];
  readonly [field: string]: unknown;
}

export interface Container {
  readonly name: string;
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string }[];
  readonly env?: readonly { readonly name: string; readonly value?: string }[];
  readonly [field: string]: unknown;
}

/** One line per Job, written by `npm run e2e:record`. */
export const RECORDED = join(projectRoot, 'test/e2e/recorded/mover-jobs.jsonl');

/** The Jobs that VolSync's own controller made when it was last asked. */
export function recordedJobs(): MoverJob[] {
  return readFileSync(RECORDED, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as MoverJob);
}
