import { nameForClaim } from '../app/name-for-claim';
import { renderIdentity } from '../identity';
import { firstOfEach, repeated } from '../values/repeated';
import { claimProblems, claimWarnings } from './claims';
import { copiesOf, copyProblems } from './copies';
import { type Does, does, type InventoryEntry, type InventoryFinding, type InventoryWarning } from './entry';
import { maintainerProblems } from './maintainers';
import { syncWarnings } from './maintenance-window';
import { nestedProblems } from './nested';
import { occupantProblems } from './occupants';

export type { Affixes, Does, InventoryEntry, InventoryFinding, InventoryWarning, Run } from './entry';

/** The rules that need a view of the whole tree, whatever the engine. */
export function inventoryProblems(entries: readonly InventoryEntry[]): InventoryFinding[] {
  const copies = copiesOf(entries);
  const backups = entries.filter(does('back-up'));
  return [
    ...sharedIdentities(backups),
    ...claimProblems(backups),
    ...copyProblems(entries),
    ...maintainerProblems(
      // A copy is refused as a destination, and must not ask for a maintainer on top.
      backups.filter(({ location }) => !copies.has(location)),
      entries.filter(does('maintain')),
    ),
    ...createdTwice(entries.filter(does('create'))),
    ...sharedSecrets(entries),
    ...nestedProblems(entries),
    ...occupantProblems(entries),
  ];
}

/** What is legal in each construct alone, and still unwise in all of them together. */
export function inventoryWarnings(entries: readonly InventoryEntry[]): InventoryWarning[] {
  return [...syncWarnings(entries), ...claimWarnings(entries.filter(does('back-up')))];
}

/** I2: no two sources share an identity in one repository. */
function sharedIdentities(backups: readonly Does<'back-up'>[]): InventoryFinding[] {
  return repeated(backups, ({ identity, location }) => `${renderIdentity(identity)} ${location}`).map(
    ([each, first]) => ({
      path: each.path,
      field: 'app',
      text: `"${renderIdentity(each.identity)}" in "${each.repository.name}" is the identity of [${first.path}] too, so both would write one history; ${apart(each, first, backups)}`,
      rule: 'I2',
    }),
  );
}

/** What has another name has another identity: under the old one nothing is lost, and nothing of it is found either. */
const BEGINS =
  '; what gets another name begins a new history, so let it be the one without backups, and without formerly';

/** What tells two backups apart that have one identity. */
function apart({ volume }: Does<'back-up'>, first: Does<'back-up'>, backups: readonly Does<'back-up'>[]): string {
  const { app, namespace, claim } = volume;
  if (first.volume.app !== app || first.volume.namespace !== namespace) {
    return `rename one of them${BEGINS}`;
  }
  const taken = new Set(backups.flatMap((each) => (each.volume.namespace === namespace ? [each.volume.app] : [])));
  return `give a second claim of the app a name of its own, such as app: "${nameForClaim(app, claim, taken)}", or remove one of them${BEGINS}`;
}

/** S1: a Secret that exists says one place, so what is at two cannot be opened with it. */
function sharedSecrets(entries: readonly InventoryEntry[]): InventoryFinding[] {
  const opened = entries.flatMap((each) =>
    'toldBy' in each && each.toldBy !== undefined ? [{ ...each, toldBy: each.toldBy }] : [],
  );
  const firsts = new Map([...opened].reverse().map((each) => [each.toldBy, each]));
  // Who backs up into a repository of its own maintains it as well.
  return firstOfEach(opened, ({ path, toldBy, location }) => `${path} ${toldBy} ${location}`).flatMap(
    ({ path, repository, location, toldBy }) => {
      const first = firsts.get(toldBy);
      return first === undefined || first.location === location
        ? []
        : [
            {
              path,
              field: 'secrets',
              text: `the Secret "${toldBy.split('/')[1]}" would open "${repository.name}" here and ${first.repository.name === repository.name ? 'another place of it' : `"${first.repository.name}"`} for [${first.path}], and a Secret says one place; have existingSecret(({ app, repository }) => …) name one for each`,
              rule: 'S1' as const,
            },
          ];
    },
  );
}

/** M1: a repository is created once; a second Job would fail for ever. */
export function createdTwice(creations: readonly Does<'create'>[]): InventoryFinding[] {
  return repeated(creations, ({ location }) => location).map(([{ path, repository }, first]) => ({
    path,
    field: 'repository',
    text: `"${repository.name}" is created by [${first.path}] already, and this Job would fail for ever; remove one of them`,
    rule: 'M1',
  }));
}
