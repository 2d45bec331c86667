import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { imageRef, versions } from '../../../src/versions';
import { type Program, program } from '../../support/programs';
import { projectRoot } from '../../support/project';
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

/** Starts a container by bubblewrap, with nothing in it but Kopia and what is mounted. */
export function startSandbox(sandbox: Sandbox): ChildProcess {
  const [command = '', ...args] = [...(sandbox.network?.enter ?? []), 'bwrap', ...sandboxArguments(sandbox)];
  return spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
}

function sandboxArguments({ container, security, hostname, environment, volumes, ...sandbox }: Sandbox): string[] {
  const { command = [], args = [], workingDir = '/', securityContext = {}, volumeMounts = [] } = container;
  const { runAsUser = 0, runAsGroup = 0, runAsNonRoot } = security;
  if (runAsNonRoot && runAsUser === 0) throw new Error(`${container.name}: runAsNonRoot, and it would run as root`);
  const variables = { PATH: '/usr/local/bin', HOSTNAME: hostname, ...environment };
  return [
    ...['--die-with-parent', '--new-session', '--json-status-fd', '3'],
    ...['user', 'pid', 'ipc', 'uts', ...(sandbox.network ? [] : ['net'])].map((each) => `--unshare-${each}`),
    ...['--uid', String(runAsUser), '--gid', String(runAsGroup), '--hostname', hostname],
    ...(securityContext.capabilities?.drop ?? []).flatMap((each) => ['--cap-drop', each]),
    ...['--proc', '/proc', '--dev', '/dev'],
    ...['--ro-bind', program(kopiaOf(container.image)), '/usr/local/bin/kopia'],
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

/** The Kopia that is in an image: that of VolSync's movers, or the one that the image is tagged with. */
function kopiaOf(image: string): Program {
  if (image === imageRef(versions.images.volsync)) return 'kopia-0.22';
  const [, version] = /^ghcr\.io\/home-operations\/kopia:([\d.]+)/.exec(image) ?? [];
  const found = KOPIAS.find((each) => versionOf(each) === version);
  if (!found) throw new Error(`ErrImagePull: ${image} holds none of ${KOPIAS.join(', ')} of test/e2e/programs`);
  return found;
}

const KOPIAS = ['kopia-0.22', 'kopia-0.23'] as const satisfies Program[];

function versionOf(kopia: Program): string | undefined {
  const modules = readFileSync(join(projectRoot, 'test/e2e/programs', kopia, 'go.mod'), 'utf8');
  return / github\.com\/kopia\/kopia v([\d.]+)/.exec(modules.replaceAll('\t', ' '))?.[1];
}
