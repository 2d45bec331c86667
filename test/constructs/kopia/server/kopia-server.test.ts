import { App, Chart } from 'cdk8s';
import {
  Cluster,
  externalSecrets,
  field,
  fluxVar,
  type GitOpsApp,
  KopiaServer,
  type KopiaServerProps,
  type ServerGateway,
  type ServerLogin,
} from '../../../../src';
import { healthChecksOf } from '../../../../src/tree/health-check';
import { everything } from '../../../support/clusters';
import { nasCluster } from '../../../support/nas';
import { bitwarden, byField } from '../../../support/secret-sources';
import { errorsOf, find, type KubeObject, objectsOf, warningsOf } from '../../../support/synth';
import { kopiaPods, placement } from '../../../support/whole-placement';

const { nas, attic, shared, b2 } = everything.repositories;
const gateway = { name: 'internal', namespace: 'network' };
const hostname = 'kopia.example.org';
const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;
const anonymous = 'nobody-logs-in-and-whoever-reaches-the-gateway-reads-every-backup';

const serverOf = (props: Partial<KopiaServerProps> = {}) =>
  objectsOf((chart) => new KopiaServer(chart, { repository: nas, ...props }), everything);
const valuesOf = (objects: readonly KubeObject[], name = 'kopia') => find(objects, 'HelmRelease', name).spec.values;
const containerOf = (props: Partial<KopiaServerProps>) =>
  valuesOf(serverOf(props)).controllers.kopia.containers.app as { args: string[]; env: Record<string, unknown> };

const vault = { kind: 'ClusterSecretStore', name: 'vault' };
const fromSecret = (name: string, key: string) => ({ valueFrom: { secretKeyRef: { name, key } } });
const probe = (times: object) => ({
  enabled: true,
  custom: true,
  spec: { tcpSocket: { port: 51515 }, timeoutSeconds: 5, ...times },
});
const args = ['server', 'start', '--address=:51515', '--insecure', '--no-grpc', '--no-control-api'];
const refresh = '--refresh-interval=5m';
const securityContext = (uid: number) => ({
  runAsUser: uid,
  runAsGroup: uid,
  runAsNonRoot: true,
  fsGroup: uid,
  seccompProfile: { type: 'RuntimeDefault' },
});
const connection = (storage: object, description = 'nas') =>
  JSON.stringify(
    {
      storage,
      caching: {
        cacheDirectory: '/kopia/cache',
        maxCacheSize: 2 * 2 ** 30,
        contentCacheSizeLimitBytes: 2 * 2 ** 30,
        maxMetadataCacheSize: 4 * 2 ** 30,
        metadataCacheSizeLimitBytes: 4 * 2 ** 30,
      },
      hostname: 'kopia.games',
      username: 'server',
      readonly: true,
      description,
      enableActions: false,
    },
    null,
    2,
  );

const preferences = '{\n  "defaultSnapshotViewAll": true\n}';
const mounted = (file: string) => ({ path: `/kopia/${file}`, subPath: file, readOnly: true });

