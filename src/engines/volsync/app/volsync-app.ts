import { Construct } from 'constructs';
import { constructArgs } from '../../../constructs/kit/args';
import { appLabels } from '../../../constructs/kit/labels';
import { namespaceOf } from '../../../constructs/kit/namespace';
import { addRepositorySecret } from '../../../constructs/kit/repository-secret';
import type { App, AppDestination, AppMaintainer } from '../../../model/app/app';
import { APP_KEYS } from '../../../model/app/app-keys';
import { appProblems, appWarnings } from '../../../model/app/app-problems';
import { decideApp } from '../../../model/app/decide-app';
import { nameForClaim } from '../../../model/app/name-for-claim';
import type { AppOptions } from '../../../model/app/options';
import { unusedProblem } from '../../../model/app/volume-problems';
import { KUSTOMIZATION_REF_KEYS, type KustomizationRef } from '../../../model/cluster/kustomization-ref';
import type { InventoryEntry } from '../../../model/inventory/inventory';
import type { Problem } from '../../../model/rules/problem';
import { withoutStack } from '../../../model/rules/without-stack';
import { booleanProblems, type KeysOf, unknownKeyProblems } from '../../../model/values/known-keys';
import { Cluster } from '../../../tree/cluster-scope';
import { declareExisting } from '../../../tree/declared-secrets';
import { addDependsOn } from '../../../tree/flux';
import { enterInventory } from '../../../tree/inventory';
import type { Manifest } from '../../../tree/manifest';
import { addNote } from '../../../tree/notes';
import { carryMetadata } from '../../../tree/object-metadata';
import { reportProblems, warn } from '../../../tree/validation';
import { volsync } from '../engine';
import {
  addKopiaMaintenance,
  type KopiaMaintenanceOptions,
  maintenanceRun,
  maintenanceTimetable,
  toldBy,
} from '../maintenance/maintenance-object';
import { nextStep } from '../restic/next-step';
import {
  addResticObjects,
  type ResticObjects,
  resticInventory,
  resticSecretsElsewhere,
} from '../restic/restic-objects';
import { type BeforeBackup, beforeBackupProblems } from './before-backup';
import { addClaim, claimNameProblems } from './claim';
import { addReplicationDestination } from './replication-destination';
import { addReplicationSource } from './replication-source';

/** What is said of one app that VolSync backs up. */
export interface VolsyncAppProps extends AppOptions {
  /** Let Flux delete the claim, and with it the data, when the app leaves the output. @default false */
  readonly prune?: boolean;
  /**
   * What every backup waits for before it copies the claim, so that something can bring the app to rest.
   * `'copy-trigger'`: a new value of the claim's annotation `volsync.backube/copy-trigger`. Until something writes one,
   * nothing is backed up: see docs/hooks.md for who does. A claim that exists in the cluster already does not hear of
   * it.
   * @default nothing
   */
  readonly beforeBackup?: BeforeBackup;
  /**
   * Flux Kustomizations made elsewhere that the app's chart waits for, such as that of its storage, beside those of the
   * cluster. @default none
   */
  readonly dependsOn?: readonly KustomizationRef[];
}

/**
 * Protects one app: its claim, filled from the newest snapshot when it is created; a backup into each of its
 * destinations; the Secrets that open them; and a maintainer for every repository that is the app's own.
 *
 * Names are those of the well-known Kustomize component: claim `<app>`, sources `<app>` and `<app>-<repository>`,
 * restore `<app>-dst`, secrets `<app>-volsync[-<repository>]-secret`.
 * @example
 * ```ts
 * import { GitOpsApp, KopiaMaintenance, VolsyncApp } from 'cdk8s-volsync-kopia';
 * import { home } from './cluster';
 *
 * const app = new GitOpsApp({ cluster: home });
 * new VolsyncApp(app.chart('games', 'romm'), { app: 'romm', capacity: '15Gi' });
 * new KopiaMaintenance(app.chart('storage', 'kopia-maintenance'), { repository: home.repositories.nas });
 * app.run();
 * ```
 */
export class VolsyncApp extends Construct {
  /** None where the claim exists already. */
  readonly claim: Manifest | undefined;
  /** The restore destination; none where nothing is restored. */
  readonly restore: Manifest | undefined;
  /** The sources, by the name of the repository that they write. */
  readonly sources: Readonly<Record<string, Manifest>>;
  /** The ExternalSecrets, by the name of the repository that they open; none of a Secret that exists. */
  readonly secrets: Readonly<Record<string, Manifest>>;
  /** The maintainers of the app's own repositories, by their names. */
  readonly maintenance: Readonly<Record<string, Manifest>>;
  /** What backs the app up by Restic, as long as it is on its way from there; see `migration`. */
  readonly restic: ResticObjects | undefined;

