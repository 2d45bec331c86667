import { counted } from '../compare/words';
import type { Copy, Job, Ledger, Protection, RepositoryUse, Restore } from '../ledger';
import { renderRef } from '../object';
import { gapsOf, isNeglected, repositoriesByKey } from './gaps';
import { plain } from './markdown';

/** What is protected, as a page that is read in a review: the same for the same objects, in whatever order they come. */
export function mapMarkdown(ledger: Ledger): string {
  const repositories = repositoriesByKey(ledger);
  const sections = [
    summary(ledger),
    section('Claims', CLAIMS, byId(ledger.protected), (each) => claimRow(each, repositories)),
    section(
      'Not protected',
      ['claim', 'size', 'class'],
      byId(ledger.unprotected),
      ({ id, capacity, storageClassName }) => [id, capacity ?? '', storageClassName ?? ''],
    ),
    section(
      'Repositories',
      REPOSITORIES,
      sorted(ledger.repositories, ({ location }) => location),
      (each) => repositoryRow(each, repositories),
    ),
    section(
      'Not understood',
      ['object', 'why'],
      sorted(ledger.notUnderstood, ({ object }) => renderRef(object)),
      ({ object, why }) => [renderRef(object), why],
    ),
  ];
  return `# What is protected\n\n${sections.filter((each) => each !== '').join('\n\n')}\n`;
}

const CLAIMS = ['claim', 'size', 'backed up into', 'when', 'restore points', 'oldest', 'copies', 'filled from', 'gaps'];
const REPOSITORIES = ['repository', 'off-site', 'claims', 'maintained', 'verified', 'copied to'];

function summary({ objects, protected: found, unprotected }: Ledger): string {
  if (objects === 0) {
    return 'There are no objects here, so nothing is said about anything.';
  }
  const destinations = found.flatMap((each) => each.destinations).length;
  const open =
    unprotected.length === 0 ? 'No claim here is without.' : `${counted(unprotected.length, 'claim')} without.`;
  return `${counted(found.length, 'claim')} with ${counted(destinations, 'destination')}. ${open} Restore points are those that there are at any time, at least.`;
}

function section<Entry>(
  title: string,
  columns: readonly string[],
  entries: readonly Entry[],
  row: (entry: Entry) => readonly string[],
): string {
  if (entries.length === 0) {
    return '';
  }
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const cells = entries.map((each) => line(row(each).map((cell) => cell.split('\n').map(plain).join('<br>'))));
  return [`## ${title}`, '', line(columns), line(columns.map(() => '---')), ...cells].join('\n');
}

function claimRow(protection: Protection, repositories: ReadonlyMap<string, RepositoryUse>): readonly string[] {
  const { id, claim, destinations, copies, restore } = protection;
  const each = (cell: (copy: Copy) => string) => destinations.map(cell).join('\n');
  return [
    id,
    claim?.capacity ?? 'unknown',
    each(({ repository }) => repositories.get(repository)?.location ?? repository),
    each(({ cron, paused }) => (paused ? 'held' : (cron ?? 'unknown'))),
    each(({ restorePoints }) => (restorePoints === 'all' ? 'all' : `${restorePoints?.count ?? 'unknown'}`)),
    each(({ restorePoints }) =>
      restorePoints === undefined
        ? 'unknown'
        : restorePoints === 'all'
          ? 'the first'
          : counted(restorePoints.oldestDays, 'day'),
    ),
    `${copies.copies} on ${copies.media}`,
    restoredFrom(restore, repositories),
    gapsOf(protection, repositories).join(', '),
  ];
}

function restoredFrom(restore: Restore | undefined, repositories: ReadonlyMap<string, RepositoryUse>): string {
  if (restore === undefined) {
    return 'nothing';
  }
  const place = restore.repository === undefined ? undefined : repositories.get(restore.repository)?.location;
  return place === undefined ? renderRef(restore.object) : `${restore.identity} in ${place}`;
}

function repositoryRow(use: RepositoryUse, repositories: ReadonlyMap<string, RepositoryUse>): readonly string[] {
  const copies = running(use.copies).map(
    ({ to, cron }) => `${repositories.get(to)?.location ?? to}, ${cron ?? 'unknown'}`,
  );
  const neglected = use.claims.length > 0 && isNeglected(use) ? 'by nobody' : '';
  return [
    use.location,
    use.offSite,
    `${use.claims.length}`,
    use.maintainsItself ? 'by itself' : jobs(use.maintainers) || neglected,
    jobs(use.verifications) || (use.claims.length > 0 ? 'by nobody' : ''),
    copies.join('\n'),
  ];
}

function jobs(all: readonly Job[]): string {
  return running(all)
    .map(({ object, cron }) => `${renderRef(object)}, ${cron ?? 'unknown'}`)
    .join('\n');
}

function running<Each extends Job>(all: readonly Each[]): readonly Each[] {
  return all.filter(({ runs }) => runs);
}

function byId<Each extends { readonly id: string }>(all: readonly Each[]): readonly Each[] {
  return sorted(all, ({ id }) => id);
}

function sorted<Each>(all: readonly Each[], keyOf: (each: Each) => string): readonly Each[] {
  return [...all].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}
