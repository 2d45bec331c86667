import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cluster, GitOpsApp, NfsRepository } from '../../../src';
import { home } from '../../../src/home/cluster';
import { type Manifest, manifestsIn, readTree } from '../../support/manifest-tree';
import { projectRoot } from '../../support/project';
import { filesOf } from '../../support/synth';
import { makeCertificate } from './certificate';
import { type Network, startNetwork } from './network';
import { type Pod, type PodResult, type RunningPod, startPod } from './pod';
import type { PodNode } from './pod-node';
import type { PodSpec } from './pod-spec';
import { type S3Server, startS3Server } from './s3-server';
import { syncSecrets, type Vault } from './secrets';

/** Where pods run, and what they find there. */
export interface Site {
  readonly vault: Vault;
  readonly network: Network;
  /** Whether a pod gets to the network. */
  readonly reachesNetwork: (spec: PodSpec) => boolean;
  /** Files of every container. */
  readonly files: Readonly<Record<string, string>>;
  /** The folders that stand for NFS exports, by `<server>:<path>`, and for claims, by name. */
  readonly exports: Readonly<Record<string, string>>;
  readonly claims: Readonly<Record<string, string>>;
  /** ConfigMaps and Secrets, by `<namespace>/<name>`, that somebody else has made. @default none */
  readonly configMaps?: PodNode['configMaps'];
  readonly secrets?: PodNode['secrets'];
  /** A folder for whatever else a test needs. */
  readonly scratch: string;
  readonly stop: () => Promise<void>;
}

/** All that the home cluster's backups are made with: a NAS that is a folder, and both clouds at the loopback. */
export interface BackupSite extends Site {
  /** The folder that the NAS exports. */
  readonly nas: string;
  readonly b2: S3Server;
  readonly r2: S3Server;
}

/** Hosts of the clouds, each at an address of its own. */
const HOSTS = {
  '127.0.0.2': 's3.us-east-005.backblazeb2.com',
  '127.0.0.3': 'account-1.r2.cloudflarestorage.com',
} as const;

/** Hosts that are of no use: nobody listens at the first, and the second has somebody else's certificate. */
const WRONG_HOSTS = ['127.0.0.9 closed.r2.cloudflarestorage.com', '127.0.0.3 other.r2.cloudflarestorage.com'];

/** The home cluster's repository on the NAS. */
export const nas = home.repositories.nas as NfsRepository & typeof home.repositories.nas;

export async function startBackupSite(): Promise<BackupSite> {
  const scratch = mkdtempSync(join(tmpdir(), 'site-'));
  const folder = (name: string) => {
    mkdirSync(join(scratch, name));
    return join(scratch, name);
  };
  const file = (name: string, text: string) => {
    writeFileSync(join(scratch, name), text);
    return join(scratch, name);
  };
  const certificate = makeCertificate(scratch, Object.values(HOSTS));
  const network = await startNetwork();
  const [b2, r2] = await Promise.all([
    startS3Server({ folder: folder('b2'), network, address: '127.0.0.2', region: 'us-east-005', certificate }),
    startS3Server({ folder: folder('r2'), network, address: '127.0.0.3', region: 'auto', certificate }),
  ]).catch((error) => {
    // Else it would keep the tests from ending.
    network.stop();
    throw error;
  });
  const hosts = Object.entries({ '127.0.0.1': 'localhost', ...HOSTS })
    .map((line) => line.join(' '))
    .concat(WRONG_HOSTS);
  const exported = folder('nas');
  return {
    nas: exported,
    exports: exporting(exported),
    claims: {},
    b2,
    r2,
    vault: vaultOf(b2, r2),
    network,
    // None but those that open a bucket.
    reachesNetwork: (spec) => JSON.stringify(spec).includes('AWS_SECRET_ACCESS_KEY'),
    files: {
      '/etc/hosts': file('hosts', `${hosts.join('\n')}\n`),
      // Where the image keeps whom it trusts.
      '/etc/ssl/certs/ca-certificates.crt': certificate.certificate,
    },
    scratch,
    stop: async () => {
      await Promise.all([b2.stop(), r2.stop()]);
      network.stop();
      rmSync(scratch, { recursive: true });
    },
  };
}

/** What nodes find where the NAS exports a folder. */
export function exporting(folder: string): Site['exports'] {
  return { [`${nas.server}:${nas.path}`]: folder };
}