test('minimal props: a release that asks for a login, reads only and is reached by no route', () => {
  expect(serverOf()).toEqual([
    {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: { name: 'kopia', namespace: 'games' },
      spec: {
        refreshInterval: '12h',
        secretStoreRef: vault,
        target: { name: 'kopia-secret', template: { data: { KOPIA_PASSWORD: '{{ .KOPIA_PASSWORD }}' } } },
        dataFrom: [{ extract: { key: 'kopia' } }],
      },
    },
    {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: { name: 'kopia-login', namespace: 'games' },
      spec: {
        refreshInterval: '12h',
        secretStoreRef: vault,
        target: {
          name: 'kopia-login-secret',
          template: {
            data: { KOPIA_SERVER_USERNAME: 'kopia', KOPIA_SERVER_PASSWORD: '{{ .KOPIA_SERVER_PASSWORD }}' },
          },
        },
        dataFrom: [{ extract: { key: 'kopia' } }],
      },
    },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'kopia', namespace: 'games' },
      spec: { podSelector: { matchLabels: { 'app.kubernetes.io/instance': 'kopia' } }, policyTypes: ['Egress'] },
    },
    {
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind: 'OCIRepository',
      metadata: { name: 'kopia', namespace: 'games' },
      spec: {
        interval: '1h',
        url: 'oci://ghcr.io/bjw-s-labs/helm/app-template',
        ref: { tag: expect.stringMatching(/^5\./) },
        layerSelector: {
          mediaType: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip',
          operation: 'copy',
        },
      },
    },
    {
      apiVersion: 'helm.toolkit.fluxcd.io/v2',
      kind: 'HelmRelease',
      metadata: { name: 'kopia', namespace: 'games' },
      spec: {
        interval: '1h',
        chartRef: { kind: 'OCIRepository', name: 'kopia' },
        install: { strategy: { name: 'RetryOnFailure' } },
        upgrade: { strategy: { name: 'RetryOnFailure' } },
        // What it does is tested with kustomize itself.
        postRenderers: [
          {
            kustomize: {
              patches: [
                {
                  target: { group: 'apps', kind: 'Deployment' },
                  patch: 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: any\nspec:\n  replicas: null\n',
                },
              ],
            },
          },
        ],
        values: {
          controllers: {
            kopia: {
              strategy: 'Recreate',
              annotations: { 'secret.reloader.stakater.com/reload': 'kopia-secret,kopia-login-secret' },
              containers: {
                app: {
                  image: {
                    repository: 'ghcr.io/home-operations/kopia',
                    tag: expect.stringMatching(/^0\.2[3-9]\.\d+@sha256:/),
                  },
                  command: ['kopia'],
                  args: [...args, refresh],
                  env: {
                    KOPIA_CONFIG_PATH: '/kopia/repository.config',
                    KOPIA_CACHE_DIRECTORY: '/kopia/cache',
                    KOPIA_LOG_DIR: '/kopia/logs',
                    KOPIA_LOG_DIR_MAX_SIZE_MB: '50',
                    KOPIA_CONTENT_LOG_DIR_MAX_SIZE_MB: '50',
                    HOME: '/tmp',
                    USER: 'kopia',
                    KOPIA_PASSWORD: fromSecret('kopia-secret', 'KOPIA_PASSWORD'),
                    KOPIA_SERVER_USERNAME: fromSecret('kopia-login-secret', 'KOPIA_SERVER_USERNAME'),
                    KOPIA_SERVER_PASSWORD: fromSecret('kopia-login-secret', 'KOPIA_SERVER_PASSWORD'),
                  },
                  probes: {
                    startup: probe({ periodSeconds: 10, failureThreshold: 180 }),
                    readiness: probe({ periodSeconds: 10, failureThreshold: 3 }),
                    liveness: probe({ periodSeconds: 30, failureThreshold: 5 }),
                  },
                  resources: { requests: { cpu: '10m', memory: '256Mi' }, limits: { memory: '2Gi' } },
                  securityContext: {
                    allowPrivilegeEscalation: false,
                    readOnlyRootFilesystem: true,
                    capabilities: { drop: ['ALL'] },
                  },
                },
              },
            },
          },
          defaultPodOptions: {
            automountServiceAccountToken: false,
            enableServiceLinks: false,
            securityContext: securityContext(568),
          },
          service: { kopia: { controller: 'kopia', ports: { http: { port: 51515, primary: true } } } },
          configMaps: {
            kopia: {
              data: {
                'repository.config': connection({ type: 'filesystem', config: { path: '/repository' } }),
                'ui-preferences.json': preferences,
              },
            },
          },
          persistence: {
            cache: { type: 'emptyDir', sizeLimit: '8Gi', globalMounts: [{ path: '/kopia' }] },
            tmp: { type: 'emptyDir', sizeLimit: '256Mi', globalMounts: [{ path: '/tmp' }] },
            config: {
              type: 'configMap',
              identifier: 'kopia',
              globalMounts: [mounted('repository.config'), mounted('ui-preferences.json')],
            },
            repository: {
              type: 'nfs',
              server: 'nas.internal',
              path: '/backups',
              globalMounts: [{ path: '/repository', readOnly: true }],
            },
          },
        },
      },
    },
  ]);
});

