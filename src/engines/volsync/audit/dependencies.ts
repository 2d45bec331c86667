import { releasesOf } from '../../../ledger/audit/claims/helm-releases';
import { type AuditWorld, type Finding, finding } from '../../../ledger/audit/finding';
import { listAt, textAt } from '../../../ledger/loose';
import type { FoundObject } from '../../../ledger/object';
import { restoresIn, sourcesIn } from './movers';

const FLUX = 'kustomize.toolkit.fluxcd.io';

/** Flux Kustomizations that may be applied before there is an operator whose kinds they have. */
export function dependencyFindings(world: AuditWorld): readonly Finding[] {
  const operators = new Set(
    releasesOf(world.objects)
      .filter(({ chart }) => chart?.startsWith('volsync') === true)
      .flatMap(({ object }) => world.owners.of(object) ?? []),
  );
  const all = new Map(
    world.objects.ofKind(FLUX, 'Kustomization').map((each) => [`${each.ref.namespace ?? ''}/${each.ref.name}`, each]),
  );
  const using = new Set(
    [...sourcesIn(world), ...restoresIn(world)].flatMap(({ object }) => world.owners.of(object) ?? []),
  );
  const open = [...using]
    .filter((owner) => !operators.has(owner) && !reaches(owner, operators, all))
    .sort()
    .flatMap((owner) => all.get(owner)?.ref ?? []);
  const [first, ...others] = open;
  return operators.size === 0 || first === undefined
    ? []
    : [
        finding(
          'order-open',
          [first, ...others],
          `It has objects of VolSync, and depends on nothing that waits for ${[...operators].join(' or ')}: where the cluster is made anew it fails until that is there.`,
          `Let it depend on ${[...operators].join(' or ')}.`,
        ),
      ];
}

function reaches(owner: string, targets: ReadonlySet<string>, all: ReadonlyMap<string, FoundObject>): boolean {
  const [seen, open] = [new Set<string>(), [owner]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (targets.has(next)) {
      return true;
    }
    if (!seen.has(next)) {
      seen.add(next);
      open.push(...dependenciesOf(all.get(next)));
    }
  }
  return false;
}

function dependenciesOf(found: FoundObject | undefined): readonly string[] {
  return listAt(found?.body, 'spec', 'dependsOn').flatMap((each) => {
    const name = textAt(each, 'name');
    return name === undefined ? [] : [`${textAt(each, 'namespace') ?? found?.ref.namespace ?? ''}/${name}`];
  });
}
