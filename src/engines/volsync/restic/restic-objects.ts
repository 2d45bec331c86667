import type { Construct } from 'constructs';
import type { App } from '../../../model/app/app';
import type { Cluster } from '../../../model/cluster/cluster';
import type { InventoryEntry } from '../../../model/inventory/inventory';
import type { ResticApp } from '../../../model/restic/decide';
import type { DecidedSecret } from '../../../model/secrets/decide-secret';
import type { Manifest } from '../../../tree/manifest';
import { resticCustomCa } from './mover-fields';
import { addResticDestination } from './replication-destination';
import { addResticSource } from './replication-source';
import { addResticSecret } from './secret';

/** What there is of Restic in the output for one app. */
export interface ResticObjects {
  /** The restore that fills the claim; none where something else does. */
  readonly restore: Manifest | undefined;
  /** The sources, by the name of the repository that they write. */
  readonly sources: Readonly<Record<string, Manifest>>;
  /** The ExternalSecrets, by the name of the repository that they open; none of a Secret that exists. */
  readonly secrets: Readonly<Record<string, Manifest>>;
}

/** Writes down what was decided. @param restores whether the claim is filled from Restic */
export function addResticObjects(
  scope: Construct,
  app: App,
  restic: ResticApp,
  restores: boolean,
  cluster: Cluster,
): ResticObjects {
  const sources: Record<string, Manifest> = {};
  const secrets: Record<string, Manifest> = {};
  for (const to of restic.sources) {
    const { name } = to.repository;
    sources[name] = addResticSource(scope, `restic-source-${name}`, app, restic, to);
    const secret = addResticSecret(scope, `restic-secret-${name}`, app.name, to);
    if (secret !== undefined) {
      secrets[name] = secret;
    }
  }
  return {
    restore:
      restores && restic.restore
        ? addResticDestination(scope, 'restic-restore', app, restic, restic.restore, cluster)
        : undefined,
    sources,
    secrets,
  };
}

/** The Secrets that Restic's objects name and nothing here makes. */
export function resticSecretsElsewhere({ sources }: ResticApp): DecidedSecret[] {
  return sources.flatMap(({ secret, repository }) => {
    const { secretName } = resticCustomCa(repository) ?? {};
    return [secret, ...(secretName === undefined ? [] : [{ name: secretName, made: undefined, problems: [] }])];
  });
}

interface ResticInventory {
  /** The field of its destinations. */
  readonly field: string;
  /** Whether it still does anything. */
  readonly runs: boolean;
  readonly verified?: Readonly<Record<string, { readonly from: string }>>;
}

function verifiedAt(name: string, from: unknown, { repositories }: Cluster) {
  // What is no repository at all is reported with the app.
  return typeof from === 'string' && Object.hasOwn(repositories, from)
    ? { from, field: `migration.verified.${name}.from` }
    : undefined;
}

/** What Restic does, and where it keeps what it has done, also when it does nothing any more. */
export function resticInventory(
  { name: { namespace } }: App,
  { sources }: ResticApp,
  path: string,
  cluster: Cluster,
  { field, runs, verified = {} }: ResticInventory,
): InventoryEntry[] {
  return sources.flatMap(({ source, cron, place, repository }): InventoryEntry[] => [
    {
      does: 'occupy',
      path,
      place: place.location,
      address: place.address,
      name: repository.name,
      field: `${field}.${repository.name}.repository`,
      verified: verifiedAt(repository.name, verified[repository.name]?.from, cluster),
    },
    ...(runs
      ? [
          {
            does: 'run' as const,
            job: 'back-up' as const,
            program: 'restic' as const,
            path,
            name: source,
            namespace,
            cron,
          },
        ]
      : []),
  ]);
}
