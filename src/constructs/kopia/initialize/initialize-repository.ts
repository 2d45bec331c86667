import { Construct } from 'constructs';
import { kindOf, type Repository, repositoryLocation } from '../../../model/repository/repository';
import { problemIf } from '../../../model/rules/problem';
import { hasFluxVar } from '../../../model/values/flux-var';
import { type KeysOf, unknownKeyProblems } from '../../../model/values/known-keys';
import { stableHash } from '../../../model/values/names';
import { Cluster } from '../../../tree/cluster-scope';
import { addHealthCheck } from '../../../tree/health-check';
import { enterInventory } from '../../../tree/inventory';
import { KubeJob } from '../../../tree/kubernetes-kinds';
import { addManifest, type Manifest } from '../../../tree/manifest';
import { carryMetadata } from '../../../tree/object-metadata';
import { reportProblems } from '../../../tree/validation';
import { constructArgs } from '../../kit/args';
import { appLabels, createOnce } from '../../kit/labels';
import { namespaceOf } from '../../kit/namespace';
import { requireRepository } from '../../kit/shape';
import { kopiaPaths, maintainer, plainParts, storageFile, storageToken } from '../connection';
import { KOPIA_POD_KEYS, type KopiaPodOptions } from '../options';
import { decideKopiaPod, kopiaPodMetadata } from '../pod';
import { openingProblems, sharedRepositoryProblems, taskProblems } from '../problems';
import { decideKopiaSecrets } from '../secret';
import { addKopiaTask } from '../task';

/** What is said of the Job that creates a repository. */
export interface InitializeRepositoryProps extends Omit<KopiaPodOptions, 'cache'> {
  /** The repository to create, one that all apps share; there must be nothing at its place. */
  readonly repository: Repository;
}

/**
 * Creates a Kopia repository, once, by a Job. Never as a fallback of a connection that failed: an export that is empty
 * by accident would become a second repository, and everybody would go on in there.
 *
 * Kopia refuses to create one where anything is. The Job's name is made of the repository's place, and Flux creates it
 * once and leaves it alone, so nothing that changes later runs it again.
 * @example
 * ```ts
 * import { GitOpsApp, InitializeRepository, KopiaMaintenance } from 'cdk8s-volsync-kopia';
 * import { home } from './cluster';
 *
 * const app = new GitOpsApp({ cluster: home });
 * const initialize = app.chart('storage', 'initialize-nas');
 * new InitializeRepository(initialize, { repository: home.repositories.nas });
 * const maintenance = app.chart('storage', 'kopia-maintenance');
 * new KopiaMaintenance(maintenance, { repository: home.repositories.nas });
 * maintenance.addDependency(initialize);
 * app.run();
 * ```
 */
export class InitializeRepository extends Construct {
  /** The Job that creates the repository. */
  readonly job: Manifest;
  /** The ExternalSecret with the password and, off a volume, the place and what opens it; none where the Secret exists. */
  readonly secret: Manifest | undefined;

  constructor(scope: Construct, props: InitializeRepositoryProps);
  constructor(scope: Construct, id: string, props: InitializeRepositoryProps);
  constructor(scope: Construct, idOrProps: string | InitializeRepositoryProps, maybeProps?: InitializeRepositoryProps) {
    const { id, props } = constructArgs(
      scope,
      idOrProps,
      maybeProps,
      ({ repository }) => `initialize-${repository?.name}`,
      INITIALIZE_KEYS,
    );
    super(scope, id);
    requireRepository(this, 'repository', props.repository);
    const { path } = this.node;
    const cluster = Cluster.of(this);
    const namespace = namespaceOf(this);
    carryMetadata(this, props);
    const { repository } = props;
    const location = repositoryLocation(repository);
    const name = `initialize-${repository.name}-${stableHash(kindOf(repository).seed(repository)).toString(16).padStart(8, '0')}`;
    const onVolume = kindOf(repository).volume(repository) !== undefined;
    const pod = decideKopiaPod(props, cluster);

    const opening = { name, namespace, repository, keysOf: repository, secrets: props.secrets };
    const decided = decideKopiaSecrets(opening, cluster);
    const { secrets, podSpec } = addKopiaTask(
      this,
      {
        ...opening,
        pod,
        files: (parts): Record<string, string> => (onVolume ? {} : { [TOKEN]: storageToken(repository, parts) }),
        writes: true,
        commands: [{ name: 'create', args: createArgs(onVolume) }],
      },
      decided,
    );
    this.secret = secrets[0];
    this.job = addManifest(this, 'Resource', KubeJob, {
      metadata: { name, namespace, labels: { ...appLabels(name), ...createOnce } },
      spec: {
        activeDeadlineSeconds: DEADLINE_SECONDS,
        // What a first try left behind stops every further one.
        backoffLimit: 0,
        template: { metadata: kopiaPodMetadata(pod, appLabels(name)), spec: podSpec },
      },
    });
    // A mover that comes first would create the repository itself, and this Job would find it and fail.
    addHealthCheck(this, this.job);

    reportProblems(this, () => [
      ...unknownKeyProblems('', props, INITIALIZE_KEYS),
      ...sharedRepositoryProblems('repository', repository, 'this creates', cluster),
      ...taskProblems(props, repository, cluster),
      ...openingProblems(opening, decided, 'repository'),
      ...problemIf(
        !onVolume && decided.keys.made === undefined && hasFluxVar(storageFile(repository, plainParts)),
        'repository',
        () =>
          `"${repository.name}" is declared with a Flux variable, which Flux cannot see in the token that Kopia makes it of; write it out, or secrets: externalSecrets({ store: { kind, name } }) here`,
        'F1',
      ),
    ]);
    enterInventory(this, [{ does: 'create', path, repository, location }]);
  }
}

const TOKEN = 'storage.token';
const DEADLINE_SECONDS = 60 * 60;

/** The maintainer is the owner from the start; it would be this pod otherwise. */
function createArgs(onVolume: boolean): string[] {
  return [
    'repository',
    'create',
    ...(onVolume
      ? ['filesystem', `--path=${kopiaPaths.repository}`]
      : ['from-config', `--token-file=${kopiaPaths.folder}/${TOKEN}`]),
    `--override-username=${maintainer.username}`,
    `--override-hostname=${maintainer.hostname}`,
  ];
}

const { cache: _, ...POD_KEYS } = KOPIA_POD_KEYS;

export const INITIALIZE_KEYS: KeysOf<InitializeRepositoryProps> = { ...POD_KEYS, repository: 'reference' };
