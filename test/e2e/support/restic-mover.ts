import { imageRef, versions } from '../../../src/versions';
import type { Manifest } from '../../support/manifest-tree';
import { type MoverVolume, reachOf } from './mover-repository';
import { type Container, inTurn, type PodSpec } from './pod-spec';

/** The fields of VolSync's objects that its mover for Restic acts upon. */
interface ResticFields {
  readonly repository: string;
  readonly retain?: Readonly<Record<string, number | string>>;
  readonly moverSecurityContext: PodSpec['securityContext'];
  readonly moverVolumes?: readonly MoverVolume[];
}

type Secret = Readonly<Record<string, string>>;

/** What a mover is started for, in turn. */
export type ResticStep = 'backup' | 'prune' | 'restore' | 'unlock';

/** The pod of the mover as the operator makes it: its script, with what it is to do. */
export function scriptPod(object: Manifest, secret: Secret, claim: string, steps: readonly ResticStep[]): PodSpec {
  return podOf(object, secret, claim, [{ name: 'restic', command: ['/mover-restic/entry.sh'], args: steps }]);
}

/** A pod that calls Restic itself, as the script does, because its shell and its image are not here. */
export function resticPod(
  object: Manifest,
  secret: Secret,
  claim: string,
  ...calls: readonly (readonly string[])[]
): PodSpec {
  const containers = calls.map((args, index) => ({ name: `restic-${index}`, command: ['restic'], args }));
  return podOf(object, secret, claim, containers);
}

/** The calls of a backup, the first of a repository that is new. */
export function backupCalls(object: Manifest, first: boolean): readonly (readonly string[])[] {
  return [
    ...(first ? [['init']] : []),
    ['backup', '--host', 'volsync', '--exclude=lost+found', '.'],
    ['forget', '--host', 'volsync', ...forgetOptions(fieldsOf(object)).split(' ')],
  ];
}

export function restoreCalls(snapshot: string): readonly (readonly string[])[] {
  return [['restore', snapshot, '-t', '.', '--host', 'volsync', '--include-xattr', 'user.*']];
}

function fieldsOf({ spec }: Manifest): ResticFields {
  return (spec as { readonly restic: ResticFields }).restic;
}

/** As the operator makes them of `retain` (v0.17.11, internal/controller/mover/restic/mover.go). */
function forgetOptions({ retain }: ResticFields): string {
  const entries = Object.entries(retain ?? {});
  return entries.length === 0 ? '--keep-last 1' : entries.map(([key, count]) => `--keep-${key} ${count}`).join(' ');
}

function podOf(
  object: Manifest,
  secret: Secret,
  claim: string,
  calls: readonly Pick<Container, 'name' | 'command' | 'args'>[],
): PodSpec {
  const fields = fieldsOf(object);
  const reach = reachOf(fields.moverVolumes);
  const variables = {
    FORGET_OPTIONS: forgetOptions(fields),
    DATA_DIR: '/data',
    RESTIC_CACHE_DIR: '/cache',
    RESTORE_AS_OF: '',
    SELECT_PREVIOUS: '0',
    RESTORE_OPTIONS: '',
    PRIVILEGED_MOVER: '0',
  };
  const containers = calls.map(
    (call): Container => ({
      ...call,
      image: imageRef(versions.images.volsync),
      workingDir: '/data',
      env: [
        ...Object.entries(variables).map(([name, value]) => ({ name, value })),
        ...Object.keys(secret).map((key) => ({
          name: key,
          valueFrom: { secretKeyRef: { name: fields.repository, key } },
        })),
      ],
      securityContext: {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      },
      volumeMounts: [
        { name: 'data', mountPath: '/data' },
        { name: 'cache', mountPath: '/cache' },
        { name: 'tempdir', mountPath: '/tmp' },
        ...reach.mounts,
      ],
    }),
  );
  const volumes = [
    { name: 'data', persistentVolumeClaim: { claimName: claim } },
    { name: 'cache', emptyDir: {} },
    { name: 'tempdir', emptyDir: {} },
    ...reach.volumes,
  ];
  return inTurn({ securityContext: fields.moverSecurityContext, volumes }, containers);
}
