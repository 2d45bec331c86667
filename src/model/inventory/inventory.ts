import { renderIdentity } from '../identity';
import { repeated } from '../values/repeated';
import { copiesOf, copyProblems } from './copies';
import { type Does, does, type InventoryEntry, type InventoryFinding } from './entry';
import { maintainerProblems } from './maintainers';

export type { Affixes, Does, InventoryEntry, InventoryFinding, Run } from './entry';

/** The rules that need a view of the whole tree, whatever the engine. */
export function inventoryProblems(entries: readonly InventoryEntry[]): InventoryFinding[] {
  const copies = copiesOf(entries);
  const backups = entries.filter(does('back-up'));
  return [
    ...sharedIdentities(backups),
    ...copyProblems(entries),
    ...maintainerProblems(
      // A copy is refused as a destination, and must not ask for a maintainer on top.
      backups.filter(({ location }) => !copies.has(location)),
      entries.filter(does('maintain')),
    ),
    ...createdTwice(entries.filter(does('create'))),
  ];
}

/** I2: no two sources share an identity in one repository. */
function sharedIdentities(backups: readonly Does<'back-up'>[]): InventoryFinding[] {
  return repeated(backups, ({ identity, location }) => `${renderIdentity(identity)} ${location}`).map(
    ([{ path, repository, identity }, first]) => ({
      path,
      field: 'app',
      text: `"${renderIdentity(identity)}" in "${repository.name}" is the identity of [${first.path}] too, so both would write one history; rename one of them`,
      rule: 'I2',
    }),
  );
}

/** M1: a repository is created once; a second Job would fail for ever. */
function createdTwice(creations: readonly Does<'create'>[]): InventoryFinding[] {
  return repeated(creations, ({ location }) => location).map(([{ path, repository }, first]) => ({
    path,
    field: 'repository',
    text: `"${repository.name}" is created by [${first.path}] already, and this Job would fail for ever; remove one of them`,
    rule: 'M1',
  }));
}
