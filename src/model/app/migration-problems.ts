import type { Cluster } from '../cluster/cluster';
import { resticProblems } from '../restic/problems';
import { type Problem, problemIf } from '../rules/problem';
import { show } from '../rules/show';
import { isSet, unknownKeyProblems } from '../values/known-keys';
import { nameProblems } from '../values/names';
import type { App } from './app';
import { declaredMigration } from './decide-migration';
import { PHASES, type Verified } from './migration';
import type { AppOptions } from './options';

/** Everything wrong with an app's way from Restic to Kopia, as far as its declaration shows. */
export function migrationProblems(options: AppOptions, app: App, cluster: Cluster): Problem[] {
  const declared = declaredMigration(options, cluster);
  if (declared === undefined) {
    return [];
  }
  const { phase, from, verified } = declared;
  const { migration } = app;
  return [
    ...problemIf(
      phase === undefined || !PHASES.includes(phase),
      'migration.phase',
      () => `${show(phase)} is not how far a move can be; write ${PHASES.map(show).join(', ')}, or migration: false`,
      'T1',
    ),
    ...problemIf(
      !isSet(from),
      'migration.from',
      () =>
        `${show(from)} says nothing of how Restic backs the app up, so nothing of that would be in the output, and Flux would delete it; write { destinations: [resticDestination(…)] } here or in the cluster, or migration: false for an app that Restic never backed up`,
      'T1',
    ),
    ...(isSet(from) && migration !== undefined
      ? [
          ...resticProblems('migration.from.', from, migration.restic, app.filedAs, cluster),
          ...nameLengthProblems(app, cluster),
        ]
      : []),
    ...verifiedProblems(verified, app, cluster),
  ];
}

/** What stands beside something else for a while has a longer name. */
function nameLengthProblems({ destinations }: App, { engine }: Cluster): Problem[] {
  return destinations
    .filter(({ source }) => source.endsWith('-kopia'))
    .flatMap(({ source }) => nameProblems('app', source, engine.limits.source));
}

function verifiedProblems(verified: unknown, { migration, destinations }: App, cluster: Cluster): Problem[] {
  const names = migration?.restic.sources.map(({ repository }) => repository.name) ?? [];
  const given = Object.entries(isSet(verified) ? verified : {});
  const missing = names.filter((name) => !given.some(([key]) => key === name));
  return [
    ...given.flatMap(([name, value]) => [
      ...problemIf(
        migration !== undefined && !names.includes(name),
        `migration.verified.${name}`,
        () => `is no destination that Restic has for this app; write one of ${names.join(', ')}`,
        'T1',
      ),
      ...oneVerifiedProblems(`migration.verified.${name}`, value, cluster),
    ]),
    ...problemIf(
      migration?.phase === 'clean' && missing.length > 0,
      'migration.verified',
      () =>
        `nobody says that what Restic has in ${missing.map(show).join(' and ')} was restored from Kopia, and from now on it is the only backup; restore the app from Kopia, compare, and write verified: { ${missing
          .map(
            (name) =>
              `${/^\w+$/.test(name) ? name : show(name)}: { on: '2026-01-31', from: '${destinations[0]?.repository.name}' }`,
          )
          .join(', ')} } with the day, or go back to phase: "kopia"`,
      'T1',
    ),
  ];
}

function oneVerifiedProblems(field: string, value: unknown, { repositories }: Cluster): Problem[] {
  if (!isSet(value)) {
    return [
      { field, text: `${show(value)} is not a set of fields; write { on: '2026-01-31', from: 'nas' }`, rule: 'T1' },
    ];
  }
  const { on, from } = value as Partial<Verified>;
  return [
    ...unknownKeyProblems(field, value, { on: true, from: true }),
    ...problemIf(
      !isDay(on),
      `${field}.on`,
      () => `${show(on)} is not a day; write that of the restore as "2026-01-31"`,
      'T1',
    ),
    ...problemIf(
      typeof from !== 'string' || !Object.hasOwn(repositories, from),
      `${field}.from`,
      () =>
        `${show(from)} is not a repository of the cluster; name the one that was restored from: ${Object.keys(repositories).join(', ')}`,
      'T1',
    ),
  ];
}

function isDay(text: unknown): boolean {
  const day = typeof text === 'string' && /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(text) : new Date(Number.NaN);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(`${text}`);
}
