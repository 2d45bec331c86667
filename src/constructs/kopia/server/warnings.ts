import type { Cluster } from '../../../model/cluster/cluster';
import { problemIf, type Warning } from '../../../model/rules/problem';
import { hasKeys, ownKeys } from './anonymous';
import type { KopiaServerProps } from './props';

/** What is legal in a server and unwise. */
export function serverWarnings(props: KopiaServerProps, cluster: Cluster): Warning[] {
  const { login, gateway, credentials, readOnly = true, repository } = props;
  const asks = typeof login !== 'string';
  return [
    ...problemIf(
      asks && gateway !== undefined && gateway.sectionName === undefined,
      'gateway.sectionName',
      () =>
        `there is none, so that the password may travel in clear by any listener of "${gateway?.name}"; name the one for HTTPS`,
      'S4',
    ),
    ...problemIf(
      asks && readOnly && credentials === undefined && hasKeys(props),
      'credentials',
      () =>
        `there are none, so that whoever logs in can use the keys of "${repository.name}" itself, and delete every backup with them; name keys that may only read, ${ownKeys(props, cluster)}`,
      'D1',
    ),
  ];
}
