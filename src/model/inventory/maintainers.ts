import { ownedByApp } from '../repository/repository';
import { firstOfEach, repeated } from '../values/repeated';
import type { Does, InventoryFinding } from './entry';
import { MOVES } from './moves';

/** M1: every repository in use has exactly one maintainer. */
export function maintainerProblems(
  backups: readonly Does<'back-up'>[],
  maintainers: readonly Does<'maintain'>[],
): InventoryFinding[] {
  return [...unwantedMaintainers(maintainers), ...unmaintained(backups, maintainers), ...sharedOwn(backups)];
}

function unwantedMaintainers(maintainers: readonly Does<'maintain'>[]): InventoryFinding[] {
  const firsts = new Map(repeated(maintainers, ({ location }) => location));
  return maintainers.flatMap((each): InventoryFinding[] => {
    const { path, repository } = each;
    const first = firsts.get(each);
    if (repository.maintainedElsewhere) {
      const text = `"${repository.name}" is declared maintainedElsewhere: true, and a second maintainer destroys blobs that the first still needs; remove one of them`;
      return [{ path, field: 'repository', text, rule: 'M1' }];
    }
    if (first === undefined) {
      return [];
    }
    const text = `"${repository.name}" is maintained by [${first.path}] already, and two maintainers of one repository destroy each other's blobs; ${ownedByApp(repository) ? `keep the apps apart with prefixPerNamespacedApp${MOVES}` : 'remove one'}`;
    return [{ path, field: 'repository', text, rule: 'M1' }];
  });
}

function unmaintained(
  backups: readonly Does<'back-up'>[],
  maintainers: readonly Does<'maintain'>[],
): InventoryFinding[] {
  const maintained = new Set(maintainers.map(({ location }) => location));
  const bare = backups.filter((each) => !each.repository.maintainedElsewhere && !maintained.has(each.location));
  return firstOfEach(bare, ({ location }) => location).map(({ path, repository, maintainerConstruct }) => ({
    path,
    field: 'repository',
    text: `"${repository.name}" has no maintainer, so it only ever grows; add new ${maintainerConstruct}(chart, { repository }), or declare maintainedElsewhere: true`,
    rule: 'M1',
  }));
}

/** A repository that is an app's own has one app, whoever maintains it; two maintainers are reported already. */
function sharedOwn(backups: readonly Does<'back-up'>[]): InventoryFinding[] {
  return repeated(backups, ({ location }) => location)
    .filter(([{ repository }]) => ownedByApp(repository) && repository.maintainedElsewhere)
    .map(([{ path, repository }, first]) => ({
      path,
      field: 'repository',
      text: `"${repository.name}" gives this app the very place of [${first.path}]; keep the apps apart with prefixPerNamespacedApp${MOVES}`,
      rule: 'M1',
    }));
}
