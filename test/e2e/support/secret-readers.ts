import type { Manifest } from '../../support/manifest-tree';
import type { Synced } from './secrets';

/** Keys of Secrets, by `<namespace>/<name>`. */
export type SecretKeys = Readonly<Record<string, readonly string[]>>;

/** The keys that Secrets have. */
export function keysOf(secrets: Synced['secrets']): SecretKeys {
  return sorted([...secrets].map(([secret, data]) => [secret, Object.keys(data)]));
}

/** The keys that somebody reads: pods those that they name, movers those of their kind of repository. */
export function keysRead(objects: readonly Manifest[], secrets: Synced['secrets']): SecretKeys {
  const reads = [
    ...openings(objects).map(({ secret }): Read => [secret, moverKeys(secrets.get(secret))]),
    ...objects.flatMap((object) =>
      podReads(object).map(([name, keys]): Read => [`${object.metadata.namespace}/${name}`, keys]),
    ),
  ];
  const read = new Map<string, string[]>();
  for (const [secret, keys] of reads) {
    read.set(secret, [...new Set([...(read.get(secret) ?? []), ...keys])]);
  }
  return sorted([...read]);
}

function sorted(entries: readonly [string, string[]][]): SecretKeys {
  return Object.fromEntries(entries.map(([secret, keys]) => [secret, keys.sort()]));
}

type Read = readonly [secret: string, keys: readonly string[]];

/** Variables and volumes of pods, as Kubernetes writes them and as the chart of the server does. */
function podReads(value: unknown): Read[] {
  if (typeof value !== 'object' || value === null) return [];
  const { secretKeyRef, secretName, items, type, name, globalMounts } = value as {
    secretKeyRef?: { name: string; key: string };
    secretName?: string;
    items?: { key: string }[];
    type?: string;
    name?: string;
    globalMounts?: { subPath: string }[];
  };
  if (secretKeyRef) return [[secretKeyRef.name, [secretKeyRef.key]]];
  if (secretName !== undefined && items) return [[secretName, items.map(({ key }) => key)]];
  if (type === 'secret' && name !== undefined && globalMounts) {
    return [[name, globalMounts.map(({ subPath }) => subPath)]];
  }
  return Object.values(value).flatMap(podReads);
}

/** A repository that a mover opens, and the Secret that it does so with. */
export interface Opening {
  readonly secret: string;
  /** What the repository is called in the cluster. */
  readonly repository: string;
  /** The app whose data is moved, if it is one app's. */
  readonly app: string | undefined;
}

/** What VolSync is told to open. */
export function openings(objects: readonly Manifest[]): readonly Opening[] {
  return objects.flatMap(({ kind, metadata, spec = {} }) => {
    const { kopia, repository, moverPodLabels } = spec as {
      kopia?: { repository: string; moverPodLabels: Labels };
      repository?: { repository: string };
      moverPodLabels?: Labels;
    };
    const [name, labels] = kind.startsWith('Replication')
      ? [kopia?.repository, kopia?.moverPodLabels]
      : kind === 'KopiaMaintenance'
        ? [repository?.repository, moverPodLabels]
        : [];
    if (name === undefined || labels === undefined) return [];
    const { labels: own } = metadata as { labels?: Labels };
    return {
      secret: `${metadata.namespace}/${name}`,
      repository: labels['cdk8s-volsync-kopia/repository'] ?? '',
      app: own?.['app.kubernetes.io/name'],
    };
  });
}

type Labels = Readonly<Record<string, string>>;

const BUCKET = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'KOPIA_S3_ENDPOINT'];
const BUCKET_OPTIONS = ['AWS_REGION', 'KOPIA_S3_DISABLE_TLS'];
const SERVER = ['SFTP_HOST', 'SFTP_PORT', 'SFTP_USERNAME', 'SFTP_PATH', 'SFTP_KNOWN_HOSTS_DATA'];

/** What VolSync's mover cannot do without, and what it knows beside that where it is there. */
function moverKeys(data: Readonly<Record<string, string>> = {}): string[] {
  const common = ['KOPIA_PASSWORD', 'KOPIA_REPOSITORY'];
  if (data.KOPIA_REPOSITORY?.startsWith('s3://')) {
    return [...common, ...BUCKET, ...BUCKET_OPTIONS.filter((key) => key in data)];
  }
  // One of the two: with both, Kopia would not look at the key.
  const login = 'SFTP_PASSWORD' in data ? 'SFTP_PASSWORD' : 'SFTP_KEY_FILE';
  return data.KOPIA_REPOSITORY?.startsWith('sftp://') ? [...common, ...SERVER, login] : common;
}
