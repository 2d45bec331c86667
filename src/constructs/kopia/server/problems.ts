import type { Cluster } from '../../../model/cluster/cluster';
import { ifGiven, type Problem, problemIf } from '../../../model/rules/problem';
import { show } from '../../../model/rules/show';
import { timeZoneProblems } from '../../../model/schedule/time-zone';
import { hasFluxVar, renderFluxVars, withoutFluxVars } from '../../../model/values/flux-var';
import { isHostName } from '../../../model/values/host';
import { annotationProblems, labelProblems } from '../../../model/values/labels';
import { isLine } from '../../../model/values/line';
import { isName, nameProblems, namespaceProblems } from '../../../model/values/names';
import { chartProblems, type HelmChart } from '../../kit/helm-chart';
import { sharedRepositoryProblems, taskProblems } from '../problems';
import { anonymousProblems } from './anonymous';
import { emptyDirOf, serverCacheProblems } from './cache';
import { kopiaMinor, oldestMinor } from './command';
import { type DecidedLogin, loginProblems } from './login';
import type { KopiaServerProps, ServerGateway, ServerLogin } from './props';

/** What is decided of a server before it is checked. */
export interface DecidedServer {
  readonly name: string;
  readonly image: { readonly repository: string; readonly tag: string };
  readonly chart: HelmChart;
  readonly cacheOnClaim: boolean;
  /** Who logs in; nobody where there is no login. */
  readonly login: DecidedLogin | undefined;
}

/** Everything wrong with one server's declaration, all at once. */
export function serverProblems(props: KopiaServerProps, server: DecidedServer, cluster: Cluster): Problem[] {
  const { repository } = props;
  return [
    ...sharedRepositoryProblems('repository', repository, 'a server shows', cluster),
    ...releaseName(server.name),
    ...(isLogin(props.login) ? loginProblems(props.login ?? {}, server.login) : anonymousProblems(props, cluster)),
    ...routeProblems(props),
    ...ifGiven(props.gateway, gatewayProblems),
    ...taskProblems({ ...props, cache: emptyDirOf(props.cache) }, repository, cluster, !server.cacheOnClaim),
    ...serverCacheProblems(props.cache),
    ...ifGiven(props.description, descriptionProblems),
    ...ifGiven(props.timeZone, zoneProblems),
    ...versionProblems(props, server.image.tag),
    ...templateProblems(server.chart),
  ];
}

function isLogin(login: KopiaServerProps['login']): login is ServerLogin | undefined {
  return login === undefined || typeof login === 'object';
}

/** The name of a Helm release that becomes the name of a Service. */
function releaseName(name: unknown): Problem[] {
  return problemIf(
    !(typeof name === 'string' && /^[a-z]([-a-z0-9]{0,51}[a-z0-9])?$/.test(name)),
    'name',
    () => `${show(name)} cannot name a Service; use a letter and then at most 52 lower-case letters, digits and "-"`,
  );
}

function routeProblems({ hostname, gateway, routeAnnotations, networkPolicy }: KopiaServerProps): Problem[] {
  return [
    ...Object.entries({ hostname, routeAnnotations, networkPolicy }).flatMap(([field, value]) =>
      problemIf(
        gateway === undefined && value !== undefined,
        field,
        () =>
          `${show(value)} is set without a gateway, of which it is a part; add gateway: { name, namespace }, or remove it`,
      ),
    ),
    ...problemIf(
      gateway !== undefined && hostname === undefined,
      'hostname',
      'there is a gateway and no host name for it; write one, such as "kopia.example.org"',
    ),
    ...ifGiven(hostname, hostnameProblems),
    ...annotationProblems('routeAnnotations', routeAnnotations ?? {}),
  ];
}

/** The Gateway API wants it in small letters. */
function hostnameProblems(hostname: unknown): Problem[] {
  return problemIf(
    !(isHostName(hostname) && isName(withoutFluxVars(hostname))),
    'hostname',
    () =>
      `${show(renderFluxVars(String(hostname)))} is not a host name; write it without scheme, port and path, such as "kopia.example.org"`,
  );
}

function gatewayProblems({ name, namespace, sectionName, pods }: ServerGateway): Problem[] {
  return [
    ...nameProblems('gateway.name', name, 253),
    ...namespaceProblems('gateway.namespace', namespace),
    ...ifGiven(sectionName, (each) => nameProblems('gateway.sectionName', each, 253)),
    ...ifGiven(pods?.namespace, (each) => namespaceProblems('gateway.pods.namespace', each)),
    ...labelProblems('gateway.pods.labels', pods?.labels ?? {}),
  ];
}

/** Whether a text can stand in the connection's file, which the chart and a Secret's template read as well. */
export function isDescription(value: unknown): value is string {
  return isLine(value) && !value.includes('{{') && !hasFluxVar(value);
}

function descriptionProblems(description: unknown): Problem[] {
  return problemIf(
    !isDescription(description),
    'description',
    () =>
      `${show(description)} describes nothing; write a line of text without "{{" and without fluxVar(), or leave it out`,
  );
}

/** A variable of Flux stands for a zone that is known when it is applied. */
function zoneProblems(timeZone: unknown): Problem[] {
  return /^\$\{\w+\}$/.test(renderFluxVars(String(timeZone))) ? [] : timeZoneProblems('timeZone', timeZone);
}

function versionProblems({ kopiaVersion }: KopiaServerProps, tag: string): Problem[] {
  const [field, version] = kopiaVersion === undefined ? ['image.tag', tag] : ['kopiaVersion', kopiaVersion];
  const repair = kopiaVersion === undefined ? 'add kopiaVersion, such as "0.23"' : 'write its minor, such as "0.23"';
  const minor = kopiaMinor(version);
  return [
    ...problemIf(
      minor === undefined,
      field,
      () => `${show(version)} does not tell the version of Kopia, which decides its flags; ${repair}`,
    ),
    ...problemIf(
      (minor ?? oldestMinor) < oldestMinor,
      field,
      () => `${show(version)} is older than any Kopia this server starts with; use 0.${oldestMinor} or newer`,
    ),
  ];
}

/** What the server wants of a chart beyond what any chart must be. */
function templateProblems(chart: HelmChart): Problem[] {
  const { tag } = chart;
  const problems = chartProblems('chart', chart);
  return [
    ...problems,
    ...problemIf(
      !problems.some(({ field }) => field === 'chart.tag') && !/^[45]\.\d/.test(tag),
      'chart.tag',
      () => `${show(tag)} is not app-template 4 or 5, whose values are written; use one of those`,
    ),
  ];
}
