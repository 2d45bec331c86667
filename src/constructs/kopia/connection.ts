import { kindOf, type Repository } from '../../model/repository/repository';
import type { VaultFields } from '../kit/vault-secret';

/** Where things are in a pod that runs Kopia. What can be written is below one folder, its home aside. */
export const kopiaPaths = {
  repository: '/repository',
  folder: '/kopia',
  connection: '/kopia/repository.config',
  cache: '/kopia/cache',
  logs: '/kopia/logs',
  home: '/tmp',
  authorities: '/authorities',
} as const;

/** The key of the Secret, and the name of the file, that connects a pod to its repository. */
export const CONNECTION = 'repository.config';

/** Who maintains a repository: the same as VolSync's own maintainer, so that it may change hands between the two. */
export const maintainer = { username: 'maintenance', hostname: 'volsync' } as const;

/** How a pod is connected to a repository. */
export interface KopiaConnection {
  /** Under which Kopia files what this client does: its maintenance above all. */
  readonly username: string;
  readonly hostname: string;
  /** Kopia then refuses every write by itself, whatever the mount allows. */
  readonly readonly: boolean;
  /** Bytes that the cache may take. */
  readonly cache: number;
}

/** The file that stands for a connection to a repository; it does not hold the password that opens that. */
export function connectionFile(repository: Repository, connection: KopiaConnection, fields: VaultFields): string {
  const { username, hostname, readonly, cache } = connection;
  // Kopia's soft limits do not hold for what it has just written, and an emptyDir that overflows ends the pod.
  const contents = Math.floor(cache / 4);
  const metadata = Math.floor(cache / 2);
  return json({
    storage: storage(repository, fields),
    caching: {
      cacheDirectory: kopiaPaths.cache,
      maxCacheSize: contents,
      contentCacheSizeLimitBytes: contents,
      maxMetadataCacheSize: metadata,
      metadataCacheSizeLimitBytes: metadata,
    },
    hostname,
    username,
    readonly,
    enableActions: false,
  });
}

/** The file that names a place, as `sync-to from-config` reads it. */
export function storageFile(repository: Repository, fields: VaultFields): string {
  return json({ storage: storage(repository, fields) });
}

/**
 * The same as the token that `create from-config` reads: base64 for URLs, made by the Secret's template because fields
 * of the vault are in it.
 */
export function storageToken(repository: Repository, fields: VaultFields): string {
  const token = template(JSON.stringify({ version: '1', storage: storage(repository, fields) }));
  return `{{ ${printf(token)} | b64enc | replace "+" "-" | replace "/" "_" | trimAll "=" }}`;
}

function storage(repository: Repository, { credential }: VaultFields) {
  return kindOf(repository).storage(repository, credential, kopiaPaths.repository);
}

function json(value: object): string {
  return template(JSON.stringify(value, null, 2));
}

/** JSON in which the Secret's template writes every text with a field in it, as JSON wants whatever is in the field. */
function template(text: string): string {
  return text.replace(TEXT, (literal) =>
    literal.match(VALUE) ? `{{ ${printf(JSON.parse(literal))} | toJson }}` : literal,
  );
}

/** A text in JSON. */
const TEXT = /"(?:[^"\\]|\\.)*"/g;

/** A value in the language of the Secret's template. */
const VALUE = /\{\{ (.*?) \}\}/;

/** The same text as one value. */
function printf(text: string): string {
  const parts = text.split(VALUE);
  const values = parts.filter((_, index) => index % 2 === 1);
  const format = parts.map((part, index) => (index % 2 === 1 ? '%s' : part.replaceAll('%', '%%'))).join('');
  return format === '%s' ? values.join('') : ['printf', JSON.stringify(format), ...values.map(argument)].join(' ');
}

function argument(value: string): string {
  return value.includes(' ') ? `(${value})` : value;
}
