import { repositoryLabel } from '../../../src/constructs/kit/labels';
import { imageRef, versions } from '../../../src/versions';
import type { Manifest } from '../../support/manifest-tree';
import { nas } from './backup-site';
import {
  type MoverCa,
  type MoverVolume,
  moverReachOf,
  type Reach,
  reachOf,
  seen,
  storageFlags,
} from './mover-repository';
import { type Container, containersOf, inTurn, type PodSpec, type Volume } from './pod-spec';

/** The fields of VolSync's objects that its movers act upon. */
interface MoverFields {
  readonly repository: string;
  readonly username?: string;
  readonly hostname?: string;
  readonly sourceIdentity?: { readonly sourceName: string };
  readonly compression?: string;
  readonly parallelism?: number;
  readonly retain?: Readonly<Record<'hourly' | 'daily' | 'weekly' | 'monthly' | 'yearly' | 'latest', number>>;
  readonly moverSecurityContext: PodSpec['securityContext'];
  readonly moverPodLabels: Readonly<Record<string, string>>;
  readonly moverVolumes?: readonly MoverVolume[];
  readonly customCA?: MoverCa;
}

type Secret = Readonly<Record<string, string>>;
type Step = readonly [name: string, ...args: string[]];

/**
 * The pod that backs up for a ReplicationSource: the commands of the fork's mover (v0.17.11, mover-kopia/entry.sh), each
 * a container of its own, because its shell and its image are not here.
 */
export function backupPod({ metadata, spec }: Manifest, secret: Secret): PodSpec {
  const { sourcePVC: claim, kopia } = spec as { readonly sourcePVC: string; readonly kopia: MoverFields };
  const { username = metadata.name, hostname = metadata.namespace ?? '', retain, compression, parallelism } = kopia;
  const keep = Object.entries(retain ?? {}).map(
    ([key, count]) => `--keep-${key === 'yearly' ? 'annual' : key}=${count}`,
  );
  const reach = moverReach(kopia, secret);
  return moverPod(kopia, secret, reach, { claim, mountPath: '/data' }, [
    ...connectSteps(seen(secret, reach), username, hostname),
    ...(compression ? [['compression', 'policy', 'set', '/data', `--compression=${compression}`] as const] : []),
    ['snapshot', 'snapshot', 'create', '/data', ...(parallelism ? [`--parallel=${parallelism}`] : [])],
    ['retention', 'policy', 'set', '/data', ...keep],
  ]);
}

/** The containers of a mover's pod that open the repository, under its identity. */
export function openingOf(spec: PodSpec): Container[] {
  return containersOf(spec).filter(({ name }) => name === 'connect' || name === 'identity');
}

/** The pod that makes the repository of a ReplicationSource, as the mover does where it cannot connect to one. */
export function createPod({ spec }: Manifest, secret: Secret): PodSpec {
  const { kopia } = spec as { readonly kopia: MoverFields };
  const reach = moverReach(kopia, secret);
  const flags = storageFlags(seen(secret, reach));
  return moverPod(kopia, secret, reach, undefined, [['create', 'repository', 'create', ...flags]]);
}

/** The pod that lists, as JSON, the snapshots from which a ReplicationDestination chooses. */
export function listPod(restore: Manifest, secret: Secret): PodSpec {
  const { kopia } = restore.spec as { readonly kopia: MoverFields };
  const [username, hostname] = identityOf(restore);
  const reach = moverReach(kopia, secret);
  return moverPod(kopia, secret, reach, undefined, [
    ...connectSteps(seen(secret, reach), username, hostname),
    ['list', 'snapshot', 'list', `${username}@${hostname}:/data`, '--json'],
  ]);
}

/** The pod that restores one of them into a claim. */
export function restorePod(restore: Manifest, secret: Secret, snapshot: string, claim: string): PodSpec {
  const { kopia } = restore.spec as { readonly kopia: MoverFields };
  const reach = moverReach(kopia, secret);
  return moverPod(kopia, secret, reach, { claim, mountPath: '/restore/data' }, [
    ...connectSteps(seen(secret, reach), ...identityOf(restore)),
    ['restore', 'snapshot', 'restore', snapshot, '.', '--write-files-atomically', '--ignore-permission-errors'],
  ]);
}

