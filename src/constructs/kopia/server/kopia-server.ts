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
import { decideServerCache } from './cache';
import { kopiaMinor, oldestMinor } from './command';
import { addCredentialsSecret, credentialProblems, credentialVariables, decideCredentials } from './credentials';
import { SERVER_KEYS, serverKeyProblems } from './keys';
import { addLoginSecret, decideLogin, loginVariables } from './login';
import { addServerNetworkPolicy } from './network-policy';
import { isDescription, serverProblems } from './problems';
import type { KopiaServerProps } from './props';
import { WITHOUT_REPLICAS } from './replicas';
import { addServerSecret } from './secrets';
import { templateTextProblems } from './template-texts';
import { serverValues } from './values';
import { keyVariables } from './variables';
import { serverWarnings } from './warnings';

export type {
  AnonymousLogin,
  KopiaServerProps,
  ServerCache,
  ServerCredentials,
  ServerGateway,
  ServerLogin,
} from './props';

/**
 * Kopia's web UI for one repository: browse backups and download files. It comes by Flux, as a release of the
 * app-template chart. Backups do not need it: movers write to the repository themselves.
 *
 * Kopia refuses every change there unless told otherwise. That does not bind whoever uses the page: by one request Kopia
 * starts any program of the pod (`POST /api/v1/repo/exists`, with a storage whose client is a program), which has what the pod
 * has. A volume is mounted read-only, so that nothing is lost there; the keys of a bucket should be such that may only read
 * (`credentials`); what opens an SFTP server opens it for that program as well.
 *
 * It asks for a login, no pod but the gateway's reaches it, and it reaches nothing but its repository. It never creates one;
 * where it finds none, it ends.
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
  /** The ExternalSecret of its own keys; none without `credentials`, or where the Secret exists. */
  readonly credentials: Manifest | undefined;
  /** The ExternalSecret of the login; none where nobody logs in, or the Secret exists. */
  readonly login: Manifest | undefined;
  /** Who gets in, where there is a gateway, and where the server gets to. */
  readonly networkPolicy: Manifest;

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
    const cache = decideServerCache(props.cache);
    const pod = decideKopiaPod({ ...props, cache: cache.size }, cluster);
    const chart = { ...versions.charts.appTemplate, ...props.chart };
    const opening = { name, namespace: namespaceOf(this), repository, keysOf: repository, secrets: props.secrets };
    const decided = decideKopiaSecrets(opening, cluster);
    const credentials = props.credentials && decideCredentials(props.credentials, opening, cluster);
    const login = typeof props.login === 'string' ? undefined : decideLogin(props.login ?? {}, opening, cluster);
    const connection = {
      ...opening,
      readOnly,
      cache: cache.size,
      description: isDescription(props.description) ? props.description : repository.name,
      secret: decided.keys,
      keysApart: credentials !== undefined,
    };
    const values = serverValues({
      connection,
      pod,
      cacheClaim: cache.claim,
      minor: kopiaMinor(props.kopiaVersion ?? pod.image.tag) ?? oldestMinor,
      anonymous: login === undefined,
      variables: {
        ...keyVariables(kopiaVariables(repository, decided)),
        ...(credentials && credentialVariables(credentials)),
        ...(login && loginVariables(login)),
      },
      route: gateway && hostname !== undefined ? { hostname, gateway, annotations: props.routeAnnotations } : undefined,
      metrics,
      timeZone: props.timeZone,
    });

    const own = [credentials, login].flatMap((each) => (each ? [each.secret] : []));
    declareExisting(this, opening.namespace, [connection.secret, ...own]);
    this.secret = addServerSecret(this, connection);
    this.credentials = credentials && addCredentialsSecret(this, opening.namespace, credentials);
    this.login = login && addLoginSecret(this, opening.namespace, login);
    this.networkPolicy = addServerNetworkPolicy(this, {
      ...opening,
      gateway: (props.networkPolicy ?? true) ? gateway : undefined,
      metrics,
    });
    const { source, release } = addHelmChart(this, { name, chart, patches: [WITHOUT_REPLICAS], values });
    this.source = source;
    this.release = release;

    reportProblems(this, () => {
      const problems = [
        ...serverKeyProblems(props),
        ...serverProblems(
          props,
          { name, image: pod.image, chart, login, cacheOnClaim: cache.claim !== undefined },
          cluster,
        ),
        ...openingProblems(opening, decided, 'repository'),
        ...(credentials && props.credentials
          ? credentialProblems(props.credentials, credentials, opening, decided)
          : []),
      ];
      return [...problems, ...templateTextProblems(values, problems)];
    });
    for (const each of serverWarnings(props, cluster)) {
      warn(this, each);
    }
    const place = { path: this.node.path, repository, location: repositoryLocation(repository) };
    enterInventory(this, [readOnly ? { does: 'read', ...place, field: 'repository' } : { does: 'write', ...place }]);
  }
}