test('all props reach the output', () => {
  const login: Required<ServerLogin> = {
    secrets: externalSecrets({ store: bitwarden, refreshInterval: '1h' }),
    item: 'ui',
    username: field('NAME'),
    password: 'PHRASE',
    cookieKey: 'KEY',
  };
  const front: Required<ServerGateway> = {
    ...gateway,
    sectionName: 'https',
    pods: { namespace: 'envoy-gateway-system', labels: { 'app.kubernetes.io/name': 'envoy' } },
  };
  const props: Required<Omit<KopiaServerProps, 'credentials'>> = {
    repository: attic,
    name: 'kopia-attic',
    login,
    hostname: `attic.${fluxVar('SECRET_DOMAIN')}`,
    gateway: front,
    routeAnnotations: { 'internal-dns.alpha.kubernetes.io/target': `internal.${fluxVar('SECRET_DOMAIN')}` },
    networkPolicy: true,
    readOnly: false,
    metrics: true,
    mover: { uid: 568, gid: 100 },
    secrets: byField,
    cache: { capacity: '4Gi', storageClassName: 'local' },
    description: 'What is in the "attic"',
    resources: { limits: { memory: '4Gi' } },
    ...kopiaPods,
    timeZone: 'Europe/Berlin',
    image: { repository: 'ghcr.io/example/kopia', tag: 'rolling' },
    kopiaVersion: '0.22',
    chart: { url: 'oci://ghcr.io/example/app-template', tag: `4.6.2@${digest}` },
  };
  const objects = objectsOf((chart) => new KopiaServer(chart, 'mine', props), everything);
  const values = valuesOf(objects, 'kopia-attic');

  expect(find(objects, 'ExternalSecret', 'kopia-attic').spec).toEqual({
    refreshInterval: '24h',
    secretStoreRef: bitwarden,
    target: { name: 'kopia-attic-secret', template: { data: { KOPIA_PASSWORD: '{{ .KOPIA_PASSWORD }}' } } },
    data: [{ secretKey: 'KOPIA_PASSWORD', remoteRef: { key: 'kopia', property: 'KOPIA_PASSWORD' } }],
  });
  expect(find(objects, 'ExternalSecret', 'kopia-attic-login').spec).toEqual({
    refreshInterval: '1h',
    secretStoreRef: bitwarden,
    target: {
      name: 'kopia-attic-login-secret',
      template: {
        data: {
          KOPIA_SERVER_USERNAME: '{{ .NAME }}',
          KOPIA_SERVER_PASSWORD: '{{ .PHRASE }}',
          KOPIA_AUTH_COOKIE_SIGNING_KEY: '{{ .KEY }}',
        },
      },
    },
    dataFrom: [{ extract: { key: 'ui' } }],
  });
  expect(find(objects, 'NetworkPolicy', 'kopia-attic')).toEqual({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: {
      name: 'kopia-attic',
      namespace: 'games',
      labels: { team: 'home' },
      annotations: { 'example.org/owner': 'me' },
    },
    spec: {
      podSelector: { matchLabels: { 'app.kubernetes.io/instance': 'kopia-attic' } },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [
        {
          from: [
            {
              namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'envoy-gateway-system' } },
              podSelector: { matchLabels: { 'app.kubernetes.io/name': 'envoy' } },
            },
          ],
          ports: [{ protocol: 'TCP', port: 51515 }],
        },
        { ports: [{ protocol: 'TCP', port: 51516 }] },
      ],
    },
  });
  expect(find(objects, 'OCIRepository', 'kopia-attic').spec).toMatchObject({
    url: 'oci://ghcr.io/example/app-template',
    ref: { tag: '4.6.2', digest },
  });
  expect(values.controllers.kopia.containers.app).toMatchObject({
    image: { repository: 'ghcr.io/example/kopia', tag: 'rolling' },
    args: [...args, refresh, '--metrics-listen-addr=:51516'],
    env: {
      TZ: 'Europe/Berlin',
      KOPIA_AUTH_COOKIE_SIGNING_KEY: fromSecret('kopia-attic-login-secret', 'KOPIA_AUTH_COOKIE_SIGNING_KEY'),
    },
    resources: { requests: { cpu: '10m', memory: '256Mi' }, limits: { memory: '4Gi' } },
  });
  expect(values.defaultPodOptions).toEqual({
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: { ...securityContext(568), runAsGroup: 100, fsGroup: 100 },
    ...placement,
    labels: { 'example.org/net': 'storage' },
    annotations: { 'example.org/mesh': 'no' },
  });
  expect(values.service.kopia.ports).toEqual({ http: { port: 51515, primary: true }, metrics: { port: 51516 } });
  expect(values.route).toEqual({
    kopia: {
      annotations: { 'internal-dns.alpha.kubernetes.io/target': 'internal.${SECRET_DOMAIN}' },
      hostnames: ['attic.${SECRET_DOMAIN}'],
      parentRefs: [{ name: 'internal', namespace: 'network', sectionName: 'https' }],
      rules: [
        {
          backendRefs: [{ identifier: 'kopia', port: 51515 }],
          timeouts: { request: '0s', backendRequest: '0s' },
        },
      ],
    },
  });
  expect(JSON.parse(values.configMaps.kopia.data['repository.config'])).toMatchObject({
    caching: { contentCacheSizeLimitBytes: 2 ** 30, metadataCacheSizeLimitBytes: 2 * 2 ** 30 },
    hostname: 'kopia-attic.games',
    readonly: false,
    description: 'What is in the "attic"',
  });
  expect(values.persistence).toMatchObject({
    cache: {
      type: 'persistentVolumeClaim',
      accessMode: 'ReadWriteOnce',
      size: '4Gi',
      storageClass: 'local',
      globalMounts: [{ path: '/kopia' }],
    },
    repository: { server: 'attic.internal', globalMounts: [{ path: '/repository', readOnly: false }] },
  });
});

