import type { IConstruct } from 'constructs';
import { defaultCluster } from '../engines/default';
import type { Cluster as ClusterValue } from '../model/cluster/cluster';
import { requireChecked } from '../model/cluster/define-cluster';
import { show } from '../model/rules/show';
import { withoutStack } from '../model/rules/without-stack';

/** What all apps of a cluster share, and the way from a construct to its cluster. */
export type Cluster = ClusterValue;

const clusters = new WeakMap<IConstruct, ClusterValue>();

/** What all apps of a cluster share, and the way from a construct to its cluster. */
export const Cluster = {
  /** The cluster of the nearest scope that has one, {@link defaultCluster} where none has. */
  of(construct: IConstruct): ClusterValue {
    for (let scope: IConstruct | undefined = construct; scope; scope = scope.node.scope) {
      const cluster = clusters.get(scope);
      if (cluster) {
        return cluster;
      }
    }
    return defaultCluster;
  },

  /**
   * Makes `cluster` the cluster of everything that is created below `scope` from now on.
   * @throws TypeError if it is none, which only plain JavaScript can do; Error that lists everything wrong with one that
   * is not as `defineCluster` made it
   */
  attach(scope: IConstruct, cluster: ClusterValue): void {
    if (cluster?.repositories === undefined) {
      throw withoutStack(
        new TypeError(
          `[${scope.node.path}] Cluster.attach: ${show(cluster)} is not a cluster; give it what defineCluster({ … }) makes`,
        ),
      );
    }
    requireChecked(cluster);
    clusters.set(scope, cluster);
  },
};
