import type { EnvVar, Volume, VolumeMount } from './pod-spec';

/** A volume that an object of VolSync's gives its movers. */
export interface MoverVolume {
  readonly mountPath: string;
  readonly volumeSource: Omit<Volume, 'name'>;
}

type Secret = Readonly<Record<string, string>>;

/** What VolSync adds to a mover's pod so that it gets at its repository. */
export interface Reach {
  readonly env: readonly EnvVar[];
  readonly volumes: readonly Volume[];
  readonly mounts: readonly VolumeMount[];
}

/** What it adds for every mover, and for its maintenance: the volumes that the object names. */
export function reachOf(moverVolumes: readonly MoverVolume[] = []): Reach {
  return {
    env: [],
    volumes: moverVolumes.map(({ mountPath, volumeSource }) => ({ name: `u-${mountPath}`, ...volumeSource })),
    mounts: moverVolumes.map(({ mountPath }) => ({ name: `u-${mountPath}`, mountPath: `/mnt/${mountPath}` })),
  };
}

/** Where an object of VolSync's says whom its movers have to trust. */
export type MoverCa = Readonly<Partial<Record<'configMapName' | 'secretName', string>>> & { readonly key: string };

/** Under which a mover finds that, and hands it over as a flag (v0.17.11, mover-kopia/entry.sh). */
const CUSTOM_CA = 'CUSTOM_CA';

/** What it adds for that (v0.17.11, internal/controller/mover/kopia/mover.go). */
function caReachOf({ configMapName, secretName, key }: MoverCa): Reach {
  const items = [{ key, path: 'ca.crt' }];
  const source = secretName ? { secret: { secretName, items } } : { configMap: { name: configMapName ?? '', items } };
  return {
    env: [{ name: CUSTOM_CA, value: '/customCA/ca.crt' }],
    volumes: [{ name: 'custom-ca', ...source }],
    mounts: [{ name: 'custom-ca', mountPath: '/customCA' }],
  };
}

/**
 * What it adds for movers alone: the first claim among their volumes takes the place of what the Secret says, and a
 * private key comes as a file (v0.17.11, internal/controller/mover/kopia/mover.go).
 */
export function moverReachOf(
  moverVolumes: readonly MoverVolume[] = [],
  secretName: string,
  secret: Secret,
  customCA: MoverCa | undefined,
): Reach {
  const { env, volumes, mounts } = reachOf(moverVolumes);
  const ca = customCA && caReachOf(customCA);
  const claim = moverVolumes.find(({ volumeSource }) => volumeSource.persistentVolumeClaim);
  const key = secret.SFTP_KEY_FILE !== undefined;
  const items = [{ key: 'SFTP_KEY_FILE', path: 'sftp_key' }];
  return {
    env: [
      ...env,
      ...(claim ? [{ name: 'KOPIA_REPOSITORY', value: `filesystem:///mnt/${claim.mountPath}` }] : []),
      ...(key ? [{ name: 'SFTP_KEY_FILE', value: '/credentials/sftp_key' }] : []),
      ...(ca?.env ?? []),
    ],
    volumes: [
      ...volumes,
      ...(key ? [{ name: 'credentials', secret: { secretName, items } }] : []),
      ...(ca?.volumes ?? []),
    ],
    mounts: [
      ...mounts,
      ...(key ? [{ name: 'credentials', mountPath: '/credentials', readOnly: true }] : []),
      ...(ca?.mounts ?? []),
    ],
  };
}

/** What a mover sees of its Secret. */
export function seen(secret: Secret, { env }: Reach): Secret {
  return { ...secret, ...Object.fromEntries(env.map(({ name, value = '' }) => [name, value])) };
}

/** The mover takes the place of the repository apart, and hands what opens it over as flags. */
export function storageFlags({ KOPIA_REPOSITORY: url = '', ...secret }: Secret): string[] {
  const [, bucket, prefix = ''] = /^s3:\/\/([^/]+)\/?(.*)$/.exec(url) ?? [];
  if (bucket) return s3Flags(bucket, prefix, secret);
  const [, path] = /^filesystem:\/\/(\/.*)$/.exec(url) ?? [];
  if (path) return ['filesystem', `--path=${path}`];
  if (secret.SFTP_HOST) return sftpFlags(secret);
  throw new Error(`KOPIA_REPOSITORY is ${url}, which no mover of ours is given`);
}

function s3Flags(bucket: string, prefix: string, secret: Secret): string[] {
  return [
    's3',
    `--bucket=${bucket}`,
    `--endpoint=${secret.KOPIA_S3_ENDPOINT}`,
    `--access-key=${secret.AWS_ACCESS_KEY_ID}`,
    `--secret-access-key=${secret.AWS_SECRET_ACCESS_KEY}`,
    ...(secret.AWS_REGION ? [`--region=${secret.AWS_REGION}`] : []),
    ...(prefix ? [`--prefix=${prefix.replace(/\/?$/, '/')}`] : []),
    ...(secret.KOPIA_S3_DISABLE_TLS === 'true' ? ['--disable-tls'] : []),
    ...(secret[CUSTOM_CA] ? [`--root-ca-pem-path=${secret[CUSTOM_CA]}`] : []),
  ];
}

function sftpFlags(secret: Secret): string[] {
  return [
    'sftp',
    `--host=${secret.SFTP_HOST}`,
    `--username=${secret.SFTP_USERNAME}`,
    `--path=${secret.SFTP_PATH}`,
    ...(secret.SFTP_PORT ? [`--port=${secret.SFTP_PORT}`] : []),
    ...(secret.SFTP_PASSWORD ? [`--sftp-password=${secret.SFTP_PASSWORD}`] : []),
    ...(secret.SFTP_KEY_FILE ? [`--keyfile=${secret.SFTP_KEY_FILE}`] : []),
    ...(secret.SFTP_KNOWN_HOSTS_DATA ? [`--known-hosts-data=${secret.SFTP_KNOWN_HOSTS_DATA}`] : []),
  ];
}
