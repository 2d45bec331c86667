import type { Problem } from '../../../model/rules/problem';
import { SECRETS_KEY } from '../../../model/secrets/secret-source';
import { booleanProblems, type KeysOf, Named, unknownKeyProblems } from '../../../model/values/known-keys';
import { CHART_KEYS } from '../../kit/helm-chart';
import { KOPIA_POD_KEYS } from '../options';
import type { KopiaServerProps, ServerCache, ServerCredentials, ServerGateway, ServerLogin } from './props';

const LOGIN: KeysOf<ServerLogin> = {
  secrets: SECRETS_KEY,
  item: true,
  username: true,
  password: true,
  cookieKey: true,
};

const CREDENTIALS: KeysOf<ServerCredentials> = {
  secrets: SECRETS_KEY,
  item: true,
  accessKeyId: true,
  secretAccessKey: true,
};

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
  login: new Named((value) => (typeof value === 'string' ? true : LOGIN), "the user of the repository's own item"),
  credentials: new Named(CREDENTIALS, "the repository's own keys"),
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
