/** An app's name and namespace, now or formerly: together they name everything. */
export interface AppName {
  /** Name of the app. */
  readonly app: string;
  /** Namespace of the app. */
  readonly namespace: string;
}

/** Whether an app's snapshots are filed under another name than its present one. */
export function isRenamed({ name, filedAs }: { readonly name: AppName; readonly filedAs: AppName }): boolean {
  return name.app !== filedAs.app || name.namespace !== filedAs.namespace;
}
