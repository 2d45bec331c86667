import { readdirSync, watch } from 'node:fs';
import type { PodResult, RunningPod } from './pod';

/** What is in a folder now that was not before, and what was and is not. */
export function changesSince(before: ReadonlySet<string>, folder: string): { added: string[]; gone: string[] } {
  const now = new Set(readdirSync(folder));
  return {
    added: [...now].filter((name) => !before.has(name)),
    gone: [...before].filter((name) => !now.has(name)),
  };
}

/** Runs a pod and kills it as soon as so many files have been added to a folder, or have gone from it. */
export async function cutAfter(changes: number, folder: string, start: () => RunningPod): Promise<PodResult> {
  const before = new Set(readdirSync(folder));
  const pod = start();
  const watcher = watch(folder, () => {
    const { added, gone } = changesSince(before, folder);
    if (added.length + gone.length >= changes) pod.kill();
  });
  try {
    return await pod.result;
  } finally {
    watcher.close();
  }
}

/** So many whole numbers, evenly over `1` to `last`. */
export function spread(count: number, last: number): number[] {
  return Array.from({ length: count }, (_, index) => 1 + Math.round((index * (last - 1)) / (count - 1)));
}
