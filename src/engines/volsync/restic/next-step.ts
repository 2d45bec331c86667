import { listed, pointsInWords } from '../../../ledger/compare/words';
import type { App, AppMigration } from '../../../model/app/app';
import type { RestorePoints } from '../../../model/plan/restore-points';
import { restorePoints } from '../../../model/plan/restore-points';
import type { ResticSource } from '../../../model/restic/decide';
import { resticItem } from '../../../model/restic/place';
import { countsOf } from '../../../model/restic/retention';

/** What to do next for an app that is on its way from Restic to Kopia, with its real names. */
export function nextStep(app: App, migration: AppMigration): string[] {
  return [
    STEPS[migration.phase](app, migration),
    ...(migration.phase === 'clean' ? [] : shorterHistory(app, migration)),
  ];
}

const STEPS = { restic, parallel, kopia, clean } as const;

function restic({ destinations }: App, { restic: { sources } }: AppMigration): string {
  return `backed up by Restic alone (${listed(names(sources))}); once these have run under the new operator, write phase: 'parallel', which adds ${listed(names(destinations))} and changes nothing of Restic`;
}

function parallel({ name, destinations }: App): string {
  return `restored from Restic, backed up by both; once each of these shows a LAST SYNC, kubectl -n ${name.namespace} get replicationsource ${names(destinations).join(' ')}, restore it from Kopia into another claim, compare, and write phase: 'kopia'`;
}

function kopia(app: App, { restic: { sources, restore } }: AppMigration): string {
  const at = `-n ${app.name.namespace}`;
  const made = app.restore;
  const anew =
    made === undefined
      ? ''
      : `${restore?.name === made.name ? `once Flux has applied this, kubectl ${at} delete replicationdestination ${made.name}, which Flux then makes anew` : `Flux makes ${made.name}`}; wait for "Snapshot restore completed" in kubectl ${at} get replicationdestination ${made.name} -o jsonpath='{.status.latestMoverStatus.logs}', and do not let the claim ${app.claim} be made anew before; `;
  const from = app.destinations[0]?.repository.name ?? '';
  const verified = sources
    .map(({ repository }) => `${key(repository.name)}: { on: '<day>', from: '${from}' }`)
    .join(', ');
  return `${anew}once it was restored and compared, write phase: 'clean' and verified: { ${verified} }; until then Restic backs up (${listed(names(sources))})`;
}

function clean(app: App, { restic: { sources } }: AppMigration): string {
  const places = sources.map(({ place }) => place.address);
  const items = new Set(
    sources.flatMap(({ repository, secret }) =>
      secret.made === undefined
        ? `Secret ${app.name.namespace}/${secret.name}`
        : [repository.secret.item, resticItem(repository)?.item].flatMap((item) => (item ? `vault item ${item}` : [])),
    ),
  );
  return `backed up by Kopia alone; ${renamedRestore(app, sources)}keep what Restic has for 30 days from now on, then these may go: ${listed(places)}, and ${listed([...items])} where nothing else reads them; remove migration from the app after that, not before`;
}

/** Once Restic's names are free, a restore from Kopia opens its repository by a Secret of another name. */
function renamedRestore({ name, restore }: App, sources: readonly ResticSource[]): string {
  const met = sources.some(
    ({ source, secret }) => source === restore?.destination.source || secret.name === restore?.destination.secret.name,
  );
  return restore !== undefined && met
    ? `once Flux has applied this, kubectl -n ${name.namespace} delete replicationdestination ${restore.name} again, because its Secret is called ${restore.destination.secret.name} now; `
    : '';
}

function names(all: readonly { readonly source: string }[]): string[] {
  return all.map(({ source }) => source);
}

function key(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : `'${name}'`;
}

/** Counts of one name reach back differently: Restic's are of hours and days that have a backup, Kopia's end with their age. */
function shorterHistory({ destinations }: App, { restic: { sources } }: AppMigration): string[] {
  const ofKopia = destinations.map((each) => ({ ...each, points: restorePoints(each.cron, each.retention) }));
  const longest = ofKopia.reduce((best, each) => (reach(each.points) > reach(best?.points) ? each : best), ofKopia[0]);
  return sources.flatMap(({ cron, retention, repository }) => {
    const points = restorePoints(cron, countsOf(retention), 'restic');
    return longest === undefined ||
      points === undefined ||
      longest.points === undefined ||
      reach(points) <= reach(longest.points)
      ? []
      : [
          `Restic keeps ${pointsInWords(points)}, in "${repository.name}" (${told(retention)} at "${cron}"); Kopia will keep ${pointsInWords(longest.points)}, in "${longest.repository.name}" (${told(longest.retention)} at "${longest.cron}"), because to it hours, days, weeks, months and years are limits by age as well; change that retention if it is too little`,
        ];
  });
}

function reach(points: RestorePoints | 'all' | undefined): number {
  return points === 'all' ? Number.POSITIVE_INFINITY : (points?.oldestDays ?? 0);
}

function told(retention: object): string {
  return Object.entries(retention)
    .filter(([, count]) => count !== 0)
    .map(([name, count]) => `${name}: ${count}`)
    .join(', ');
}
