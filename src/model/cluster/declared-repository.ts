import type { Engine } from '../engine';
import { kindOf, type Repository } from '../repository/repository';
import { type Problem, problemIf } from '../rules/problem';
import { show } from '../rules/show';
import { scheduleProblems } from '../schedule/schedule';
import { booleanProblems, unknownKeyProblems } from '../values/known-keys';
import { isVaultName } from '../values/vault-name';

/** Everything wrong with one repository of a cluster. */
export function repositoryProblems(field: string, repository: Repository, engine: Engine): Problem[] {
  const kind = kindOf(repository);
  const { name, secret, maintenance, maintainedElsewhere } = repository;
  return [
    ...problemIf(
      !/^[a-z0-9]([-a-z0-9]{0,10}[a-z0-9])?$/.test(name),
      field,
      () => `"${name}" ends the names of objects; use at most 12 lower-case letters, digits and "-"`,
      'I2',
    ),
    ...unknownKeyProblems(field, repository, kind.keys),
    ...unknownKeyProblems(`${field}.secret`, secret, { item: true, password: true }),
    ...booleanProblems(`${field}.maintainedElsewhere`, maintainedElsewhere, 'M1'),
    ...vaultNameProblems(field, { 'secret.item': secret.item, 'secret.password': secret.password }),
    ...vaultNameProblems(field, kind.vaultNames(repository)),
    ...scheduleProblems(`${field}.maintenance`, maintenance, engine.cron),
    ...kind.problems(field, repository),
    ...engine.repositoryProblems(field, repository),
  ];
}

function vaultNameProblems(field: string, names: Readonly<Record<string, unknown>>): Problem[] {
  return Object.entries(names).flatMap(([key, value]) =>
    problemIf(
      !isVaultName(value),
      `${field}.${key}`,
      () => `${show(value)} names nothing in a vault; write the name of an item or of one of its fields`,
      'S1',
    ),
  );
}
