import type { Change, ChangeSeverity } from '../compare/change';
import { counted, listed } from '../compare/words';
import { grouped } from '../grouped';

/** Changes of one app, repository, Secret or alert. */
export interface ChangeGroup {
  readonly id: string;
  readonly changes: readonly Change[];
}

export const SEVERITIES: readonly ChangeSeverity[] = ['loss', 'risk', 'note'];

const NOUNS: Readonly<Record<ChangeSeverity, readonly [one: string, more: string]>> = {
  loss: ['loss', 'losses'],
  risk: ['risk', 'risks'],
  note: ['note', 'notes'],
};

/** Changes by what they are about; where something is lost comes first. */
export function groupsOf(changes: readonly Change[]): readonly ChangeGroup[] {
  const worst = (each: ChangeGroup) => Math.min(...each.changes.map(({ severity }) => SEVERITIES.indexOf(severity)));
  return [...grouped(changes, ({ id }) => id)]
    .map(([id, own]) => ({ id, changes: own }))
    .sort((a, b) => worst(a) - worst(b) || (a.id < b.id ? -1 : 1));
}

/** How many there are of each severity, of which there are any. */
export function countsOf(changes: readonly Change[]): string {
  const found = SEVERITIES.map((severity) => ({ severity, own: changes.filter((each) => each.severity === severity) }))
    .filter(({ own }) => own.length > 0)
    .map(({ severity, own }) => {
      const meant = own.filter(({ acknowledged }) => acknowledged !== undefined).length;
      const count = ofSeverity(severity, own.length);
      return meant === 0 ? count : `${count} (${meant === own.length ? '' : `${meant} of them `}meant)`;
    });
  return found.length === 0 ? 'no change to backups' : listed(found);
}

export function ofSeverity(severity: ChangeSeverity, count: number): string {
  const [one, more] = NOUNS[severity];
  return count === 1 ? counted(1, one) : `${count} ${more}`;
}
