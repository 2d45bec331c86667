import type { Repository } from '../repository/repository';
import { type Problem, problemIf } from '../rules/problem';
import { show } from '../rules/show';
import { attempt } from '../values/attempt';
import { isName, nameProblems } from '../values/names';
import { type ExternalSecrets, isExternal, isSecretSource, type SecretFor, type SecretSource } from './secret-source';

/** A Secret with everything decided. */
export interface DecidedSecret {
  /** Its name. */
  readonly name: string;
  /** What makes it, and is emitted here; none where it exists. */
  readonly made: MadeSecret | undefined;
  /** What is wrong with its name. */
  readonly problems: readonly Problem[];
}

/** What makes a Secret. */
export interface MadeSecret {
  readonly by: ExternalSecrets;
  /** What it is called. */
  readonly name: string;
}

/**
 * How the Secrets of a repository come to be: what is said nearest wins, whoever reads the Secret before the repository before
 * the cluster. What says nothing at all is reported where it stands.
 */
export function secretSourceOf(
  cluster: { readonly secrets: SecretSource },
  repository: Repository,
  own?: SecretSource,
): SecretSource {
  return [own, repository.secrets].find(isSecretSource) ?? cluster.secrets;
}

/**
 * @param name what an ExternalSecret for it would be called
 * @param target what the Secret is called that it makes, where that is said; else `<name>-secret`
 */
export function decideSecret(source: SecretSource, of: SecretFor, name: string, target?: string): DecidedSecret {
  if (!isExternal(source)) {
    return existing(() => source.nameOf(of), of, name);
  }
  return target === undefined
    ? madeBy(source, name, `${name}-secret`)
    : madeBy(source, `${target}`.replace(/(?<=.)-secret$/, ''), `${target}`);
}

function madeBy(by: ExternalSecrets, name: string, target: string): DecidedSecret {
  return { name: target, made: { by, name }, problems: [] };
}

/** Everything wrong with the name of a Secret that is said beside how it comes to be. */
export function secretNameProblems(field: string, name: string, source: SecretSource): Problem[] {
  return isExternal(source)
    ? nameProblems(field, name, 253, 'S3')
    : problemIf(
        true,
        field,
        () =>
          `${show(name)} would be the name of a Secret that is made, and existingSecret(…) names this one; remove ${field}`,
        'S3',
      );
}

function existing(nameOf: () => unknown, of: SecretFor, name: string): DecidedSecret {
  const given = attempt(nameOf);
  const problems = problemIf(
    !('value' in given && isName(given.value) && given.value.length <= 253),
    'secrets',
    () => {
      const said = 'value' in given ? `gives ${show(given.value)}` : `throws ${show(given.error)}`;
      return `existingSecret ${said} for ${described(of)}, which is not the name of a Secret; return one, such as "${name}-secret"`;
    },
    'S3',
  );
  return {
    name: problems.length === 0 && 'value' in given ? `${given.value}` : `${name}-secret`,
    made: undefined,
    problems,
  };
}

function described({ app, namespace, repository }: SecretFor): string {
  return `{ ${app === undefined ? '' : `app: ${show(app)}, `}namespace: ${show(namespace)}, repository: ${show(repository)} }`;
}
