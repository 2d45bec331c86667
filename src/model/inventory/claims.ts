import { renderIdentity } from '../identity';
import type { Warning } from '../rules/problem';
import { firstOfEach, repeated } from '../values/repeated';
import type { Does, InventoryFinding, InventoryWarning } from './entry';

type Backup = Does<'back-up'>;

/** I3: a claim has one history in a repository. */
export function claimProblems(backups: readonly Backup[]): InventoryFinding[] {
  return twiceInOnePlace(backups)
    .filter(([each, first]) => renderIdentity(each.identity) !== renderIdentity(first.identity))
    .map(([{ path, repository, volume }, first]) => ({
      path,
      field: fieldOf(volume),
      text: `${show(volume)} is backed up into "${repository.name}" by [${first.path}] already: one claim would have two histories there, and the one that was meant perhaps none; name another claim, or remove one of them`,
      rule: 'I3',
    }));
}

/** I3: what is in several repositories is one app with several destinations. */
export function claimWarnings(backups: readonly Backup[]): InventoryWarning[] {
  const wrong = new Set(twiceInOnePlace(backups).map(([{ path }]) => path));
  const others = repeated(backups, ({ volume }) => keyOf(volume)).filter(
    ([{ path }, first]) => path !== first.path && !wrong.has(path),
  );
  return firstOfEach(others, ([{ path }]) => path).map(([{ path, repository, volume }, first]) => ({
    path,
    field: fieldOf(volume),
    text: `${show(volume)} is backed up by [${first.path}] as well, there into "${first.repository.name}" and here into "${repository.name}"; name another claim, or make one app of the two, with both repositories among its destinations`,
    rule: 'I3' satisfies Warning['rule'],
  }));
}

function twiceInOnePlace(backups: readonly Backup[]): [Backup, Backup][] {
  return repeated(backups, ({ volume, location }) => `${keyOf(volume)} ${location}`).filter(
    ([each, first]) => each.path !== first.path,
  );
}

function keyOf({ namespace, claim }: Backup['volume']): string {
  return `${namespace}/${claim}`;
}

function show({ namespace, claim }: Backup['volume']): string {
  return `"${claim}" in namespace "${namespace}"`;
}

function fieldOf({ claimExists }: Backup['volume']): string {
  return claimExists ? 'existingClaim' : 'claim';
}