describe('the flags are those of the Kopia in the image', () => {
  const dangerous = '--allow-extremely-dangerous-unauthenticated-server-on-the-network';
  const image = (tag: string) => ({ repository: 'ghcr.io/home-operations/kopia', tag });

  test.each([
    ['0.22.3', []],
    [`v0.22.0@sha256:${'0'.repeat(64)}`, []],
    ['0.22', []],
    ['0.23.1', [dangerous]],
    ['0.23', [dangerous]],
    ['0.24.0', [dangerous]],
  ])('without a login, %s', (tag, more) => {
    const { args: given } = containerOf({ image: image(tag), login: anonymous, gateway, hostname });
    expect(given).toEqual([...args, refresh, '--without-password', ...more]);
  });

  test.each(['0.22.3', '0.23.1'])('with a login, %s: the same', (tag) => {
    expect(containerOf({ image: image(tag) }).args).toEqual([...args, refresh]);
  });

  test('kopiaVersion goes before the tag', () => {
    const props = { image: image('rolling'), login: anonymous, gateway, hostname } as const;
    expect(containerOf({ ...props, kopiaVersion: '0.23' }).args).toContain(dangerous);
    expect(containerOf({ ...props, kopiaVersion: '0.22' }).args).not.toContain(dangerous);
  });
});

test('without a login: no Secret for one, and only the pods of the gateway get in', () => {
  const objects = serverOf({ login: anonymous, gateway, hostname });
  expect(objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
    'ExternalSecret kopia',
    'NetworkPolicy kopia',
    'OCIRepository kopia',
    'HelmRelease kopia',
  ]);
  expect(find(objects, 'NetworkPolicy', 'kopia').spec).toEqual({
    podSelector: { matchLabels: { 'app.kubernetes.io/instance': 'kopia' } },
    policyTypes: ['Ingress', 'Egress'],
    ingress: [
      {
        from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'network' } } }],
        ports: [{ protocol: 'TCP', port: 51515 }],
      },
    ],
  });
  const { controllers } = valuesOf(objects);
  expect(controllers.kopia.annotations).toEqual({ 'secret.reloader.stakater.com/reload': 'kopia-secret' });
  expect(Object.keys(controllers.kopia.containers.app.env)).not.toContain('KOPIA_SERVER_PASSWORD');
});

test('who gets in can be left to something that knows the gateway better, and what gets out is limited all the same', () => {
  const objects = serverOf({ gateway, hostname, networkPolicy: false });
  expect(find(objects, 'NetworkPolicy', 'kopia').spec).toEqual({
    podSelector: { matchLabels: { 'app.kubernetes.io/instance': 'kopia' } },
    policyTypes: ['Egress'],
  });
});

