import type { Alert, AlertOptions } from './alerts/alert';
import type { PanelSet } from './alerts/panel';
import type { Cache } from './cluster/storage';
import type { Identity } from './identity';
import type { InventoryEntry, InventoryFinding, Run } from './inventory/inventory';
import type { Placement } from './placement/placement';
import type { Repository } from './repository/repository';
import type { ResticStore } from './restic/place';
import type { ObjectRule } from './rules/object-rule';
import type { Problem } from './rules/problem';
import type { TreeRule } from './rules/tree-rule';
import type { CronGrammar } from './schedule/cron';
import type { NamedSecret } from './secrets/named-secret';
import type { KubeObject } from './values/kube-object';

/**
 * What carries backups out, as far as the model has to know it: how it names things, what it reads and what it cannot
 * do. The model itself knows no engine; a cluster brings the one that it is for.
 */
export interface Engine {
  /** The construct that protects an app, as messages name it. */
  readonly appConstruct: string;
  /** The construct that can maintain a repository of the cluster, as messages name it. */
  maintainerConstruct(repository: Repository): string;
  readonly names: EngineNames;
  /** How long names may be, where the engine is stricter than Kubernetes. */
  readonly limits: { readonly source: number; readonly maintainer: number };
  /** Which cron texts it reads. */
  readonly cron: CronGrammar;
  /** The objects that must be as it asks. */
  readonly objectRules: readonly ObjectRule[];
  /** How objects must fit each other. */
  readonly treeRules: readonly TreeRule[];
  readonly alerts: EngineAlerts;
  /** The identity that it derives from the name of a source, and from its namespace or what stands for that. */
  identityOf(source: string, hostname: string): Identity;
  /** What it cannot do with a repository, as that is declared. */
  repositoryProblems(field: string, repository: Repository): Problem[];
  /** What its mover for Restic cannot do with a place. */
  resticPlaceProblems(field: string, place: ResticStore): Problem[];
  /** What it cannot do with a cache. */
  cacheProblems(field: string, cache: Cache): Problem[];
  /**
   * What it cannot do with the place of movers. @param own what is said where the movers are declared, without what is
   * the cluster's
   */
  moverPlacementProblems(field: string, placement: Placement, own: Placement): Problem[];
  /** Labels and annotations that it goes by itself, as keys or, ending in a slash, as domains. */
  readonly ownKeys: readonly string[];
  /** The Secrets that an object of its own kinds names; none of any other. */
  secretsNamed(object: KubeObject): readonly NamedSecret[];
  /** The rules of its own that need a view of the whole tree. */
  inventoryProblems(entries: readonly InventoryEntry[]): InventoryFinding[];
}

/** How an engine calls an app's objects. */
export interface EngineNames {
  /** The backup into one repository. @param primary the name of the repository whose objects bear the bare name */
  source(app: string, repository: string, primary: string): string;
  /** The restore that fills the claim. */
  restore(app: string): string;
  /** What a Secret for one repository is made by; the Secret itself is `<name>-secret`. */
  secret(app: string, repository: string, primary: string): string;
  /** The maintainer of the app's own repository. */
  maintainer(app: string, repository: string): string;
}

/** How an engine is watched. */
export interface EngineAlerts {
  /** Called like the object of the well-known component, so that it takes its place. */
  readonly objectName: string;
  /** After which Prometheus calls the job of the engine's metrics. */
  readonly operatorJob: string;
  readonly rows: readonly AlertRow[];
  /** What a dashboard shows of it. @param operatorJob `job` of the operator's metrics in Prometheus */
  panels(operatorJob: string): PanelSet;
}

/** One alert: a name, how bad it is, and the rules that raise it. */
export interface AlertRow<Name extends string = string> {
  readonly name: Name;
  /** The group of rules that it is in. */
  readonly group: string;
  /** Who is woken: what can cost data if it waits for the morning is critical. */
  readonly severity: 'critical' | 'warning';
  /** Its rules for what is declared; none where there is nothing to watch. */
  readonly rules: (runs: readonly Run[], options: AlertOptions) => readonly Alert[];
}
