import type { Problem } from '../../../model/rules/problem';
import { booleanProblems, type KeysOf, unknownKeyProblems } from '../../../model/values/known-keys';
import { CHART_KEYS } from '../../kit/helm-chart';
import { KOPIA_POD_KEYS } from '../options';
import type { KopiaServerProps, ServerCache, ServerCredentials, ServerGateway, ServerLogin } from './props';

const LOGIN: KeysOf<ServerLogin> = { secrets: true, item: true, username: true, password: true, cookieKey: true };

const CREDENTIALS: KeysOf<ServerCredentials> = { secrets: true, item: true, accessKeyId: true, secretAccessKey: true };

const CACHE: KeysOf<ServerCache> = { capacity: true, storageClassName: true };

const GATEWAY: KeysOf<ServerGateway> = {
  name: true,
  namespace: true,
  sectionName: true,
  pods: { namespace: true, labels: 'map' },
};

export const SERVER_KEYS: KeysOf<KopiaServerProps> = {
  ...KOPIA_POD_KEYS,
  repository: 'reference',
  name: true,
  login: (value) => (typeof value === 'string' ? true : LOGIN),
  credentials: CREDENTIALS,
  cache: (value) => (typeof value === 'object' ? CACHE : true),
  description: true,
  hostname: true,
  gateway: GATEWAY,
  routeAnnotations: 'map',
  networkPolicy: true,
  readOnly: true,
  metrics: true,
  timeZone: true,
  kopiaVersion: true,
  chart: CHART_KEYS,
};

/** Props of a server that nothing reads, and switches that are neither on nor off: they decide who gets in. */
export function serverKeyProblems(props: KopiaServerProps): Problem[] {
  const { readOnly, networkPolicy, metrics } = props;
  return [
    ...unknownKeyProblems('', props, SERVER_KEYS),
    ...booleanProblems('readOnly', readOnly, 'D1'),
    ...booleanProblems('networkPolicy', networkPolicy, 'D1'),
    ...booleanProblems('metrics', metrics, 'D1'),
  ];
}
