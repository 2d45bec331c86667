import type { MoverJob, Workload } from './mover-jobs';

/** A Job without what differs from run to run: its ids, times and versions. */
export function timeless({ of, made }: MoverJob): MoverJob {
  const { name, namespace, labels } = made.metadata;
  const { selector, manualSelector, ...spec } = made.spec;
  const { metadata = {}, ...template } = spec.template ?? {};
  return {
    of,
    made: {
      apiVersion: made.apiVersion,
      kind: made.kind,
      metadata: { name, namespace, labels: withoutIds(labels) },
      spec: {
        ...spec,
        ...(spec.template && { template: { ...template, metadata: { labels: withoutIds(metadata.labels) } } }),
      } as Workload['spec'],
    },
  };
}

const IDS = new Set([
  'job-name',
  'batch.kubernetes.io/job-name',
  'controller-uid',
  'batch.kubernetes.io/controller-uid',
  'volsync.backube/cleanup',
]);

/** Labels that tell the same of every run. */
export function withoutIds(labels: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).filter(([name]) => !IDS.has(name)));
}
