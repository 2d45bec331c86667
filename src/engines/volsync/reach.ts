import type { InventoryEntry, InventoryFinding } from '../../model/inventory/inventory';
import { isNfs } from '../../model/repository/nfs/nfs-repository';
import { kindOf, ownedByApp, type Repository } from '../../model/repository/repository';
import { ifGiven, type Problem, problemIf } from '../../model/rules/problem';
import { firstOfEach } from '../../model/values/repeated';
import { moverVolumePathProblems } from './mover-volumes';
import { nfsProblems } from './nfs';

/** What VolSync cannot do with a repository as it is declared. */
export function repositoryProblems(field: string, repository: Repository): Problem[] {
  if (isNfs(repository)) {
    return nfsProblems(field, repository);
  }
  const mountPath = kindOf(repository).moverPath(repository);
  return [
    ...ifGiven(mountPath, (each) => moverVolumePathProblems(`${field}.mountPath`, each)),
    ...ownMaintainerProblems(field, repository),
  ];
}

/** M1: the maintainer of an app's own repository is VolSync's, and there is no other way to make one. */
function ownMaintainerProblems(field: string, repository: Repository): Problem[] {
  const obstacle = maintenanceObstacle(repository);
  return problemIf(
    obstacle !== undefined && ownedByApp(repository) && !repository.maintainedElsewhere,
    `${field}.prefix`,
    () =>
      `every app has a repository of its own, which VolSync maintains, but this one ${obstacle}; give all apps one, sharedPrefix('kopia/'), and maintain it by new KopiaMaintenanceCronJob(chart, { repository })`,
    'M1',
  );
}

/** Whether movers get at a repository through an admission policy. */
function isInjected(repository: Repository): boolean {
  return isNfs(repository) && repository.access === 'admission-policy';
}

/** How a mover reaches a repository that is on a volume: by a mount of its own, unless a policy brings it. */
export function moverVolumes(repository: Repository) {
  const kind = kindOf(repository);
  const [volumeSource, mountPath] = [kind.volume(repository), kind.moverPath(repository)];
  return volumeSource === undefined || mountPath === undefined || isInjected(repository)
    ? undefined
    : [{ mountPath: mountPath.slice('/mnt/'.length), volumeSource }];
}

/**
 * Why VolSync's own maintenance cannot open a repository; `undefined` where it can. It hands over every key as a variable,
 * also those that Kopia reads from a file, and the certificate authority under a name that the mover does not read
 * (perfectra1n/volsync v0.17.11, internal/controller/kopiamaintenance_controller.go and mover-kopia/entry.sh).
 */
export function maintenanceObstacle(repository: Repository): string | undefined {
  const kind = kindOf(repository);
  if (kind.moverFiles(repository).length > 0) {
    return "is opened by a private key, which VolSync's maintenance gives to Kopia as text where it wants a file";
  }
  return kind.customCa(repository) === undefined
    ? undefined
    : "is trusted by customCa, which VolSync's maintenance does not tell Kopia of";
}

/** A2: a repository that is reached by admission policy needs the policy. */
export function missingInjection(entries: readonly InventoryEntry[]): InventoryFinding[] {
  const injected = new Set(entries.filter(({ does }) => does === 'inject').map(locationOf));
  const bare = entries.filter(
    (each) =>
      (each.does === 'back-up' || (each.does === 'maintain' && !each.mountsItself)) &&
      isInjected(each.repository) &&
      !('injectedElsewhere' in each.repository && each.repository.injectedElsewhere) &&
      !injected.has(each.location),
  );
  return firstOfEach(bare, locationOf).map((each) => {
    const text = `"${'repository' in each && each.repository.name}" is mounted by an admission policy that is not here, so no mover would see it; add new NfsInjectionPolicy(chart, { repository }), or declare injectedElsewhere: true`;
    return { path: each.path, field: 'repository', text, rule: 'A2' };
  });
}

function locationOf(entry: InventoryEntry): string {
  return 'location' in entry ? entry.location : '';
}
