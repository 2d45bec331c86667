import type { Construct } from 'constructs';
import { cacheLimits } from '../../model/cluster/cache-limits';
import { kindOf, type Repository } from '../../model/repository/repository';
import { type Problem, problemIf } from '../../model/rules/problem';
import { declareExisting } from '../../tree/declared-secrets';
import type { Manifest } from '../../tree/manifest';
import { addVaultSecret } from '../kit/vault-secret';
import {
  CONNECTION,
  type FileParts,
  type KopiaConnection,
  kopiaPaths,
  partsOf,
  plainParts,
  vaultParts,
  vaultPartsWithKeys,
} from './connection';
import type { KopiaCommand } from './pod';
import {
  existingFiles,
  type KopiaAccess,
  type KopiaFiles,
  type KopiaOpening,
  type KopiaSecrets,
  kopiaVariables,
  volumesOf,
} from './secret';

/** Whether a pod opens one repository by keys of its own, and has those of another one in its environment. */
export function isTwoPlaces({ repository, keysOf }: Pick<KopiaOpening, 'repository' | 'keysOf'>): boolean {
  return repository !== keysOf && kindOf(repository).volume(repository) === undefined;
}

/**
 * Adds what a pod needs to open one repository by its keys and write another by those of that: a Secret each. Of the
 * variables that Kopia reads there is one set, which is the other's: the keys of what is opened stand in the file that
 * connects to it.
 */
export function addTwoPlaces(
  scope: Construct,
  opening: KopiaOpening,
  decided: KopiaSecrets,
  files: KopiaFiles,
): KopiaAccess {
  const { namespace, repository, keysOf } = opening;
  const { password: opens, keys: holds } = decided;
  declareExisting(scope, namespace, [opens, holds]);
  const [from, to] = [repository, keysOf].map((each) => kindOf(each));
  const others = (parts: FileParts) =>
    Object.fromEntries(Object.entries(files(parts)).filter(([name]) => name !== CONNECTION));
  const secrets: Manifest[] = [];
  if (opens.made !== undefined) {
    secrets.push(
      addVaultSecret(scope, 'secret', {
        ...opens.made,
        namespace,
        password: repository.secret,
        credentials: from?.credentials(repository),
        keys: (fields) => ({
          KOPIA_PASSWORD: fields.password,
          [CONNECTION]: `${files(partsOf(repository, vaultPartsWithKeys(fields)))[CONNECTION]}`,
        }),
      }),
    );
  }
  if (holds.made !== undefined) {
    secrets.push(
      addVaultSecret(scope, 'keys', {
        ...holds.made,
        namespace,
        password: undefined,
        credentials: to?.credentials(keysOf),
        keys: (fields) => ({
          ...to?.environment(keysOf, fields.credential),
          ...others(partsOf(keysOf, vaultParts(fields))),
        }),
      }),
    );
  }
  const connection = opens.made === undefined ? [] : volumesOf('connection', { secret: opens.name }, [CONNECTION]);
  const place =
    holds.made === undefined
      ? existingFiles(scope, opening, holds, others(plainParts))
      : volumesOf('place', { secret: holds.name }, Object.keys(others(plainParts)));
  return { secrets, variables: kopiaVariables(keysOf, decided), files: [...connection, ...place] };
}

/**
 * What connects to a repository whose keys are in a Secret that exists, where no file can be made of them: Kopia takes
 * them from the environment, and keeps them in a file that is gone with the pod.
 */
export function connectCommands(
  opening: KopiaOpening,
  { password: opens }: KopiaSecrets,
  connection: KopiaConnection,
): KopiaCommand[] {
  const { repository } = opening;
  const place = kindOf(repository).connectArgs(repository);
  if (!isTwoPlaces(opening) || opens.made !== undefined || place === undefined) {
    return [];
  }
  const { username, hostname, readonly, cache } = connection;
  const { metadata, contents } = cacheLimits(cache);
  const megabytes = Object.entries({ content: contents, metadata }).flatMap(([of, size]) => {
    const limit = Math.floor(size / 1e6);
    return [`--${of}-cache-size-mb=${limit}`, `--${of}-cache-size-limit-mb=${limit}`];
  });
  const args = [
    'repository',
    'connect',
    ...place,
    ...(readonly ? ['--readonly'] : []),
    `--override-username=${username}`,
    `--override-hostname=${hostname}`,
    `--cache-directory=${kopiaPaths.cache}`,
    ...megabytes,
  ];
  return [{ name: 'connect', args, variables: kopiaVariables(repository, { password: opens, keys: opens }) }];
}

/** S1: of what opens such a repository, Kopia must be able to take hold. @param field the prop that names it */
export function twoPlacesProblems(
  field: string,
  opening: Pick<KopiaOpening, 'repository' | 'keysOf'>,
  { password: opens }: KopiaSecrets,
): Problem[] {
  const { repository } = opening;
  return problemIf(
    isTwoPlaces(opening) && opens.made === undefined && !takesKeys(repository),
    field,
    () =>
      `"${repository.name}" is opened by files, and of a Secret that exists no file can be made for a second place; write secrets: externalSecrets({ store: { kind, name } }) in this repository`,
    'S1',
  );
}

function takesKeys(repository: Repository): boolean {
  return kindOf(repository).connectArgs(repository) !== undefined;
}