test('a repository in S3: the connection is in the Secret, the keys in the environment, and nothing is mounted', () => {
  const cluster = {
    ...everything,
    repositories: { ...everything.repositories, shared: { ...shared, bucket: field('BUCKET') } },
  };
  const objects = objectsOf(
    (chart) => new KopiaServer(chart, { repository: cluster.repositories.shared, gateway, hostname }),
    cluster,
  );
  const secret = find(objects, 'ExternalSecret', 'kopia').spec;
  expect(secret).toEqual({
    refreshInterval: '12h',
    secretStoreRef: vault,
    target: {
      name: 'kopia-secret',
      template: {
        data: {
          KOPIA_PASSWORD: '{{ .secret_KOPIA_PASSWORD }}',
          AWS_ACCESS_KEY_ID: '{{ .credentials_AWS_ACCESS_KEY_ID }}',
          AWS_SECRET_ACCESS_KEY: '{{ .credentials_AWS_SECRET_ACCESS_KEY }}',
          'repository.config': connection(
            {
              type: 's3',
              config: {
                bucket: 'BUCKET',
                endpoint: 'minio.storage.svc:9000',
                prefix: 'kopia/',
                doNotUseTLS: true,
              },
            },
            'shared',
          ).replace('"BUCKET"', '{{ .credentials_BUCKET | toJson }}'),
        },
      },
    },
    dataFrom: [
      { extract: { key: 'kopia' }, rewrite: expect.any(Array) },
      { extract: { key: 'bucket' }, rewrite: expect.any(Array) },
    ],
  });
  const values = valuesOf(objects);
  expect(values.configMaps).toEqual({ kopia: { data: { 'ui-preferences.json': preferences } } });
  expect(values.persistence).toEqual({
    cache: { type: 'emptyDir', sizeLimit: '8Gi', globalMounts: [{ path: '/kopia' }] },
    tmp: { type: 'emptyDir', sizeLimit: '256Mi', globalMounts: [{ path: '/tmp' }] },
    config: {
      type: 'secret',
      name: 'kopia-secret',
      globalMounts: [mounted('repository.config')],
    },
    preferences: { type: 'configMap', identifier: 'kopia', globalMounts: [mounted('ui-preferences.json')] },
  });
  expect(values.controllers.kopia.containers.app.env).toMatchObject({
    AWS_ACCESS_KEY_ID: fromSecret('kopia-secret', 'AWS_ACCESS_KEY_ID'),
    AWS_SECRET_ACCESS_KEY: fromSecret('kopia-secret', 'AWS_SECRET_ACCESS_KEY'),
  });
});