  constructor(scope: Construct, props: VolsyncAppProps);
  constructor(scope: Construct, id: string, props: VolsyncAppProps);
  constructor(scope: Construct, idOrProps: string | VolsyncAppProps, maybeProps?: VolsyncAppProps) {
    const { id, props } = constructArgs(
      scope,
      idOrProps,
      maybeProps,
      ({ app }) => `volsync-${app}`,
      VOLSYNC_APP_KEYS,
      ({ app, claim, existingClaim }) =>
        `remove one of them, or give it another name: a second claim of the app is protected under one of its own, such as app: "${nameForClaim(app, existingClaim ?? claim)}"`,
    );
    super(scope, id);
    if (typeof props.app !== 'string') {
      throw withoutStack(
        new TypeError(`[${this.node.path}] app: ${typeof props.app} is not a name; write the name of the app`),
      );
    }
    const cluster = Cluster.of(this);
    const app = decideApp(props, namespaceOf(this), cluster);
    carryMetadata(this, props);

    this.claim = app.claimExists ? undefined : addClaim(this, 'claim', app, props);
    const { migration } = app;
    const restic =
      migration === undefined || migration.phase === 'clean'
        ? undefined
        : addResticObjects(this, app, migration.restic, migration.phase !== 'kopia', cluster);
    this.restic = restic;
    this.restore = app.restore
      ? addReplicationDestination(this, 'restore', app, app.restore, cluster)
      : restic?.restore;
    this.sources = perRepository(app, (to, first) =>
      addReplicationSource(this, first ? 'Resource' : `source-${to.repository.name}`, app, to),
    );
    this.secrets = perRepository(app, ({ repository, secret }) =>
      addRepositorySecret(this, `secret-${repository.name}`, {
        secret,
        namespace: app.name.namespace,
        labels: appLabels(app.name.app),
        repository,
        filedAs: app.filedAs,
      }),
    );
    this.maintenance = perRepository(
      app,
      (to) =>
        to.maintainer &&
        addKopiaMaintenance(this, `maintenance-${to.repository.name}`, maintainerOf(app, to, to.maintainer)),
    );

    if (props.dependsOn !== undefined) {
      addDependsOn(this, props.dependsOn);
    }
    reportProblems(this, () => [
      ...unknownKeyProblems('', props, VOLSYNC_APP_KEYS),
      ...pruneProblems(props),
      ...beforeBackupProblems(props),
      ...claimNameProblems(app),
      ...appProblems(props, app, cluster),
    ]);
    for (const warning of appWarnings(app)) {
      warn(this, warning);
    }
    declareExisting(this, app.name.namespace, [
      ...app.written.map(({ secret }) => secret),
      ...(restic && migration ? resticSecretsElsewhere(migration.restic) : []),
    ]);
    enterInventory(this, [
      ...app.written.flatMap((to) => inventoryOf(app, to, this.node.path)),
      ...(migration === undefined
        ? []
        : resticInventory(app, migration.restic, this.node.path, cluster, {
            field: 'migration.from.destinations',
            runs: restic !== undefined,
            verified: migration.verified,
          })),
    ]);
    if (migration !== undefined) {
      addNote(this, () => nextStep(app, migration));
    }
  }
}

export const VOLSYNC_APP_KEYS: KeysOf<VolsyncAppProps> = {
  ...APP_KEYS,
  prune: true,
  beforeBackup: true,
  dependsOn: [KUSTOMIZATION_REF_KEYS],
};

function inventoryOf(app: App, to: AppDestination, path: string): InventoryEntry[] {
  const { repository, location, identity, cron, source, maintainer } = to;
  const { namespace } = app.name;
  const entry = { path, repository, location, toldBy: toldBy(to.secret, namespace) };
  const backup: InventoryEntry[] = [
    {
      ...entry,
      does: 'back-up',
      volume: { ...app.name, claim: app.claim, claimExists: app.claimExists },
      identity,
      filedAs: app.filedAs,
      cron,
      maintainerConstruct: volsync.maintainerConstruct(repository),
    },
    { does: 'run', job: 'back-up', path, name: source, namespace, cron },
  ];
  if (maintainer === undefined) {
    return backup;
  }
  const options = maintainerOf(app, to, maintainer);
  return [
    ...backup,
    { ...entry, does: 'maintain', timetable: maintenanceTimetable(options) },
    maintenanceRun(path, options),
  ];
}

function maintainerOf(
  app: App,
  { repository, secret }: AppDestination,
  maintainer: AppMaintainer,
): KopiaMaintenanceOptions {
  return {
    ...maintainer,
    namespace: app.name.namespace,
    labels: appLabels(app.name.app),
    repository,
    secret,
    filedAs: app.filedAs,
    mover: app.mover,
    cache: app.cache,
    placement: app.placement,
    podLabels: app.podLabels,
  };
}

function pruneProblems({ prune, existingClaim }: VolsyncAppProps): Problem[] {
  return prune !== undefined && existingClaim !== undefined
    ? [unusedProblem('prune', prune, 'D1')]
    : booleanProblems('prune', prune, 'D1');
}

/** One thing per destination, by the name of its repository. */
function perRepository<T>(
  { written }: App,
  make: (to: AppDestination, first: boolean) => T | undefined,
): Record<string, T> {
  const made: Record<string, T> = {};
  for (const [index, to] of written.entries()) {
    const each = make(to, index === 0);
    if (each !== undefined) {
      made[to.repository.name] = each;
    }
  }
  return made;
}
