import type { AppName } from '../app/app-name';
import { restoreTimeProblems } from '../app/restore';
import { writtenModesProblems } from '../cluster/access-modes';
import type { Cluster } from '../cluster/cluster';
import { moverProblems } from '../cluster/mover';
import type { Cache } from '../cluster/storage';
import { ifGiven, type Problem, problemIf } from '../rules/problem';
import { show } from '../rules/show';
import { isSet, unknownKeyProblems } from '../values/known-keys';
import { nameLimits, nameProblems } from '../values/names';
import { quantityProblems } from '../values/quantity';
import { repeated } from '../values/repeated';
import type { ResticApp } from './decide';
import { isResticDestination, resticDestinationProblems } from './destination';
import { RESTIC_NAMES_KEYS, RESTIC_RESTORE_KEYS, type ResticBackups } from './options';
import { isStore } from './place';
import { resticRepositoryProblems, resticSecretProblems } from './repository-problems';

/** What is no list of what Restic backs up. */
export function resticListProblems(field: string, destinations: unknown): Problem[] {
  return problemIf(
    !Array.isArray(destinations) || destinations.length === 0 || !destinations.every(isResticDestination),
    field,
    () =>
      `${show(destinations)} is not a list of what Restic backs up; write [resticDestination(repository, { schedule, retention })]`,
  );
}

/** Everything wrong with how Restic is said to back apps up. @param at what stands before each field, `''` or `….` */
export function resticProblems(
  at: string,
  backups: ResticBackups,
  restic: ResticApp,
  filedAs: AppName,
  { engine }: Cluster,
): Problem[] {
  const { destinations, names, restore, copyMethod, cache, restoreCache } = backups;
  const unlisted = resticListProblems(`${at}destinations`, destinations);
  if (unlisted.length > 0) {
    return unlisted;
  }
  const listed = [...destinations];
  const [twice] = repeated(listed, ({ repository }) => repository.name);
  const repositories = listed.flatMap((each) => {
    const field = `${at}destinations.${each.repository.name}`;
    const place = each.repository.at;
    return [
      ...resticRepositoryProblems(`${field}.repository`, each.repository, filedAs),
      ...(isStore(place) ? engine.resticPlaceProblems(`${field}.repository.at`, place) : []),
      ...resticDestinationProblems(field, each, engine.cron),
    ];
  });
  return [
    ...problemIf(
      twice !== undefined,
      `${at}destinations`,
      () => `"${twice?.[0].repository.name}" is named twice, and both would write one repository; name each once`,
      'M1',
    ),
    ...repositories,
    ...(repositories.length > 0
      ? []
      : restic.sources.flatMap((each) =>
          resticSecretProblems(`${at}destinations.${each.repository.name}.repository`, each),
        )),
    ...namesProblems(`${at}names`, names, restic, engine.limits.source),
    ...ifGiven(restore || undefined, (each) => restoreProblems(`${at}restore`, each, backups)),
    ...problemIf(
      copyMethod !== undefined && !['Snapshot', 'Clone', 'Direct'].includes(copyMethod),
      `${at}copyMethod`,
      () => `${show(copyMethod)} is not a copy method; write "Snapshot", "Clone" or "Direct"`,
    ),
    ...ifGiven(backups.mover, (each) => moverProblems(`${at}mover`, restic.mover, each)),
    ...ifGiven(cache, (each) => cacheProblems(`${at}cache`, each)),
    ...ifGiven(restoreCache, (each) => cacheProblems(`${at}restoreCache`, each)),
  ];
}

function namesProblems(field: string, names: unknown, { sources, restore }: ResticApp, limit: number): Problem[] {
  return [
    ...Object.entries(isSet(names) ? names : {}).flatMap(([key, nameOf]) =>
      problemIf(
        Object.hasOwn(RESTIC_NAMES_KEYS, key) && typeof nameOf !== 'function',
        `${field}.${key}`,
        () => `${show(nameOf)} is not a function that makes a name; write one, such as ({ app }) => \`\${app}-restic\``,
      ),
    ),
    ...sources.flatMap(({ source, secret }) => [
      ...nameProblems(`${field}.source`, source, limit),
      ...(secret.made === undefined ? [] : nameProblems(`${field}.secret`, secret.made.name, 246)),
    ]),
    ...ifGiven(restore, ({ name }) => nameProblems(`${field}.restore`, name, nameLimits.claim)),
    ...repeated(sources, ({ source }) => source).map(([{ source, repository }, first]): Problem => {
      const text = `${show(source)} is the source of "${first.repository.name}" and of "${repository.name}", and one object has one name; make it of the repository as well, such as ({ app, repository }) => \`\${app}-\${repository}\``;
      return { field: `${field}.source`, text, rule: 'F3' };
    }),
    ...repeated(
      sources.filter(({ secret }) => secret.made !== undefined),
      ({ secret }) => secret.name,
    ).map(([{ secret, repository }, first]): Problem => {
      const text = `${show(secret.name)} would open "${first.repository.name}" and "${repository.name}", and a Secret says one place; make it of the repository as well, such as ({ app, repository }) => \`\${app}-\${repository}\``;
      return { field: `${field}.secret`, text, rule: 'S1' };
    }),
  ];
}

function restoreProblems(
  field: string,
  restore: Exclude<ResticBackups['restore'], false | undefined>,
  { destinations }: ResticBackups,
): Problem[] {
  const names = destinations.map(({ repository }) => repository.name);
  return [
    ...unknownKeyProblems(field, restore, RESTIC_RESTORE_KEYS),
    ...problemIf(
      Object.hasOwn(restore, 'from') && !names.includes(`${restore.from?.name}`),
      `${field}.from`,
      () =>
        `${show(restore.from?.name ?? restore.from)} holds no backup of this app, so the volume would stay empty; name one of ${names.join(', ')}`,
      'I1',
    ),
    ...restoreTimeProblems(field, restore),
  ];
}

/** A cache of Restic's is a claim whatever is said of it, and may be smaller than one of Kopia's. */
function cacheProblems(field: string, cache: Cache): Problem[] {
  if (!isSet(cache)) {
    return unknownKeyProblems(field, cache, { capacity: true, storageClassName: true, accessModes: true });
  }
  const { capacity, storageClassName, accessModes } = cache;
  return [
    ...ifGiven(capacity, (each) => quantityProblems(`${field}.capacity`, each)),
    ...ifGiven(storageClassName, (each) => nameProblems(`${field}.storageClassName`, each, 253, 'V1')),
    ...writtenModesProblems(`${field}.accessModes`, accessModes),
  ];
}
