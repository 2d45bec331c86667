import type { Cluster } from '../cluster/cluster';
import { restoreName } from '../cluster/restore-name';
import { defaults } from '../defaults';
import { decidePods } from '../placement/pods';
import type { App, AppDestination, AppRestore } from './app';
import { isRenamed } from './app-name';
import { decideCaches } from './decide-caches';
import { decideDestinations } from './decide-destinations';
import { decideMigration } from './decide-migration';
import { decideVolumes } from './decide-volumes';
import type { AppOptions } from './options';
import { pointInTime, type RestoreOptions } from './restore';

/**
 * Fills in what the app does not say from its cluster, and from {@link defaults} what neither says. All decisions about
 * an app are made here, and once.
 */
export function decideApp(options: AppOptions, namespace: string, cluster: Cluster): App {
  const name = { app: options.app, namespace };
  const filedAs = { ...name, ...options.formerly };
  const claimExists = options.existingClaim !== undefined;
  const shared = {
    claimExists,
    copyMethod: options.copyMethod ?? defaults.copyMethod,
    mover: { ...cluster.mover, ...options.mover },
  };
  const { migration, destinations } = decideMigration(
    options,
    { ...shared, name, filedAs, secrets: options.secrets },
    decideDestinations(options, name, filedAs, cluster),
    cluster,
  );
  const byRestic = migration?.phase === 'restic' || migration?.phase === 'parallel';
  const restore =
    claimExists || byRestic || options.restore === false
      ? undefined
      : decideRestore(options.restore ?? {}, destinations, restoreName(options.app, cluster));
  return {
    ...shared,
    name,
    filedAs,
    renamed: isRenamed({ name, filedAs }),
    claim: options.existingClaim ?? options.claim ?? options.app,
    capacity: options.capacity ?? cluster.capacity,
    volumes: decideVolumes(options, cluster),
    destinations,
    ...decideCaches(options, cluster),
    resources: options.resources,
    ...decidePods(options, cluster),
    parallelism: options.parallelism ?? defaults.parallelism,
    compression: options.compression ?? defaults.compression,
    restore,
    migration,
    written: migration?.phase === 'restic' ? [] : destinations,
    filledBy: (byRestic ? migration?.restic.restore : restore)?.name,
  };
}

function decideRestore(
  { from, asOf, previous }: RestoreOptions,
  destinations: readonly AppDestination[],
  name: string,
): AppRestore | undefined {
  const destination = from === undefined ? destinations[0] : destinations.find((each) => each.repository === from);
  return destination && { name, destination, asOf: asOf === undefined ? undefined : pointInTime(asOf), previous };
}
