import type { EngineNames } from '../../model/engine';
import { fittedName } from '../../model/values/names';

/** How long VolSync's names may be, and why: it does not say so before it is too late. */
export const limits = {
  /** It cuts a snapshot's user name at 50 characters: beyond that two apps share one history. */
  source: 50,
  /** Its CronJob is `kopia-maint-<name>-<16 hex digits>`, and a CronJob's name ends at 52. */
  maintainer: 23,
} as const;

/** By these VolSync knows its pods again, and by annotations it is told to wait, to sleep or to run as root. */
export const OWN_KEYS = ['volsync.backube/', 'app.kubernetes.io/created-by'] as const;

/** The names of the well-known Kustomize component. */
export const names: EngineNames = {
  source: (app, repository, primary) => `${app}${suffix(repository, primary)}`,
  restore: (app) => `${app}-dst`,
  secret: (app, repository, primary) => `${app}-volsync${suffix(repository, primary)}`,
  maintainer: (app, repository) => fittedName(app, `-${repository}`, limits.maintainer),
};

function suffix(repository: string, primary: string): string {
  return repository === primary ? '' : `-${repository}`;
}
