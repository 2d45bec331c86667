import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { childPid, type Network, networkOf } from './network';
import { environmentOf, type MountedVolume, mountVolumes, NotStarted, type PodNode } from './pod-node';
import { type Container, containersOf, type PodSpec, refuseUnknown } from './pod-spec';
import { startSandbox } from './sandbox';

/** A pod as a Job or a Deployment makes it. */
export interface Pod {
  readonly namespace: string;
  readonly name: string;
  readonly spec: PodSpec;
  /** The network that it reaches. @default a loopback of its own and nothing more */
  readonly network?: Network;
}

/** How a pod has ended. */
export interface PodResult {
  /** `Pending` is a pod that the kubelet cannot start, and goes on trying to. */
  readonly phase: 'Succeeded' | 'Failed' | 'Pending';
  /** What each container that was started has written, by name. */
  readonly logs: Readonly<Record<string, string>>;
  /** All logs, or why the next container could not be started. */
  readonly message: string;
}

export interface RunningPod {
  readonly result: Promise<PodResult>;
  /** What to put before a command so that it runs in the pod's network. */
  readonly enter: () => Promise<readonly string[]>;
  /** Ends it as the loss of its node would: at once. */
  readonly kill: () => void;
}

/** Runs a pod to its end, as near to a kubelet as it gets without one. */
export function runPod(pod: Pod, node: PodNode): Promise<PodResult> {
  return startPod(pod, node).result;
}

/** Starts a pod: its containers run one after the other, each once, until one fails. */
export function startPod(pod: Pod, node: PodNode): RunningPod {
  refuseUnknown(pod.spec);
  const folder = mkdtempSync(join(tmpdir(), 'pod-'));
  const logs: Record<string, string> = {};
  let current: ReturnType<typeof startContainer> | undefined;
  let killed = false;
  const run = async (): Promise<PodResult> => {
    const ended = (phase: PodResult['phase'], message = Object.values(logs).join('')) => ({ phase, logs, message });
    try {
      const volumes = mountVolumes(pod.spec.volumes ?? [], pod.namespace, node, folder);
      for (const container of containersOf(pod.spec)) {
        current = startContainer(pod, container, volumes, node);
        const { code, log } = await current.ended;
        logs[container.name] = log;
        if (code !== 0 || killed) return ended('Failed');
      }
      return ended('Succeeded');
    } catch (error) {
      if (error instanceof NotStarted) return ended('Pending', error.message);
      throw error;
    }
  };
  return {
    result: run().finally(() => rmSync(folder, { recursive: true, force: true })),
    enter: async () => {
      if (!current) throw new Error(`${pod.name} has not started`);
      return pod.network?.enter ?? networkOf(await current.pid);
    },
    kill: () => {
      killed = true;
      current?.kill();
    },
  };
}

function startContainer(pod: Pod, container: Container, volumes: ReadonlyMap<string, MountedVolume>, node: PodNode) {
  const child = startSandbox({
    container,
    volumes,
    security: pod.spec.securityContext ?? {},
    hostname: pod.name,
    environment: environmentOf(container, pod.namespace, node),
    files: node.files ?? {},
    network: pod.network,
  });
  const log: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text) => log.push(text));
  }
  const pid = childPid(child);
  // Whoever waits for the end learns of it there.
  pid.catch(() => {});
  const ended = new Promise<{ code: number | null; log: string }>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      const text = log.join('');
      // What the sandbox cannot do must not look like an answer of Kopia's.
      if (/^(bwrap|nsenter): /.test(text)) reject(new Error(text));
      else resolve({ code, log: text });
    });
  });
  return { pid, ended, kill: () => child.kill('SIGKILL') };
}
