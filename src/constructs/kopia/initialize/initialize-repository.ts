import { k8s } from 'cdk8s-plus-30';
import { Construct } from 'constructs';
import { repositoryLocation } from '../../../model/app/app-name';
import { type KeysOf, unknownKeyProblems } from '../../../model/values/known-keys';
import { stableHash } from '../../../model/values/names';
import { Cluster } from '../../../tree/cluster-scope';
import { addHealthCheck } from '../../../tree/health-check';
import { enterInventory } from '../../../tree/inventory';
import { addManifest, type Manifest } from '../../../tree/manifest';
import { reportProblems } from '../../../tree/validation';
import { constructArgs } from '../../kit/args';
import { appLabels, createOnce } from '../../kit/labels';
import { namespaceOf } from '../../kit/namespace';
import { requireRepository } from '../../kit/shape';
import { kopiaPaths, maintainer, storageToken } from '../connection';
import { decideKopiaPod, kopiaPodSpec } from '../pod';
import { addKopiaSecret } from '../secret';
import { type InitializeOptions, initializeProblems } from './initialization';

/** What is said of the Job that creates a repository. */
export type InitializeRepositoryProps = InitializeOptions;

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
  /** The ExternalSecret with the password and, for a bucket, its place and its keys. */
  readonly secret: Manifest;

  constructor(scope: Construct, props: InitializeRepositoryProps);
  constructor(scope: Construct, id: string, props: InitializeRepositoryProps);
  constructor(scope: Construct, idOrProps: string | InitializeRepositoryProps, maybeProps?: InitializeRepositoryProps) {
    const { id, props } = constructArgs(idOrProps, maybeProps, ({ repository }) => `initialize-${repository?.name}`);
    super(scope, id);
    requireRepository(this, 'repository', props.repository);
    const cluster = Cluster.of(this);
    const namespace = namespaceOf(this);
    const { repository, ...options } = props;
    const location = repositoryLocation(repository, { app: '', namespace: '' });
    const name = `initialize-${repository.name}-${stableHash(location).toString(16).padStart(8, '0')}`;
    const onDisk = repository.type === 'nfs' ? repository : undefined;
    const pod = kopiaPodSpec(decideKopiaPod(options, cluster), {
      secret: `${name}-secret`,
      files: onDisk ? [] : [TOKEN],
      bucket: !onDisk,
      onDisk,
      writesDisk: true,
      commands: [{ name: 'create', args: createArgs(repository.type) }],
    });

    this.secret = addKopiaSecret(this, 'secret', {
      name,
      namespace,
      cluster,
      password: repository.secret,
      bucket: repository,
      files: (fields): Record<string, string> => (onDisk ? {} : { [TOKEN]: storageToken(repository, fields) }),
    });
    this.job = addManifest(this, 'Resource', k8s.KubeJob, {
      metadata: { name, namespace, labels: { ...appLabels(name), ...createOnce } },
      spec: {
        activeDeadlineSeconds: DEADLINE_SECONDS,
        // What a first try left behind stops every further one.
        backoffLimit: 0,
        template: { metadata: { labels: appLabels(name) }, spec: pod },
      },
    });
    // A mover that comes first would create the repository itself, and this Job would find it and fail.
    addHealthCheck(this, this.job);

    reportProblems(this, () => [...unknownKeyProblems('', props, PROPS), ...initializeProblems(props, cluster)]);
    enterInventory(this, [{ does: 'create', path: this.node.path, repository, location }]);
  }
}

const TOKEN = 'storage.token';
const DEADLINE_SECONDS = 60 * 60;

/** The maintainer is the owner from the start; it would be this pod otherwise. */
function createArgs(type: 'nfs' | 's3'): string[] {
  return [
    'repository',
    'create',
    ...(type === 'nfs'
      ? ['filesystem', `--path=${kopiaPaths.repository}`]
      : ['from-config', `--token-file=${kopiaPaths.folder}/${TOKEN}`]),
    `--override-username=${maintainer.username}`,
    `--override-hostname=${maintainer.hostname}`,
  ];
}

const PROPS: KeysOf<InitializeRepositoryProps> = { mover: true, image: true, resources: true, repository: true };
