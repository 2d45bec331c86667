import type { Problem } from '../../../model/rules/problem';
import { booleanProblems, type KeysOf, unknownKeyProblems } from '../../../model/values/known-keys';
import { labelProblems } from '../../../model/values/labels';
import { KOPIA_POD_KEYS } from '../options';
import type { KopiaServerProps, ServerGateway, ServerLogin } from './props';

const PROPS: KeysOf<KopiaServerProps> = {
  ...KOPIA_POD_KEYS,
  repository: true,
  name: true,
  login: true,
  hostname: true,
  gateway: true,
  routeAnnotations: true,
  networkPolicy: true,
  readOnly: true,
  metrics: true,
  timeZone: true,
  kopiaVersion: true,
  chart: true,
};
const LOGIN: KeysOf<ServerLogin> = { item: true, username: true, password: true, cookieKey: true };
const GATEWAY: KeysOf<ServerGateway> = { name: true, namespace: true, sectionName: true, pods: true };

/** Props of a server that nothing reads, and switches that are neither on nor off: they decide who gets in. */
export function serverKeyProblems(props: KopiaServerProps): Problem[] {
  const { login, gateway } = props;
  return [
    ...unknownKeyProblems('', props, PROPS),
    ...(typeof login === 'string' ? [] : unknownKeyProblems('login', login ?? undefined, LOGIN)),
    ...unknownKeyProblems('gateway', gateway ?? undefined, GATEWAY),
    ...unknownKeyProblems('gateway.pods', gateway?.pods ?? undefined, { namespace: true, labels: true }),
    ...labelProblems('gateway.pods.labels', gateway?.pods?.labels ?? {}),
    ...booleanProblems('readOnly', props.readOnly ?? undefined, 'D1'),
    ...booleanProblems('networkPolicy', props.networkPolicy ?? undefined, 'D1'),
    ...booleanProblems('metrics', props.metrics ?? undefined, 'D1'),
  ];
}
