import { k8s } from 'cdk8s-plus-30';
import { Construct } from 'constructs';
import { repositoryLocation } from '../model/app-name';
import { type InitializeOptions, initializeProblems } from '../model/initialize';
import { type KeysOf, unknownKeyProblems } from '../model/known-keys';
import { stableHash } from '../model/names';
import { constructArgs } from './args';
import { Cluster } from './cluster-scope';
import { addHealthCheck } from './flux-health';
import { enterInventory } from './inventory';
import { kopiaPaths, maintainer, storageToken } from './kopia-config';
import { decideKopiaPod, kopiaPodSpec } from './kopia-pod';
import { addKopiaSecret } from './kopia-secret';
import { appLabels, createOnce } from './labels';
import { addManifest, type Manifest } from './manifest';
import { namespaceOf } from './namespace';
import { requireRepository } from './shape';
import { reportProblems } from './validation';

export type InitializeRepositoryProps = InitializeOptions;

/**
 * Creates a Kopia repository, once, by a Job. Never as a fallback of a connection that failed: an export that is empty
 * by accident would become a second repository, and everybody would go on in there.
 *
 * Kopia refuses to create one where anything is. The Job's name is made of the repository's place, and Flux creates it
 * once and leaves it alone, so nothing that changes later runs it again.
 */
export class InitializeRepository extends Construct {
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
