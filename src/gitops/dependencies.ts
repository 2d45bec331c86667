import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { errorsAt, type Finding } from '../model/rules/finding';
import { chartOf } from './layout';

/** Which charts each chart depends on, from every dependency that somebody stated between them or their parts. */
export function chartDependencies(constructs: readonly Construct[]): Map<Chart, Set<Chart>> {
  const dependencies = new Map<Chart, Set<Chart>>();
  for (const construct of constructs) {
    for (const target of construct.node.dependencies) {
      for (const from of chartsAt(construct)) {
        for (const to of chartsAt(target as Construct)) {
          if (from !== to) {
            dependencies.set(from, (dependencies.get(from) ?? new Set()).add(to));
          }
        }
      }
    }
  }
  return dependencies;
}

/** The chart around a construct, or those below it where it stands above them. */
function chartsAt(construct: Construct): Chart[] {
  const chart = chartOf(construct);
  return chart ? [chart] : construct.node.findAll().filter((each): each is Chart => Chart.isChart(each));
}

/** A cycle in the dependencies; Flux would wait for ever. */
export function cycleErrors(dependencies: ReadonlyMap<Chart, ReadonlySet<Chart>>): Finding[] {
  const done = new Set<Chart>();
  const visit = (chart: Chart, trail: readonly Chart[]): readonly Chart[] | undefined => {
    if (trail.includes(chart)) {
      return [...trail.slice(trail.indexOf(chart)), chart];
    }
    if (done.has(chart)) {
      return undefined;
    }
    done.add(chart);
    for (const next of dependencies.get(chart) ?? []) {
      const cycle = visit(next, [...trail, chart]);
      if (cycle) {
        return cycle;
      }
    }
    return undefined;
  };
  for (const chart of dependencies.keys()) {
    const cycle = visit(chart, []);
    if (cycle) {
      const path = cycle.map((each) => each.node.path).join(' -> ');
      const text = `${path} is a circle, and Flux would wait for ever; remove one of them`;
      return errorsAt(cycle[0]?.node.path ?? '', [{ field: 'dependencies', text, rule: 'F3' }]);
    }
  }
  return [];
}
