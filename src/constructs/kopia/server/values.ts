import { moverSecurityContext } from '../../../model/cluster/mover';
import { isSaid, placementFields } from '../../../model/placement/placement';
import type { DecidedCustomCa } from '../../../model/repository/custom-ca';
import type { RepositoryVolume } from '../../../model/repository/kind';
import { kindOf } from '../../../model/repository/repository';
import { CONNECTION, kopiaPaths } from '../connection';
import type { KopiaPod } from '../pod';
import type { SecretVariable } from '../secret';
import { authoritiesOf, authorityFolder, trustVariables } from '../trust';
import { serverArgs, serverPorts } from './command';
import type { ServerVariable } from './login';
import type { ServerGateway } from './props';
import { isPlain, keyFiles, type ServerConnection, serverConfig } from './secrets';

/** A server with everything decided. */
export interface ServerRelease {
  readonly connection: ServerConnection;
  readonly pod: KopiaPod;
  /** The minor of Kopia's version. */
  readonly minor: number;
  readonly anonymous: boolean;
  /** Variables that tell of Secrets, or of who logs in, by name. */
  readonly variables: Readonly<Record<string, ServerVariable>>;
  readonly route: ServerRoute | undefined;
  readonly metrics: boolean;
  readonly timeZone: string | undefined;
}

export interface ServerRoute {
  readonly hostname: string;
  readonly gateway: ServerGateway;
  readonly annotations: Readonly<Record<string, string>> | undefined;
}

/** The values of app-template, 4 and 5 alike. */
export function serverValues(server: ServerRelease): object {
  const { connection, pod, metrics, route } = server;
  return {
    controllers: {
      [ID]: {
        // Two pods would sign sessions with two keys.
        strategy: 'Recreate',
        // Kopia reads its Secrets when it starts. Where Reloader is installed, it starts anew when they change.
        annotations: { 'secret.reloader.stakater.com/reload': secretsOf(server).join(',') },
        containers: { app: container(server) },
      },
    },
    defaultPodOptions: {
      automountServiceAccountToken: false,
      // A Service named "kopia" would put variables with Kopia's own prefix into the environment.
      enableServiceLinks: false,
      securityContext: moverSecurityContext(pod.mover),
      ...placementFields(pod.placement),
      ...(isSaid(pod.podLabels) && { labels: { ...pod.podLabels } }),
      ...(pod.podAnnotations && { annotations: { ...pod.podAnnotations } }),
    },
    service: {
      [ID]: {
        controller: ID,
        ports: {
          http: { port: serverPorts.http, primary: true },
          ...(metrics && { metrics: { port: serverPorts.metrics } }),
        },
      },
    },
    ...(route && { route: { [ID]: routeValues(route) } }),
    ...(isPlain(connection) && { configMaps: { [ID]: { data: { [CONNECTION]: serverConfig(connection) } } } }),
    persistence: persistence(server),
  };
}

/** What the chart calls the one thing of each kind; their names in the cluster are the release's. */
const ID = 'kopia';

function secretsOf({ connection, variables }: ServerRelease): string[] {
  const named = Object.values(variables).flatMap((each) => (typeof each === 'string' ? [] : [each.secret]));
  return [...new Set([connection.secret.name, ...named])];
}

/** Variables that are called as the keys are that they come from. */
export function keyVariables(variables: readonly SecretVariable[]): Record<string, ServerVariable> {
  return Object.fromEntries(variables.map(({ name, secret }) => [name, { secret, key: name }]));
}

