import { choosesNodes, isSaid, type Placement } from '../../model/placement/placement';
import type { Affinity } from '../../model/placement/scheduling';
import { type Problem, problemIf } from '../../model/rules/problem';
import { show } from '../../model/rules/show';

/**
 * Sources and destinations know an affinity and nothing else of where a mover runs; to Kubernetes a node selector is a
 * term that every node must match as well.
 */
export function moverAffinity({ affinity = {}, nodeSelector }: Placement): Affinity | undefined {
  if (!isSaid(nodeSelector)) {
    return isSaid(affinity) ? affinity : undefined;
  }
  const labels = Object.entries(nodeSelector).map(([key, value]) => ({ key, operator: 'In', values: [value] }));
  const terms = affinity.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [{}];
  return {
    ...affinity,
    nodeAffinity: {
      ...affinity.nodeAffinity,
      requiredDuringSchedulingIgnoredDuringExecution: {
        // One of the terms has to match, and each asks for the labels.
        nodeSelectorTerms: [terms].flat().map((each) => ({
          ...each,
          matchExpressions: [each?.matchExpressions ?? [], labels].flat(2),
        })),
      },
    },
  };
}

/**
 * Tolerations do not get through to movers (perfectra1n/volsync v0.17.11, api/v1alpha1/replicationsource_types.go): a
 * mover that may only run on tainted nodes would wait for ever.
 * @param own what an app says itself; the cluster's tolerations are for whatever else runs
 */
export function moverPlacementProblems(field: string, placement: Placement, own: Placement): Problem[] {
  if (isSaid(own.tolerations)) {
    const text = `${show(own.tolerations)} would not get to a mover, because VolSync gives them none; leave it out, and let nodeSelector or affinity choose nodes without taints`;
    return [{ field: `${field}.tolerations`, text }];
  }
  return problemIf(
    choosesNodes(placement) && isSaid(placement.tolerations),
    `${field}.tolerations`,
    () =>
      `${show(placement.tolerations)} is for nodes that are chosen beside it, and VolSync gives its movers none, so on tainted nodes they would wait for ever; say tolerations where they get through, such as new KopiaMaintenance(chart, { placement: { tolerations } }), and write [] here`,
  );
}
