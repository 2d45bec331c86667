import { defaults } from '../defaults';
import { type Problem, problemIf } from '../rules/problem';
import { show } from '../rules/show';
import { isName } from '../values/names';

/** What tells an app's snapshots from those of the same app in another cluster. */
export type ClusterIdentity =
  /** Its namespace: a repository is one cluster's alone. */
  | 'namespace'
  /** Its namespace and the name of the cluster: several clusters may share a repository. */
  | 'namespace.cluster';

/** What of a cluster is in the identities of its apps. */
interface Named {
  readonly name: string;
  readonly identity?: ClusterIdentity;
}

/** The host name under which Kopia files what is in a namespace. */
export function hostnameOf(namespace: string, { identity = defaults.identity, name }: Named): string {
  return identity === 'namespace.cluster' ? `${namespace}.${name}` : namespace;
}

export function identityProblems({ identity, name }: Named): Problem[] {
  return [
    ...problemIf(
      identity !== undefined && identity !== 'namespace' && identity !== 'namespace.cluster',
      'identity',
      () => `${show(identity)} tells no apps apart; write "namespace" or "namespace.cluster"`,
      'I2',
    ),
    ...problemIf(
      identity === 'namespace.cluster' && !isName(name),
      'name',
      () =>
        `${show(name)} is part of every host name in Kopia; write lower-case letters, digits and "-", such as "home", or remove identity`,
      'I2',
    ),
  ];
}