/** The pod that maintains a repository for a KopiaMaintenance. */
export function maintenancePod({ spec }: Manifest, secret: Secret): PodSpec {
  const { repository, podSecurityContext, moverPodLabels, moverVolumes } = spec as Omit<MoverFields, 'repository'> & {
    readonly repository: { readonly repository: string };
    readonly podSecurityContext: PodSpec['securityContext'];
  };
  const fields = { repository: repository.repository, moverSecurityContext: podSecurityContext, moverPodLabels };
  return moverPod(fields, secret, reachOf(moverVolumes), undefined, [
    ...connectSteps(secret, 'maintenance', 'volsync'),
    ['owner', 'maintenance', 'set', '--owner=maintenance@volsync'],
    ['quick', 'maintenance', 'set', '--enable-quick=true'],
    ['run', 'maintenance', 'run'],
    ['full', 'maintenance', 'run', '--full'],
  ]);
}

function identityOf({ metadata, spec }: Manifest): [username: string, hostname: string] {
  const { username, hostname, sourceIdentity } = (spec as { readonly kopia: MoverFields }).kopia;
  return [username ?? sourceIdentity?.sourceName ?? '', hostname ?? metadata.namespace ?? ''];
}

function connectSteps(secret: Secret, username: string, hostname: string): Step[] {
  return [
    ['connect', 'repository', 'connect', ...storageFlags(secret)],
    ['identity', 'repository', 'set-client', `--username=${username}`, `--hostname=${hostname}`],
    ['cache', 'cache', 'set', '--cache-directory=/cache'],
  ];
}

interface Data {
  readonly claim: string;
  readonly mountPath: string;
}

function moverReach({ moverVolumes, repository, customCA }: MoverFields, secret: Secret): Reach {
  return moverReachOf(moverVolumes, repository, secret, customCA);
}

function moverPod(
  fields: MoverFields,
  secret: Secret,
  reach: Reach,
  data: Data | undefined,
  steps: readonly Step[],
): PodSpec {
  const volumes = injected(fields);
  const restores = data?.mountPath === '/restore/data';
  const containers = steps.map(
    ([name, ...args]): Container => ({
      name,
      image: imageRef(versions.images.volsync),
      command: ['kopia', '--config-file=/cache/kopia.config', '--log-dir=/cache/logs'],
      args,
      ...(name === 'restore' && { workingDir: '/restore/data' }),
      env: [
        ...Object.entries({ KOPIA_CACHE_DIRECTORY: '/cache', KOPIA_CHECK_FOR_UPDATES: 'false', HOME: '/tmp' }).map(
          ([key, value]) => ({ name: key, value }),
        ),
        ...Object.keys(secret).map((key) => ({
          name: key,
          valueFrom: { secretKeyRef: { name: fields.repository, key } },
        })),
        ...reach.env,
      ],
      securityContext: {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      },
      volumeMounts: [
        ...(data ? [{ name: 'data', mountPath: data.mountPath }] : []),
        ...(restores ? [{ name: 'restore', mountPath: '/restore' }] : []),
        { name: 'cache', mountPath: '/cache' },
        { name: 'tempdir', mountPath: '/tmp' },
        ...volumes.map(({ name: volume }) => ({ name: volume, mountPath: nas.mountPath })),
        ...reach.mounts,
      ],
    }),
  );
  const pod = {
    securityContext: fields.moverSecurityContext,
    volumes: [
      ...(data ? [{ name: 'data', persistentVolumeClaim: { claimName: data.claim } }] : []),
      // Kopia writes beside the folder that it restores into.
      ...(restores ? [{ name: 'restore', emptyDir: {} }] : []),
      { name: 'cache', emptyDir: {} },
      { name: 'tempdir', emptyDir: {} },
      ...volumes,
      ...reach.volumes,
    ],
  };
  return inTurn(pod, containers);
}

/** What the home cluster's admission policy adds to movers of the NAS, where they do not mount one by themselves. */
function injected({ moverPodLabels, moverVolumes }: MoverFields): Volume[] {
  const { server, path } = nas;
  return moverPodLabels[repositoryLabel] === nas.name && moverVolumes === undefined
    ? [{ name: 'repository', nfs: { server, path } }]
    : [];
}
