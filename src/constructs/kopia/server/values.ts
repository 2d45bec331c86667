import { moverSecurityContext } from '../../../model/cluster/mover';
import { isSaid, placementFields } from '../../../model/placement/placement';
import { CONNECTION, kopiaPaths } from '../connection';
import { authoritiesOf, trustVariables } from '../trust';
import { serverArgs, serverPorts } from './command';
import { PREFERENCES, preferences } from './preferences';
import type { ServerRelease, ServerRoute } from './release';
import { isPlain, serverConfig } from './secrets';
import { persistence } from './volumes';

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
    configMaps: {
      [ID]: {
        data: { ...(isPlain(connection) && { [CONNECTION]: serverConfig(connection) }), [PREFERENCES]: preferences() },
      },
    },
    persistence: persistence(server, ID),
  };
}

/** What the chart calls the one thing of each kind; their names in the cluster are the release's. */
const ID = 'kopia';

function secretsOf({ connection, variables }: ServerRelease): string[] {
  const named = Object.values(variables).flatMap((each) => (typeof each === 'string' ? [] : [each.secret]));
  return [...new Set([connection.secret.name, ...named])];
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
      // The uid need not be one that the image knows.
      USER: 'kopia',
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

/** Of a gateway's own, 15 seconds with Envoy's, a long download would be cut off; zero is none. */
const NO_TIMEOUTS = { request: '0s', backendRequest: '0s' };

function routeValues({ hostname, gateway: { name, namespace, sectionName }, annotations }: ServerRoute) {
  return {
    ...(annotations && { annotations: { ...annotations } }),
    hostnames: [hostname],
    parentRefs: [{ name, namespace, ...(sectionName !== undefined && { sectionName }) }],
    rules: [{ backendRefs: [{ identifier: ID, port: serverPorts.http }], timeouts: NO_TIMEOUTS }],
  };
}
