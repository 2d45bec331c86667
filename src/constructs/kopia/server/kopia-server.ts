import { Construct } from 'constructs';
import { defaults } from '../../../model/defaults';
import { repositoryLocation } from '../../../model/repository/repository';
import { Cluster } from '../../../tree/cluster-scope';
import { declareExisting } from '../../../tree/declared-secrets';
import { enterInventory } from '../../../tree/inventory';
import type { Manifest } from '../../../tree/manifest';
import { carryMetadata } from '../../../tree/object-metadata';
import { reportProblems, warn } from '../../../tree/validation';
import { versions } from '../../../versions';
import { constructArgs } from '../../kit/args';
import { addHelmChart } from '../../kit/helm-chart';
import { namespaceOf } from '../../kit/namespace';
import { requireRepository } from '../../kit/shape';
import { decideKopiaPod } from '../pod';
import { openingProblems } from '../problems';
import { decideKopiaSecrets, kopiaVariables } from '../secret';
import { kopiaMinor, oldestMinor } from './command';
import { SERVER_KEYS, serverKeyProblems } from './keys';
import { addLoginSecret, decideLogin, loginVariables } from './login';
import { addServerNetworkPolicy } from './network-policy';
import { serverProblems } from './problems';
import type { KopiaServerProps } from './props';
import { addServerSecret } from './secrets';
import { keyVariables, serverValues } from './values';

export type { AnonymousLogin, KopiaServerProps, ServerGateway, ServerLogin } from './props';

/**
 * Kopia's web UI for one repository: browse backups and download files. It comes by Flux, as a release of the
 * app-template chart. Backups do not need it: movers write to the repository themselves.
 *
 * Unless told otherwise it cannot change a backup, whoever uses it: its connection is read-only, and so is its mount of
 * the repository's volume. It asks for a login, and no pod but the gateway's reaches it. It never creates a repository; where it
 * finds none, it ends.
 *
 * Whatever else the chart can be told goes by a JSON patch: `release.addJsonPatch(JsonPatch.add('/spec/values/…', …))`.
 * @example
 * ```ts
 * import { GitOpsApp, KopiaServer } from 'cdk8s-volsync-kopia';
 * import { home } from './cluster';
 *
 * const app = new GitOpsApp({ cluster: home });
 * new KopiaServer(app.chart('storage', 'kopia'), {
 *   repository: home.repositories.nas,
 *   hostname: 'kopia.example.org',
 *   gateway: { name: 'internal', namespace: 'network', sectionName: 'https' },
 * });
 * app.run();
 * ```
 */
export class KopiaServer extends Construct {
  /** The OCIRepository that the chart is taken from. */
  readonly source: Manifest;
  /** The HelmRelease of the chart. */
  readonly release: Manifest;
  /** The ExternalSecret that opens the repository; none where the Secret exists. */
  readonly secret: Manifest | undefined;
  /** The ExternalSecret of the login; none where nobody logs in, or the Secret exists. */
  readonly login: Manifest | undefined;
  /** None without a gateway. */
  readonly networkPolicy: Manifest | undefined;

  constructor(scope: Construct, props: KopiaServerProps);
  constructor(scope: Construct, id: string, props: KopiaServerProps);
  constructor(scope: Construct, idOrProps: string | KopiaServerProps, maybeProps?: KopiaServerProps) {
    const { id, props } = constructArgs(
      scope,
      idOrProps,
      maybeProps,
      ({ repository }) => `kopia-server-${repository?.name}`,
      SERVER_KEYS,
    );
    super(scope, id);
    requireRepository(this, 'repository', props.repository);
    const cluster = Cluster.of(this);
    carryMetadata(this, props);
    const { repository, name = defaults.server.name, readOnly = true, metrics = false, hostname, gateway } = props;
    const pod = decideKopiaPod(props, cluster);
    const chart = { ...versions.charts.appTemplate, ...props.chart };
    const opening = { name, namespace: namespaceOf(this), repository, keysOf: repository, secrets: props.secrets };
    const decided = decideKopiaSecrets(opening, cluster);
    const connection = { ...opening, readOnly, cache: pod.cache, secret: decided.keys };
    const login = typeof props.login === 'string' ? undefined : decideLogin(props.login ?? {}, opening, cluster);

    declareExisting(this, opening.namespace, [connection.secret, ...(login ? [login.secret] : [])]);
    this.secret = addServerSecret(this, connection);
    this.login = login && addLoginSecret(this, connection.namespace, login);
    this.networkPolicy =
      gateway && (props.networkPolicy ?? true)
        ? addServerNetworkPolicy(this, { ...connection, gateway, metrics })
        : undefined;
    const { source, release } = addHelmChart(this, {
      name,
      chart,
      patches: [WITHOUT_REPLICAS],
      values: serverValues({
        connection,
        pod,
        minor: kopiaMinor(props.kopiaVersion ?? pod.image.tag) ?? oldestMinor,
        anonymous: login === undefined,
        variables: { ...keyVariables(kopiaVariables(repository, decided)), ...(login && loginVariables(login)) },
        route:
          gateway && hostname !== undefined ? { hostname, gateway, annotations: props.routeAnnotations } : undefined,
        metrics,
        timeZone: props.timeZone,
      }),
    });
    this.source = source;
    this.release = release;

    reportProblems(this, () => [
      ...serverKeyProblems(props),
      ...serverProblems(props, { name, image: pod.image, chart, login }, cluster),
      ...openingProblems(opening, decided, 'repository'),
    ]);
    if (login !== undefined && gateway !== undefined && gateway.sectionName === undefined) {
      warn(this, {
        field: 'gateway.sectionName',
        text: `there is none, so that the password may travel in clear by any listener of "${gateway.name}"; name the one for HTTPS`,
        rule: 'S4',
      });
    }
    if (!readOnly) {
      enterInventory(this, [
        { does: 'write', path: this.node.path, repository, location: repositoryLocation(repository) },
      ]);
    }
  }
}

/**
 * The chart always writes `replicas: 1`, and so each upgrade would start a server that a NfsScaler has stopped. Without
 * the field Kubernetes starts one pod, and leaves alone whatever scales it later. It is taken out by a merge, because a
 * JSON patch fails where there is nothing to remove; a null among the values is not sure to reach the chart.
 */
const WITHOUT_REPLICAS = {
  target: { group: 'apps', kind: 'Deployment' },
  patch: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: any
spec:
  replicas: null
`,
};
