import type { Cluster } from '../../../model/cluster/cluster';
import type { Problem } from '../../../model/rules/problem';
import { show } from '../../../model/rules/show';
import { timeZoneProblems } from '../../../model/schedule/time-zone';
import { renderFluxVars } from '../../../model/values/flux-var';
import { nameProblems, namespaceProblems } from '../../../model/values/names';
import { isSecretText } from '../../../model/values/secret-text';
import type { HelmChart } from '../../kit/helm-chart';
import { sharedRepositoryProblems, taskProblems } from '../problems';
import { kopiaMinor, oldestMinor } from './command';
import { anonymousLogin, type KopiaServerProps, type ServerGateway, type ServerLogin } from './props';

/** What is decided of a server before it is checked. */
export interface DecidedServer {
  readonly name: string;
  readonly image: { readonly repository: string; readonly tag: string };
  readonly chart: HelmChart;
}

/** Everything wrong with one server's declaration, all at once. */
export function serverProblems(props: KopiaServerProps, server: DecidedServer, cluster: Cluster): Problem[] {
  const { repository } = props;
  return [
    ...sharedRepositoryProblems('repository', repository, 'a server shows', cluster),
    ...releaseName(server.name),
    ...(typeof props.login === 'object' ? loginProblems(props.login) : anonymousProblems(props)),
    ...routeProblems(props),
    ...(props.gateway ? gatewayProblems(props.gateway) : []),
    ...taskProblems(props, repository, cluster),
    ...(props.timeZone === undefined ? [] : zoneProblems(props.timeZone)),
    ...versionProblems(props, server.image.tag),
    ...chartProblems(server.chart),
  ];
}

/** The name of a Helm release that becomes the name of a Service. */
function releaseName(name: unknown): Problem[] {
  return typeof name === 'string' && /^[a-z]([-a-z0-9]{0,51}[a-z0-9])?$/.test(name)
    ? []
    : [
        {
          field: 'name',
          text: `${show(name)} cannot name a Service; use a letter and then at most 52 lower-case letters, digits and "-"`,
        },
      ];
}

function loginProblems({ item, username, password, cookieKey }: ServerLogin): Problem[] {
  const empty = Object.entries({ item, password, cookieKey }).filter(
    ([, value]) => value !== undefined && (typeof value !== 'string' || value === ''),
  );
  return [
    ...empty.map(([key, value]) => ({
      field: `login.${key}`,
      text: `${show(value)} names nothing in the vault; write a name, or leave it out`,
      rule: 'S1' as const,
    })),
    ...(username === undefined || (isSecretText(username) && !/[\s:{}]/.test(textOf(username)) && username !== '')
      ? []
      : [
          {
            field: 'login.username',
            text: `${show(username)} is not a user's name; write one without blanks, ":", "{" and "}", or field('…')`,
          },
        ]),
  ];
}

function textOf(username: NonNullable<ServerLogin['username']>): string {
  return [username]
    .flat()
    .filter((part) => typeof part === 'string')
    .join('');
}

function anonymousProblems({ login, gateway, networkPolicy, readOnly }: KopiaServerProps): Problem[] {
  if (login === undefined) {
    return [];
  }
  if (login !== anonymousLogin) {
    return [{ field: 'login', text: `${show(login)} is not a login; write { item, username, password }` }];
  }
  return [
    ...(gateway === undefined
      ? [
          {
            field: 'login',
            text: 'nobody logs in and there is no gateway, so that every pod of the cluster reads every backup; add gateway: { name, namespace }, or remove login',
          },
        ]
      : []),
    ...(networkPolicy === false
      ? [
          {
            field: 'networkPolicy',
            text: 'false lets every pod of the cluster read every backup, because nobody logs in; remove networkPolicy or login',
          },
        ]
      : []),
    ...(readOnly === false
      ? [
          {
            field: 'readOnly',
            text: 'false lets whoever reaches the gateway delete every backup, because nobody logs in; remove readOnly or login',
            rule: 'D1' as const,
          },
        ]
      : []),
  ];
}

function routeProblems({ hostname, gateway, routeAnnotations, networkPolicy }: KopiaServerProps): Problem[] {
  const gatewayMissing = Object.entries({ hostname, routeAnnotations, networkPolicy }).filter(
    ([, value]) => gateway === undefined && value !== undefined,
  );
  return [
    ...gatewayMissing.map(([field, value]) => ({
      field,
      text: `${show(value)} is set without a gateway, of which it is a part; add gateway: { name, namespace }, or remove it`,
    })),
    ...(gateway !== undefined && hostname === undefined
      ? [
          {
            field: 'hostname',
            text: 'there is a gateway and no host name for it; write one, such as "kopia.example.org"',
          },
        ]
      : []),
    ...(hostname === undefined ? [] : hostnameProblems(hostname)),
    ...Object.entries(routeAnnotations ?? {})
      .filter(([, value]) => typeof value !== 'string')
      .map(([key, value]) => ({
        field: 'routeAnnotations',
        text: `${show(key)}: ${show(value)} is not text; write it in quotes`,
      })),
  ];
}

const HOSTNAME = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*$/;

function hostnameProblems(hostname: unknown): Problem[] {
  const text = renderFluxVars(String(hostname));
  return HOSTNAME.test(text.replace(/\$\{\w+\}/g, 'x'))
    ? []
    : [
        {
          field: 'hostname',
          text: `${show(text)} is not a host name; write it without scheme, port and path, such as "kopia.example.org"`,
        },
      ];
}

function gatewayProblems({ name, namespace, pods }: ServerGateway): Problem[] {
  return [
    ...nameProblems('gateway.name', name, 253),
    ...namespaceProblems('gateway.namespace', namespace),
    ...(pods?.namespace === undefined ? [] : namespaceProblems('gateway.pods.namespace', pods.namespace)),
  ];
}

/** A variable of Flux stands for a zone that is known when it is applied. */
function zoneProblems(timeZone: unknown): Problem[] {
  return /^\$\{\w+\}$/.test(renderFluxVars(String(timeZone))) ? [] : timeZoneProblems('timeZone', timeZone);
}

function versionProblems({ kopiaVersion }: KopiaServerProps, tag: string): Problem[] {
  const [field, version] = kopiaVersion === undefined ? ['image.tag', tag] : ['kopiaVersion', kopiaVersion];
  const minor = kopiaMinor(version);
  if (minor === undefined) {
    const repair = kopiaVersion === undefined ? 'add kopiaVersion, such as "0.23"' : 'write its minor, such as "0.23"';
    return [{ field, text: `${show(version)} does not tell the version of Kopia, which decides its flags; ${repair}` }];
  }
  return minor >= oldestMinor
    ? []
    : [
        {
          field,
          text: `${show(version)} is older than any Kopia this server starts with; use 0.${oldestMinor} or newer`,
        },
      ];
}

function chartProblems({ url, tag }: HelmChart): Problem[] {
  return [
    ...(typeof url === 'string' && /^oci:\/\/[^\s@]+\/[^\s/:@]+$/.test(url)
      ? []
      : [
          {
            field: 'chart.url',
            text: `${show(url)} is not a chart in a registry; write it without its tag, such as "oci://ghcr.io/example/chart"`,
          },
        ]),
    ...(/^[45]\./.test(tag)
      ? []
      : [
          {
            field: 'chart.tag',
            text: `${show(tag)} is not app-template 4 or 5, whose values are written; use one of those`,
          },
        ]),
  ];
}
