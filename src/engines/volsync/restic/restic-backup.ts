import { Construct } from 'constructs';
import { constructArgs } from '../../../constructs/kit/args';
import { namespaceOf } from '../../../constructs/kit/namespace';
import { APP_KEYS } from '../../../model/app/app-keys';
import { appProblems } from '../../../model/app/app-problems';
import { decideApp } from '../../../model/app/decide-app';
import type { AppOptions } from '../../../model/app/options';
import { RESTIC_BACKUPS_KEYS, type ResticBackups } from '../../../model/restic/options';
import { withoutStack } from '../../../model/rules/without-stack';
import { booleanProblems, type KeysOf, unknownKeyProblems } from '../../../model/values/known-keys';
import { Cluster } from '../../../tree/cluster-scope';
import { declareExisting } from '../../../tree/declared-secrets';
import { enterInventory } from '../../../tree/inventory';
import type { Manifest } from '../../../tree/manifest';
import { carryMetadata } from '../../../tree/object-metadata';
import { reportProblems } from '../../../tree/validation';
import { addClaim, claimNameProblems } from '../app/claim';
import { addResticObjects, resticInventory, resticSecretsElsewhere } from './restic-objects';

/** What is said of one app that Restic backs up. */
export interface ResticBackupProps
  extends Pick<
      AppOptions,
      | 'app'
      | 'capacity'
      | 'claim'
      | 'existingClaim'
      | 'storage'
      | 'accessModes'
      | 'resources'
      | 'placement'
      | 'podLabels'
      | 'labels'
      | 'annotations'
      | 'secrets'
      | 'formerly'
    >,
    ResticBackups {
  /** Let Flux delete the claim, and with it the data, when the app leaves the output. @default false */
  readonly prune?: boolean;
}

/**
 * What people have before they move to Kopia: an app's claim, the restore from Restic that fills it, a backup by Restic into each
 * destination, and the Secrets that open them. To move it, say the same as `migration: { from }` of a `VolsyncApp`.
 * @example
 * ```ts
 * import { daily, defaultCluster, field, GitOpsApp, nfsRepository, ResticBackup, resticDestination, resticRepository } from 'cdk8s-volsync-kopia';
 *
 * const local = resticRepository({
 *   name: 'local',
 *   at: nfsRepository({ server: 'nas.internal', path: '/mnt/tank/volsync', access: 'mover-volumes' }),
 *   secret: { item: 'volsync' },
 * });
 * const app = new GitOpsApp({ cluster: defaultCluster });
 * new ResticBackup(app.chart('media', 'sonarr'), {
 *   app: 'sonarr',
 *   destinations: [resticDestination(local, { schedule: daily.hour(9), retention: { daily: 14 } })],
 * });
 * app.run();
 * ```
 */
export class ResticBackup extends Construct {
  /** None where the claim exists already. */
  readonly claim: Manifest | undefined;
  /** The restore destination; none where nothing is restored. */
  readonly restore: Manifest | undefined;
  /** The sources, by the name of the repository that they write. */
  readonly sources: Readonly<Record<string, Manifest>>;
  /** The ExternalSecrets, by the name of the repository that they open; none of a Secret that exists. */
  readonly secrets: Readonly<Record<string, Manifest>>;

  constructor(scope: Construct, props: ResticBackupProps);
  constructor(scope: Construct, id: string, props: ResticBackupProps);
  constructor(scope: Construct, idOrProps: string | ResticBackupProps, maybeProps?: ResticBackupProps) {
    const { id, props } = constructArgs(scope, idOrProps, maybeProps, ({ app }) => `restic-${app}`, RESTIC_BACKUP_KEYS);
    super(scope, id);
    if (typeof props.app !== 'string') {
      throw withoutStack(
        new TypeError(`[${this.node.path}] app: ${typeof props.app} is not a name; write the name of the app`),
      );
    }
    const cluster = Cluster.of(this);
    const options = optionsOf(props);
    const app = decideApp(options, namespaceOf(this), cluster);
    carryMetadata(this, props);

    this.claim = app.claimExists ? undefined : addClaim(this, 'claim', app, props);
    const restic = app.migration?.restic;
    const made = restic && addResticObjects(this, app, restic, true, cluster);
    this.restore = made?.restore;
    this.sources = made?.sources ?? {};
    this.secrets = made?.secrets ?? {};

    reportProblems(this, () => [
      ...unknownKeyProblems('', props, RESTIC_BACKUP_KEYS),
      ...booleanProblems('prune', props.prune, 'D1'),
      ...claimNameProblems(app),
      ...appProblems(options, app, cluster).map((each) => ({ ...each, field: each.field.replace(FROM, '') })),
    ]);
    if (restic !== undefined) {
      declareExisting(this, app.name.namespace, resticSecretsElsewhere(restic));
      enterInventory(
        this,
        resticInventory(app, restic, this.node.path, cluster, { field: 'destinations', runs: true }),
      );
    }
  }
}

/** What stands before a field of Restic's where it is said of an app that moves. */
const FROM = /^migration\.from\./;

const { app, capacity, claim, existingClaim, storage, accessModes } = APP_KEYS;
const { resources, placement, podLabels, labels, annotations, secrets, formerly } = APP_KEYS;

export const RESTIC_BACKUP_KEYS: KeysOf<ResticBackupProps> = {
  app,
  capacity,
  claim,
  existingClaim,
  storage,
  accessModes,
  resources,
  placement,
  podLabels,
  labels,
  annotations,
  secrets,
  formerly,
  ...RESTIC_BACKUPS_KEYS,
  prune: true,
};

/** The same as an app that has not set out yet. */
function optionsOf({
  destinations,
  restore,
  names,
  copyMethod,
  mover,
  cache,
  restoreCache,
  prune: _prune,
  ...ofTheApp
}: ResticBackupProps): AppOptions {
  const said = { destinations, restore, names, copyMethod, mover, cache, restoreCache };
  const from = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
  return { ...ofTheApp, migration: { phase: 'restic', from: from as unknown as ResticBackups } };
}