function container({ connection, pod, minor, anonymous, variables, metrics, timeZone }: ServerRelease) {
  return {
    image: pod.image,
    // The image's own entrypoint would choose how to serve.
    command: ['kopia'],
    args: serverArgs(minor, { anonymous, metrics }),
    env: {
      KOPIA_CONFIG_PATH: kopiaPaths.connection,
      KOPIA_CACHE_DIRECTORY: kopiaPaths.cache,
      KOPIA_LOG_DIR: kopiaPaths.logs,
      // Megabytes. Kopia's own limit, 1000 for each, leaves no room for indexes beside them.
      KOPIA_LOG_DIR_MAX_SIZE_MB: '50',
      KOPIA_CONTENT_LOG_DIR_MAX_SIZE_MB: '50',
      HOME: kopiaPaths.home,
      ...trustVariables(authoritiesOf([connection.repository])),
      ...(timeZone !== undefined && { TZ: timeZone }),
      ...Object.fromEntries(
        Object.entries(variables).map(([name, from]) => [
          name,
          typeof from === 'string' ? from : { valueFrom: { secretKeyRef: { name: from.secret, key: from.key } } },
        ]),
      ),
    },
    probes: PROBES,
    resources: pod.resources,
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    },
  };
}

/** By TCP: to whoever has not logged in Kopia answers 401, which a probe by HTTP takes for a failure. */
const PROBES = {
  // Kopia listens when it has read the whole index: 4,500 blobs over NFS have taken more than ten minutes.
  startup: probe({ periodSeconds: 10, failureThreshold: 180 }),
  readiness: probe({ periodSeconds: 10, failureThreshold: 3 }),
  liveness: probe({ periodSeconds: 30, failureThreshold: 5 }),
};

function probe(times: { readonly periodSeconds: number; readonly failureThreshold: number }) {
  return { enabled: true, custom: true, spec: { tcpSocket: { port: serverPorts.http }, timeoutSeconds: 5, ...times } };
}

function routeValues({ hostname, gateway: { name, namespace, sectionName }, annotations }: ServerRoute) {
  return {
    ...(annotations && { annotations: { ...annotations } }),
    hostnames: [hostname],
    parentRefs: [{ name, namespace, ...(sectionName !== undefined && { sectionName }) }],
    rules: [{ backendRefs: [{ identifier: ID, port: serverPorts.http }] }],
  };
}

/** The chart mounts them in the order of their names: the folder must come before the file in it. */
function persistence({ connection, pod }: ServerRelease) {
  const { repository, readOnly, secret } = connection;
  const keys = keyFiles(connection);
  const config = [{ path: kopiaPaths.connection, subPath: CONNECTION, readOnly: true }];
  const volume = kindOf(repository).volume(repository);
  return {
    cache: { type: 'emptyDir', sizeLimit: pod.cache, globalMounts: [{ path: kopiaPaths.folder }] },
    tmp: { type: 'emptyDir', sizeLimit: '256Mi', globalMounts: [{ path: kopiaPaths.home }] },
    config: isPlain(connection)
      ? { type: 'configMap', identifier: ID, globalMounts: config }
      : { type: 'secret', name: secret.name, globalMounts: config },
    ...(keys.length > 0 && { keys: { type: 'secret', name: secret.name, globalMounts: keys.map(keyFile) } }),
    ...(volume && {
      repository: { ...chartVolume(volume), globalMounts: [{ path: kopiaPaths.repository, readOnly }] },
    }),
    ...Object.fromEntries(authoritiesOf([repository]).map(chartAuthority)),
  };
}

function keyFile(key: string) {
  return { path: `${kopiaPaths.folder}/${key}`, subPath: key, readOnly: true };
}

/** Its one key by `subPath`: the chart does not pick keys of what it mounts whole. */
function chartAuthority({ configMapName, secretName, key }: DecidedCustomCa, index: number): [string, object] {
  const source =
    secretName === undefined ? { type: 'configMap', name: configMapName } : { type: 'secret', name: secretName };
  const mount = { path: `${authorityFolder(index)}/${key}`, subPath: key, readOnly: true };
  return [`authority-${index}`, { ...source, globalMounts: [mount] }];
}

function chartVolume(volume: RepositoryVolume) {
  return 'nfs' in volume
    ? { type: 'nfs', ...volume.nfs }
    : { type: 'persistentVolumeClaim', existingClaim: volume.persistentVolumeClaim.claimName };
}
