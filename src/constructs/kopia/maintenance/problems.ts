import { type Cluster, foreignProblems } from '../../../model/cluster/cluster';
import { ownedByApp, type Repository } from '../../../model/repository/repository';
import { type Problem, problemIf } from '../../../model/rules/problem';

/** Whether a maintainer of its own can serve a repository (rule M1). */
export function maintainedProblems(repository: Repository, cluster: Cluster): Problem[] {
  return [
    ...foreignProblems('repository', repository, cluster),
    ...problemIf(
      ownedByApp(repository),
      'repository',
      () =>
        `"${repository.name}" is a repository per app, each with a maintainer of its own from ${cluster.engine.appConstruct}; remove this one`,
      'M1',
    ),
  ];
}
