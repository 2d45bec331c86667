import { servedProblems, writtenModesProblems } from '../cluster/access-modes';
import type { Cluster } from '../cluster/cluster';
import { storageProblems } from '../cluster/storage';
import { ifGiven, type Problem, problemIf } from '../rules/problem';
import type { RuleId } from '../rules/rule';
import { show } from '../rules/show';
import { quantityProblems } from '../values/quantity';
import type { App } from './app';
import type { AppOptions } from './options';
import { restoreProblems } from './restore';

const COPY_METHODS: readonly string[] = ['Snapshot', 'Clone', 'Direct'];

/** Everything wrong with an app's volumes. */
export function volumeProblems(options: AppOptions, app: App, cluster: Cluster): Problem[] {
  const unused = (['capacity', 'claim', 'accessModes', 'restore'] as const).filter((key) => options[key] !== undefined);
  return [
    ...ifGiven(options.existingClaim, () => unused.map((key) => unusedProblem(key, options[key], 'R2'))),
    ...quantityProblems('capacity', app.capacity),
    ...writtenModesProblems('accessModes', options.accessModes),
    ...ifGiven(options.storage, (each) => storageProblems('storage', each)),
    ...problemIf(
      !COPY_METHODS.includes(app.copyMethod),
      'copyMethod',
      () => `${show(app.copyMethod)} is not a copy method; write "Snapshot", "Clone" or "Direct"`,
    ),
    ...(app.claimExists ? [] : ownClaimProblems(options, app, cluster)),
    ...onePodProblems(app),
    ...snapshotProblems(options, app),
    ...ifGiven(options.restore || undefined, (each) => restoreProblems(each, app.destinations)),
  ];
}

/** Reports a field that is about a claim, beside `existingClaim`. */
export function unusedProblem(field: string, value: unknown, rule: RuleId): Problem {
  const text = `${show(value)} is set for a claim that exists already, of which nothing is emitted; remove ${field} or existingClaim`;
  return { field, text, rule };
}

/** V1: what the class of the claim does not serve. */
function ownClaimProblems(options: AppOptions, { volumes }: App, cluster: Cluster): Problem[] {
  const { accessModes } = volumes.claim;
  const { servesAccessModes } = options.storage ?? cluster.storage;
  // What the profile itself asks for has been told with the profile.
  const own = options.accessModes !== undefined || (options.storage ?? cluster.storage).accessModes === undefined;
  return own ? servedProblems('accessModes', accessModes, servesAccessModes) : [];
}

/** V1: a claim that its backup could never mount, whoever made it. */
function onePodProblems({ volumes, copyMethod }: App): Problem[] {
  return problemIf(
    copyMethod === 'Direct' && [volumes.claim.accessModes].flat().includes('ReadWriteOncePod'),
    'copyMethod',
    '"Direct" has a second pod mount the claim, which "ReadWriteOncePod" keeps for one; use copyMethod: "Snapshot" or "Clone", or access mode "ReadWriteOnce"',
    'V1',
  );
}

/** V1: snapshots of storage that makes none. */
function snapshotProblems(options: AppOptions, { volumes, copyMethod, filledBy }: App): Problem[] {
  if (volumes.volumeSnapshotClassName !== undefined) {
    return [];
  }
  const profile = options.storage === undefined ? "the cluster's storage profile" : 'the storage profile';
  return [
    ...problemIf(
      copyMethod === 'Snapshot',
      'copyMethod',
      () =>
        `"Snapshot" needs a snapshot class, and ${profile} names none, so no backup would ever start; write volumeSnapshotClassName there, or copyMethod: "Clone" or "Direct" here`,
      'V1',
    ),
    ...problemIf(
      filledBy !== undefined,
      'restore',
      () =>
        `a claim is filled from a snapshot, and ${profile} names no class for one, so it would never be bound; write volumeSnapshotClassName there, or restore: false here`,
      'V1',
    ),
  ];
}
