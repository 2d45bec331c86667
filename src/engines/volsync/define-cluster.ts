import type { ClusterOptions, DeclaredCluster } from '../../model/cluster/cluster';
import { declareCluster } from '../../model/cluster/define-cluster';
import type { Plan } from '../../model/plan/plan';
import type { UnnamedRepository } from '../../model/repository/repository';
import { volsync } from './engine';

/**
 * Declares what all apps of a cluster share. Repositories and plans are values of the result,
 * `home.plans.critical`, so a misspelt one does not compile.
 * @throws Error that lists everything wrong in the declaration
 */
export function defineCluster<R extends Record<string, UnnamedRepository>, P extends Record<string, Plan>>(
  options: ClusterOptions<R, P>,
): DeclaredCluster<R, P> {
  return declareCluster(options, volsync);
}