test('no secret, and no reference to one, is on the command line (S2)', () => {
  const { args: given } = containerOf({ repository: shared, metrics: true });
  expect(given.join(' ')).not.toMatch(/password|secret|key|\$\(/i);
});

test('the health of the release stands for the chart', () => {
  const chart = new Chart(new App(), 'test', { namespace: 'storage' });
  Cluster.attach(chart, everything);
  const server = new KopiaServer(chart, { repository: nas });
  expect(server.node.path).toBe('test/kopia-server-nas');
  expect(healthChecksOf(chart).map(({ object, current }) => [object, current])).toEqual([[server.release, undefined]]);
});

test('two servers live in one namespace', () => {
  const build = (app: GitOpsApp) => {
    const chart = app.chart('storage', 'kopia');
    new KopiaServer(chart, { repository: nas });
    new KopiaServer(chart, { repository: shared, name: 'kopia-s3' });
  };
  expect(errorsOf(build, everything)).toEqual([]);
});

/** Wrong props, and every line that synthesis prints. */
const wrong: readonly (readonly [title: string, props: object, ...lines: string[]])[] = [
  [
    'a repository of another cluster',
    { repository: nasCluster().repositories.nas },
    'repository: "nas" is not a repository of cluster "everything"; use one of its own: nas, attic, shared, b2, share, box, r2, garage (rule I2)',
  ],
  [
    'a repository per app',
    { repository: b2 },
    'repository: "b2" is a repository per app, and a server shows one that all share; give it sharedPrefix(\'…\') (rule M1)',
  ],
  [
    'a name that a Service cannot have',
    { name: 'kopia.nas' },
    'name: "kopia.nas" cannot name a Service; use a letter and then at most 52 lower-case letters, digits and "-"',
  ],
  [
    'an empty item and an empty field',
    { login: { item: '', password: '' } },
    'login.item: "" names nothing in the vault; write a name, or leave it out (rule S1)',
    'login.password: "" names nothing in the vault; write a name, or leave it out (rule S1)',
  ],
  [
    'a user whose name ends at the colon',
    { login: { username: 'me:admin' } },
    'login.username: "me:admin" is not a user\'s name; write one without blanks, ":", "{" and "}", or field(\'…\')',
  ],
  ['another word for no login', { login: 'none' }, 'login: "none" is not a login; write { item, username, password }'],
  [
    'no login and no gateway',
    { login: anonymous },
    'login: nobody logs in and there is no gateway, so that every pod of the cluster reads every backup; add gateway: { name, namespace }, or remove login',
  ],
  [
    'no login and no network policy',
    { login: anonymous, gateway, hostname, networkPolicy: false },
    'networkPolicy: false lets every pod of the cluster read every backup, because nobody logs in; remove networkPolicy or login',
  ],
  [
    'no login and a server that writes',
    { login: anonymous, gateway, hostname, readOnly: false },
    'readOnly: false lets whoever reaches the gateway delete every backup, because nobody logs in; remove readOnly or login (rule D1)',
  ],
  [
    'parts of a gateway without one',
    { hostname, routeAnnotations: {}, networkPolicy: true },
    'hostname: "kopia.example.org" is set without a gateway, of which it is a part; add gateway: { name, namespace }, or remove it',
    'routeAnnotations: {} is set without a gateway, of which it is a part; add gateway: { name, namespace }, or remove it',
    'networkPolicy: true is set without a gateway, of which it is a part; add gateway: { name, namespace }, or remove it',
  ],
  [
    'a gateway without a host name',
    { gateway },
    'hostname: there is a gateway and no host name for it; write one, such as "kopia.example.org"',
  ],
  [
    'a host name with a scheme',
    { gateway, hostname: `https://kopia.${fluxVar('DOMAIN')}` },
    'hostname: "https://kopia.${DOMAIN}" is not a host name; write it without scheme, port and path, such as "kopia.example.org"',
  ],
  [
    'an annotation that is no text',
    { gateway, hostname, routeAnnotations: { enabled: true } },
    'routeAnnotations: "enabled": true is not text; write it in quotes',
  ],
  [
    'a gateway that Kubernetes cannot have',
    { gateway: { name: 'Internal', namespace: 'net.work', pods: { namespace: '' } }, hostname },
    'gateway.name: "Internal" is not a Kubernetes name; use lower-case letters, digits, "-" and "." (rule I2)',
    'gateway.namespace: "net.work" is not a namespace; use at most 63 lower-case letters, digits and "-" (rule I2)',
    'gateway.pods.namespace: "" is not a namespace; use at most 63 lower-case letters, digits and "-" (rule I2)',
  ],
  [
    'another uid than the movers',
    { mover: { uid: 1000 } },
    'mover.uid: 1000 cannot read what the movers of "nas" wrote as 568, mode 0600; use 568, or declare squashesUsers: true if the export maps all users to one (rule M2)',
  ],
  [
    'a cache and memory in MB',
    { cache: '8GB', resources: { limits: { memory: '512MB' } } },
    'cache: "8GB" is not a Kubernetes quantity; write "8Gi" (powers of 1024) or "8G" (powers of 1000)',
    'resources.limits.memory: "512MB" is not a Kubernetes quantity; write "512Mi" (powers of 1024) or "512M" (powers of 1000)',
  ],
  [
    'a claim for the cache that there cannot be',
    { cache: { capacity: '8GB', storageClassName: 'none', accessModes: ['ReadWriteMany'] } },
    'cache.accessModes: nothing reads this field; write one of capacity, storageClassName',
    'cache.capacity: "8GB" is not a Kubernetes quantity; write "8Gi" (powers of 1024) or "8G" (powers of 1000)',
    'cache.storageClassName: "none" names no class; write the name of one, or leave it out (rule V1)',
  ],
  [
    'a claim for the cache that holds nothing',
    { cache: { capacity: '100Mi' } },
    'cache.capacity: "100Mi" holds no index of a grown repository; write "1Gi" or more (rule C2)',
  ],
  [
    'a cache that counts as storage of the node, and has not enough of it',
    { resources: { limits: { 'ephemeral-storage': '1Gi' } } },
    'resources.limits.ephemeral-storage: "1Gi" is less than the cache may hold, "8Gi", which counts, so the pod would be evicted; write "8Gi" or more, or a smaller cache',
  ],
  [
    'a description of two lines',
    { description: 'one\ntwo' },
    'description: "one\\ntwo" describes nothing; write a line of text without "{{" and without fluxVar(), or leave it out',
  ],
  [
    'a time zone that does not exist',
    { timeZone: 'Europe/Atlantis' },
    'timeZone: "Europe/Atlantis" is not a time zone; write its IANA name, such as "Europe/Berlin" or "Etc/UTC" (rule C1)',
  ],
  [
    'an image that does not tell its version',
    { image: { repository: 'kopia/kopia', tag: 'latest' } },
    'image.tag: "latest" does not tell the version of Kopia, which decides its flags; add kopiaVersion, such as "0.23"',
  ],
  [
    'a version that is none',
    { kopiaVersion: 'new' },
    'kopiaVersion: "new" does not tell the version of Kopia, which decides its flags; write its minor, such as "0.23"',
  ],
  [
    'a Kopia from before',
    { image: { repository: 'kopia/kopia', tag: '0.21.1' } },
    'image.tag: "0.21.1" is older than any Kopia this server starts with; use 0.22 or newer',
  ],
  [
    'a chart that is at no place, with a tag that is none',
    { chart: { url: 'oci://ghcr.io//app-template', tag: '5. not a tag' } },
    'chart.url: "oci://ghcr.io//app-template" is not a chart in a registry; write it without its tag, such as "oci://ghcr.io/example/chart"',
    'chart.tag: "5. not a tag" is not a tag; write one such as "1.2.3", with "@sha256:…" if you pin the digest',
  ],
  [
    'a chart of no version',
    { chart: { tag: '5.' } },
    'chart.tag: "5." is not app-template 4 or 5, whose values are written; use one of those',
  ],
  [
    'blanks for the names of an item and of fields',
    { login: { item: ' ', password: '\t', cookieKey: '  ' } },
    'login.item: " " names nothing in the vault; write a name, or leave it out (rule S1)',
    'login.password: "\\t" names nothing in the vault; write a name, or leave it out (rule S1)',
    'login.cookieKey: "  " names nothing in the vault; write a name, or leave it out (rule S1)',
  ],
  [
    'a user without a name',
    { login: { username: [] } },
    'login.username: [] is not a user\'s name; write one without blanks, ":", "{" and "}", or field(\'…\')',
  ],
  [
    'a listener that no Gateway can have',
    { gateway: { ...gateway, sectionName: 'HTTPS 443' }, hostname },
    'gateway.sectionName: "HTTPS 443" is not a Kubernetes name; use lower-case letters, digits, "-" and "." (rule I2)',
  ],
  [
    'a host name in capitals',
    { gateway, hostname: 'Kopia.example.org' },
    'hostname: "Kopia.example.org" is not a host name; write it without scheme, port and path, such as "kopia.example.org"',
  ],
  [
    'an annotation whose key is none',
    { gateway, hostname, routeAnnotations: { 'external dns/target': 'x' } },
    'routeAnnotations: "external dns/target" is not the key of an annotation; use at most 63 letters, digits, "-", "_" and "."',
  ],
  [
    'annotations of its pod that are none, or a template',
    { podAnnotations: { 'a b': 'x', greeting: 'Hello {{ .Release.Name }}', n: 1 } },
    'podAnnotations: "a b" is not the key of an annotation; use at most 63 letters, digits, "-", "_" and "."',
    'podAnnotations: "n": 1 is not text; write it in quotes',
    'podAnnotations: "greeting": "Hello {{ .Release.Name }}" has "{{", which the chart takes for a template; write it without',
  ],
  [
    'labels that are no labels',
    { gateway: { ...gateway, pods: { labels: 'gateway' } }, hostname },
    'gateway.pods.labels: "gateway" is not a set of fields; write { name: value }',
  ],
  [
    'a misspelt field in a field',
    { mover: { runAsUser: 568 }, image: { repo: 'x', repository: 'ghcr.io/example/kopia', tag: '0.23' } },
    'mover.runAsUser: nothing reads this field; write one of uid, gid, fsGroup, fsGroupChangePolicy, runAsNonRoot, supplementalGroups, seccompProfile',
    'image.repo: nothing reads this field; write one of repository, tag',
  ],
  [
    'a chart with its tag, and of another time',
    { chart: { url: 'oci://ghcr.io/bjw-s-labs/helm/app-template:3.7.3', tag: '3.7.3' } },
    'chart.url: "oci://ghcr.io/bjw-s-labs/helm/app-template:3.7.3" is not a chart in a registry; write it without its tag, such as "oci://ghcr.io/example/chart"',
    'chart.tag: "3.7.3" is not app-template 4 or 5, whose values are written; use one of those',
  ],
];

test.each(wrong)('%s is refused', (_, props, ...lines) => {
  const found = errorsOf(
    (app) => new KopiaServer(app.chart('storage', 'x'), 'kopia', { repository: nas, ...(props as object) }),
    everything,
  );
  expect(found).toEqual((lines as string[]).map((line) => `[storage/x/kopia] ${line}`));
});

test('a cache on a claim is no storage of the node, and the claim has the default class where none is said', () => {
  const { controllers, persistence } = valuesOf(
    serverOf({ cache: {}, resources: { limits: { 'ephemeral-storage': '1Gi' } } }),
  );
  expect(controllers.kopia.containers.app.resources.limits).toEqual({ memory: '2Gi', 'ephemeral-storage': '1Gi' });
  expect(persistence.cache).toEqual({
    type: 'persistentVolumeClaim',
    accessMode: 'ReadWriteOnce',
    size: '8Gi',
    globalMounts: [{ path: '/kopia' }],
  });
});

test('a time zone may be a variable of Flux', () => {
  expect(containerOf({ timeZone: fluxVar('TIMEZONE') }).env.TZ).toBe('${TIMEZONE}');
});

test('what is no repository is refused at once', () => {
  const chart = new Chart(new App(), 'test', { namespace: 'games' });
  const props = {} as KopiaServerProps;
  expect(() => new KopiaServer(chart, props)).toThrow(
    "[test/kopia-server-undefined] repository: undefined is not a repository; use one of the cluster's, cluster.repositories.<name>",
  );
});

test('wrong words for no login do not compile', () => {
  // @ts-expect-error
  const props: KopiaServerProps = { repository: nas, login: 'anonymous' };
  expect(props.login).not.toBe(anonymous);
});

describe('S4: a login names the listener that it is reached by', () => {
  const warnings = (props: Partial<KopiaServerProps>) => {
    const chart = new Chart(new App(), 'kopia', { namespace: 'storage' });
    Cluster.attach(chart, everything);
    return warningsOf(new KopiaServer(chart, { repository: nas, ...props }));
  };

  test('any listener would take it in clear', () => {
    expect(warnings({ hostname, gateway })).toEqual([
      '[kopia/kopia-server-nas] gateway.sectionName: there is none, so that the password may travel in clear by any listener of "internal"; name the one for HTTPS (rule S4)',
    ]);
  });

  test.each<[string, Partial<KopiaServerProps>]>([
    ['a bucket', { repository: shared, credentials: { item: 'reader' } }],
    ['a listener', { hostname, gateway: { ...gateway, sectionName: 'https' } }],
    ['no gateway', {}],
    ['no login', { hostname, gateway, login: anonymous }],
  ])('%s is fine', (_, props) => {
    expect(warnings(props)).toEqual([]);
  });
});

describe('D1: whoever logs in has no keys that delete', () => {
  const warnings = (props: KopiaServerProps) => {
    const chart = new Chart(new App(), 'kopia', { namespace: 'storage' });
    Cluster.attach(chart, everything);
    return warningsOf(new KopiaServer(chart, props));
  };

  test('those of the repository itself are such', () => {
    expect(warnings({ repository: shared })).toEqual([
      '[kopia/kopia-server-shared] credentials: there are none, so that whoever logs in can use the keys of "shared" itself, and delete every backup with them; name keys that may only read, credentials: { item } (rule D1)',
    ]);
  });

  test.each<[string, KopiaServerProps]>([
    ['keys of its own', { repository: shared, credentials: { item: 'reader' } }],
    ['a volume', { repository: nas }],
    ['a server that is to write', { repository: shared, readOnly: false }],
  ])('%s: none', (_, props) => {
    expect(warnings(props)).toEqual([]);
  });
});
