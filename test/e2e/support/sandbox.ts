import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { imageOf } from './image';
import type { Network } from './network';
import type { MountedVolume } from './pod-node';
import type { Container, PodSecurityContext, VolumeMount } from './pod-spec';

/** A container with all that its image, its pod and its node decide. */
export interface Sandbox {
  readonly container: Container;
  readonly security: PodSecurityContext;
  readonly hostname: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly volumes: ReadonlyMap<string, MountedVolume>;
  /** Files that the kubelet or the image brings along, by the path in the container. */
  readonly files: Readonly<Record<string, string>>;
  /** Whose network it shares. Else it has a loopback of its own and nothing more. */
  readonly network: Network | undefined;
}

/** Starts a container by bubblewrap, with nothing in it but its image and what is mounted. */
export function startSandbox(sandbox: Sandbox): ChildProcess {
  const [command = '', ...args] = [...(sandbox.network?.enter ?? []), 'bwrap', ...sandboxArguments(sandbox)];
  return spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
}

function sandboxArguments({ container, security, hostname, environment, volumes, ...sandbox }: Sandbox): string[] {
  const { command = [], args = [], workingDir = '/', securityContext = {}, volumeMounts = [] } = container;
  const { runAsUser = 0, runAsGroup = 0, runAsNonRoot } = security;
  if (runAsNonRoot && runAsUser === 0) throw new Error(`${container.name}: runAsNonRoot, and it would run as root`);
  const image = imageOf(container);
  const variables = { PATH: image.path, HOSTNAME: hostname, ...environment };
  return [
    ...['--die-with-parent', '--new-session', '--json-status-fd', '3'],
    ...['user', 'pid', 'ipc', 'uts', ...(sandbox.network ? [] : ['net'])].map((each) => `--unshare-${each}`),
    ...['--uid', String(runAsUser), '--gid', String(runAsGroup), '--hostname', hostname],
    ...(securityContext.capabilities?.drop ?? []).flatMap((each) => ['--cap-drop', each]),
    ...['--proc', '/proc', '--dev', '/dev'],
    ...image.files,
    ...Object.entries(sandbox.files).flatMap(([path, file]) => ['--ro-bind', file, path]),
    ...[...volumeMounts].sort(byDepth).flatMap(({ name, mountPath, subPath = '', readOnly = false }) => {
      const volume = volumes.get(name);
      if (!volume) throw new Error(`${container.name} mounts ${name}, which is no volume of its pod`);
      return [readOnly || volume.readOnly ? '--ro-bind' : '--bind', join(volume.folder, subPath), mountPath];
    }),
    ...(securityContext.readOnlyRootFilesystem ? ['--remount-ro', '/'] : []),
    ...['--chdir', workingDir, '--clearenv'],
    ...Object.entries(variables).flatMap(([name, value]) => ['--setenv', name, value]),
    ...['--', ...command, ...args],
  ];
}

/** Container runtimes mount what is further up first, whatever the order in the spec. */
function byDepth(a: VolumeMount, b: VolumeMount): number {
  return a.mountPath.split('/').length - b.mountPath.split('/').length;
}
