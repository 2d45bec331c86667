import type { Cluster } from '../../../model/cluster/cluster';
import { kindOf } from '../../../model/repository/repository';
import { type Problem, problemIf } from '../../../model/rules/problem';
import { show } from '../../../model/rules/show';
import { secretSourceOf } from '../../../model/secrets/decide-secret';
import { isExternal } from '../../../model/secrets/secret-source';
import { anonymousLogin, type KopiaServerProps } from './props';

/** Everything wrong with a server that nobody logs in to. */
export function anonymousProblems(props: KopiaServerProps, cluster: Cluster): Problem[] {
  const { login, gateway, networkPolicy, readOnly } = props;
  if (login !== anonymousLogin) {
    return problemIf(
      login !== undefined,
      'login',
      () => `${show(login)} is not a login; write { item, username, password }`,
    );
  }
  return [
    ...problemIf(
      gateway === undefined,
      'login',
      'nobody logs in and there is no gateway, so that every pod of the cluster reads every backup; add gateway: { name, namespace }, or remove login',
    ),
    ...problemIf(
      networkPolicy === false,
      'networkPolicy',
      'false lets every pod of the cluster read every backup, because nobody logs in; remove networkPolicy or login',
    ),
    ...problemIf(
      readOnly === false,
      'readOnly',
      'false lets whoever reaches the gateway delete every backup, because nobody logs in; remove readOnly or login',
      'D1',
    ),
    ...keyProblems(props, cluster),
  ];
}

/** D1: on a volume the mount is read-only; what opens a place in the network is in the pod, for whoever uses that. */
function keyProblems(props: KopiaServerProps, cluster: Cluster): Problem[] {
  const { repository, credentials } = props;
  if (kindOf(repository).network(repository) === undefined) {
    return [];
  }
  return hasKeys(props)
    ? problemIf(
        credentials === undefined,
        'credentials',
        () =>
          `there are none, and with the keys of "${repository.name}" itself whoever reaches the gateway can delete every backup, because nobody logs in; add ${ownKeys(props, cluster)} with keys that may only read, or remove login`,
        'D1',
      )
    : problemIf(
        true,
        'login',
        () =>
          `with the account of "${repository.name}" whoever reaches the gateway can delete every backup, because nobody logs in; remove login`,
        'D1',
      );
}

/** Whether a server can have keys of its own for its repository. */
export function hasKeys({ repository }: Pick<KopiaServerProps, 'repository'>): boolean {
  return kindOf(repository).withKeys(repository, { accessKeyId: '', secretAccessKey: '' }) !== undefined;
}

/** How to say keys of its own, as Secrets come to be here. */
export function ownKeys({ repository, secrets }: KopiaServerProps, cluster: Cluster): string {
  const external = isExternal(secretSourceOf(cluster, repository, secrets));
  return external ? 'credentials: { item }' : 'credentials: { secrets: existingSecret(…) }';
}
