import { type Cluster, foreignProblems } from '../../../model/cluster/cluster';
import { kindOf, type Repository, repositoryLocation } from '../../../model/repository/repository';
import { type Problem, problemIf } from '../../../model/rules/problem';
import { show } from '../../../model/rules/show';
import { secretSourceOf } from '../../../model/secrets/decide-secret';
import { type ExternalSecrets, isExternal } from '../../../model/secrets/secret-source';
import { booleanProblems } from '../../../model/values/known-keys';
import { numberProblems } from '../../../model/values/number';
import { sharedProblems } from '../problems';
import type { CloudSyncOptions } from './options';

/** What is wrong with a copy, its schedule and its pod aside. */
export function cloudSyncProblems(options: CloudSyncOptions, cluster: Cluster): Problem[] {
  const { from, to, mode, firstSeeding, parallel } = options;
  return [
    ...booleanProblems('firstSeeding', firstSeeding, 'M1'),
    ...foreignProblems('from', from, cluster),
    ...foreignProblems('to', to, cluster),
    ...placeProblems(from, to),
    ...sharedProblems('from', from, 'the original is'),
    ...passwordProblems(options, cluster),
    ...sharedProblems('to', to, 'a copy is'),
    ...problemIf(
      mode !== undefined && mode !== 'add' && mode !== 'mirror',
      'mode',
      () => `${show(mode)} is not a mode; write "add" or "mirror"`,
      'D1',
    ),
    ...problemIf(
      firstSeeding === true && mode === 'mirror',
      'firstSeeding',
      'with mode: "mirror" the first sync would empty whatever place it is pointed at; seed with mode: "add"',
      'D1',
    ),
    ...numberProblems('parallel', parallel, 1, 'blobs'),
  ];
}

function placeProblems(from: Repository, to: Repository): Problem[] {
  return [
    ...problemIf(
      !onVolume(to) && repositoryLocation(from) === repositoryLocation(to),
      'to',
      () => `"${to.name}" is where "${from.name}" is, and a repository is no copy of itself; name another place`,
      'M1',
    ),
    ...problemIf(
      onVolume(to),
      'to',
      () =>
        `"${to.name}" is on a volume, and two volumes of one house are one place; name a repository that is reached by network`,
      'S1',
    ),
  ];
}

/** The copy has the password of the original; of Secrets that exist, and of another vault, it cannot be seen. */
function passwordProblems({ from, to, secrets }: CloudSyncOptions, cluster: Cluster): Problem[] {
  const [mine, theirs] = [to, from].map((each) => secretSourceOf(cluster, each, secrets));
  if (!mine || !theirs || !isExternal(mine) || !isExternal(theirs) || !sameStore(mine, theirs)) {
    return [];
  }
  const [copy, original] = [to, from].map(({ secret }) => `${show(secret.password)} of item ${show(secret.item)}`);
  return problemIf(
    copy !== original,
    'to',
    () =>
      `the password of "${to.name}" is field ${copy}, but a copy opens with that of "${from.name}", field ${original}; name the same`,
    'S1',
  );
}

function sameStore({ store: one }: ExternalSecrets, { store: other }: ExternalSecrets): boolean {
  return one?.kind === other?.kind && one?.name === other?.name;
}

function onVolume(repository: Repository): boolean {
  return kindOf(repository).volume(repository) !== undefined;
}
