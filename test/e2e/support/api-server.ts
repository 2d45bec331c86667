import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { program } from '../../support/programs';
import { KubeClient } from './kube-client';
import { freePort, startServer } from './server-process';

/** A Kubernetes API with nothing behind it: no node, no controller. */
export interface ApiServer {
  readonly client: KubeClient;
  /** A kubeconfig of an administrator. */
  readonly kubeconfig: string;
  readonly stop: () => Promise<void>;
}

/** Starts etcd and a kube-apiserver that serves admission policies in all their versions. */
export async function startApiServer(): Promise<ApiServer> {
  const folder = mkdtempSync(join(tmpdir(), 'api-server-'));
  const [clients, peers, port] = [await freePort(), await freePort(), await freePort()];
  const etcd = await startServer(
    [
      program('etcd'),
      `--data-dir=${join(folder, 'etcd')}`,
      `--listen-client-urls=http://127.0.0.1:${clients}`,
      `--advertise-client-urls=http://127.0.0.1:${clients}`,
      `--listen-peer-urls=http://127.0.0.1:${peers}`,
      `--initial-advertise-peer-urls=http://127.0.0.1:${peers}`,
      `--initial-cluster=default=http://127.0.0.1:${peers}`,
      // Nothing of it is kept.
      '--unsafe-no-fsync',
    ],
    join(folder, 'etcd.log'),
    async () => (await fetch(`http://127.0.0.1:${clients}/health`)).ok,
  );
  const client = new KubeClient(`https://127.0.0.1:${port}`, TOKEN);
  try {
    const server = await startServer(
      [program('kube-apiserver'), ...flags(folder, clients, port)],
      join(folder, 'api-server.log'),
      async () => (await client.get('/readyz')).status === 200,
    );
    return {
      client,
      kubeconfig: writeKubeconfig(folder, port),
      stop: async () => {
        client.close();
        await server.stop();
        await etcd.stop();
        rmSync(folder, { recursive: true });
      },
    };
  } catch (error) {
    await etcd.stop();
    throw error;
  }
}

const TOKEN = 'administrator';

function flags(folder: string, etcd: number, port: number): string[] {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const signing = file('service-accounts.key', privateKey);
  return [
    `--etcd-servers=http://127.0.0.1:${etcd}`,
    '--bind-address=127.0.0.1',
    '--advertise-address=127.0.0.1',
    `--secure-port=${port}`,
    `--cert-dir=${join(folder, 'certificates')}`,
    `--token-auth-file=${file('tokens.csv', `${TOKEN},administrator,administrator,system:masters\n`)}`,
    '--authorization-mode=RBAC',
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${file('service-accounts.pub', publicKey)}`,
    `--service-account-signing-key-file=${signing}`,
    '--service-cluster-ip-range=10.0.0.0/24',
    // Nobody makes the ServiceAccounts that it would ask for.
    '--disable-admission-plugins=ServiceAccount',
    '--runtime-config=admissionregistration.k8s.io/v1beta1=true,admissionregistration.k8s.io/v1alpha1=true',
  ];
}

function writeKubeconfig(folder: string, port: number): string {
  const path = join(folder, 'kubeconfig');
  const named = (kind: string, content: object) => [{ name: 'test', [kind]: content }];
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'test',
    clusters: named('cluster', { server: `https://127.0.0.1:${port}`, 'insecure-skip-tls-verify': true }),
    users: named('user', { token: TOKEN }),
    contexts: named('context', { cluster: 'test', user: 'test' }),
  };
  // JSON is YAML.
  writeFileSync(path, JSON.stringify(config));
  return path;
}
