import { kindOf, type Repository } from '../repository/repository';
import { ifGiven, type Problem, problemIf } from '../rules/problem';
import { scheduleProblems } from '../schedule/schedule';
import { secretSourceOf } from '../secrets/decide-secret';
import { repositorySecretProblems } from '../secrets/repository-problems';
import { secretSourceProblems } from '../secrets/source-problems';
import { booleanProblems, unknownKeyProblems } from '../values/known-keys';
import type { Cluster } from './cluster';

/** Everything wrong with one repository of a cluster. */
export function repositoryProblems(field: string, repository: Repository, cluster: Cluster): Problem[] {
  const { engine } = cluster;
  const kind = kindOf(repository);
  const { name, secret, secrets, maintenance, maintainedElsewhere } = repository;
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
    ...ifGiven(secrets, (each) => secretSourceProblems(`${field}.secrets`, each)),
    ...repositorySecretProblems(field, repository, secretSourceOf(cluster, repository)),
    ...scheduleProblems(`${field}.maintenance`, maintenance, engine.cron),
    ...kind.problems(field, repository),
    ...engine.repositoryProblems(field, repository),
  ];
}