/** The fields that the home cluster reads, and one that nobody asked for. */
function vaultOf(b2: S3Server, r2: S3Server): Vault {
  return {
    kopia: {
      KOPIA_PASSWORD: 'correct horse battery staple',
      KOPIA_SERVER_PASSWORD: 'look but do not touch',
      notes: 'x',
    },
    backblaze: {
      VOLSYNC_KOPIA_B2_BUCKET: 'home-backups',
      VOLSYNC_KOPIA_B2_ACCESS_KEY: b2.keys.accessKeyId,
      VOLSYNC_KOPIA_B2_SECRET_ACCESS_KEY: b2.keys.secretAccessKey,
    },
    cloudflare: {
      CLOUDFLARE_ACCOUNT_ID: 'account-1',
      VOLSYNC_KOPIA_R2_BUCKET: 'home-replica',
      VOLSYNC_KOPIA_R2_ACCESS_KEY: r2.keys.accessKeyId,
      VOLSYNC_KOPIA_R2_SECRET_ACCESS_KEY: r2.keys.secretAccessKey,
    },
  };
}

/** A vault in which some fields of an item are others, or are none. */
export function withFields(vault: Vault, item: string, fields: Readonly<Record<string, string | undefined>>): Vault {
  const changed = Object.entries({ ...vault[item], ...fields });
  const present = changed.filter((field): field is [string, string] => field[1] !== undefined);
  return { ...vault, [item]: Object.fromEntries(present) };
}

/** The objects in a folder of `dist/`. */
export function distributed(folder: string): Manifest[] {
  return objectsOf(readTree(join(projectRoot, 'dist', folder)).map(({ path, text }) => [path, text]));
}

/** The objects that an app of a cluster writes. */
export function emitted(build: (app: GitOpsApp) => void, cluster: Cluster = home): Manifest[] {
  return objectsOf([...filesOf(build, cluster)]);
}

function objectsOf(files: readonly (readonly [path: string, text: string])[]): Manifest[] {
  return files.filter(([path]) => path.endsWith('.k8s.yaml')).flatMap(([path, text]) => manifestsIn({ path, text }));
}

/** The one object of a kind, and of a name where there are several. */
export function only(objects: readonly Manifest[], kind: string, name?: string): Manifest {
  const found = objects.filter((each) => each.kind === kind && (name === undefined || each.metadata.name === name));
  if (!found[0] || found.length > 1) throw new Error(`${found.length} objects are a ${kind} ${name ?? ''}`);
  return found[0];
}

/** What the pods of objects find at their node. The Secrets are made of the vault by External Secrets, unless they exist. */
export function nodeOf(site: Site, objects: readonly Manifest[], vault = site.vault): PodNode {
  const { files, exports, claims } = site;
  const made = objects.some(({ kind }) => kind === 'ExternalSecret') ? syncSecrets(objects, vault).secrets : [];
  return {
    secrets: new Map([...(site.secrets ?? []), ...made]),
    configMaps: new Map([...(site.configMaps ?? []), ...configMapsOf(objects)]),
    exports,
    claims,
    files,
  };
}

function configMapsOf(objects: readonly Manifest[]): [string, Record<string, string>][] {
  return objects
    .filter(({ kind }) => kind === 'ConfigMap')
    .map(({ metadata: { namespace, name }, ...object }) => [
      `${namespace}/${name}`,
      (object as { data?: Record<string, string> }).data ?? {},
    ]);
}

/** A pod of an object. */
export function podFrom(site: Site, { metadata: { namespace = '', name } }: Manifest, spec: PodSpec): Pod {
  return { namespace, name: `${name}-x7k2p`, spec, ...(site.reachesNetwork(spec) && { network: site.network }) };
}

/** The pod's spec in a Job, or in the Job of a CronJob. */
export function podSpecOf({ spec }: Manifest): PodSpec {
  const job = (spec as { jobTemplate?: { spec: unknown } }).jobTemplate?.spec ?? spec;
  return (job as { template: { spec: PodSpec } }).template.spec;
}

/** A pod's spec with another call of Kopia in the place of its own. */
export function calling(spec: PodSpec, ...args: string[]): PodSpec {
  const containers = spec.containers.map((each) => ({
    ...each,
    name: 'kopia',
    // A script has no arguments of Kopia's.
    ...(each.command?.[0] === 'sh' && { command: ['kopia'] }),
    args,
  }));
  return { ...spec, initContainers: [], containers };
}

/** Starts a Job, or the Job of a CronJob; the objects hold what its pod needs as well. */
export function startJob(site: Site, objects: readonly Manifest[], job: Manifest, vault = site.vault): RunningPod {
  return startPod(podFrom(site, job, podSpecOf(job)), nodeOf(site, objects, vault));
}

/** Runs a Job, or the Job of a CronJob, to its end. */
export function runJob(...job: Parameters<typeof startJob>): Promise<PodResult> {
  return startJob(...job).result;
}
