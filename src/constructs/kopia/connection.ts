import type { AppName } from '../../model/app/app-name';
import { cacheLimits } from '../../model/cluster/cache-limits';
import type { KopiaStorage } from '../../model/repository/kind';
import { kindOf, type Repository } from '../../model/repository/repository';
import type { Quantity } from '../../model/values/quantity';
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
  /** Size of the volume with the cache. */
  readonly cache: Quantity;
  /** Whose repository it is, where every app has one. */
  readonly filedAs?: AppName;
  /** What its page calls the repository. @default nothing */
  readonly description?: string;
}

/** What the files of a pod are made of. */
export interface FileParts {
  /** How Kopia is told where a repository is. */
  storage(repository: Repository, filedAs?: AppName): KopiaStorage;
  /** A text in base64 for URLs, without padding. */
  base64(text: string): string;
}

/** For files in a Secret that is made of vault items: what opens a place is in them. */
export function vaultParts({ credential }: VaultFields): FileParts {
  return {
    storage: (repository, filedAs) =>
      kindOf(repository).storage(repository, credential, kopiaPaths.repository, filedAs),
    base64: (text) => `{{ ${printf(template(text))} | b64enc | replace "+" "-" | replace "/" "_" | trimAll "=" }}`,
  };
}

/** The same, for a file that opens a place by itself, whatever keys are in the environment. */
export function vaultPartsWithKeys(fields: VaultFields): FileParts {
  const parts = vaultParts(fields);
  return {
    ...parts,
    storage: (repository, filedAs) => {
      const { type, config } = parts.storage(repository, filedAs);
      return { type, config: { ...config, ...kindOf(repository).storageKeys(repository, fields.credential) } };
    },
  };
}

/** For files that anybody may read, beside a Secret that exists. What Kopia cannot be told so is reported. */
export const plainParts: FileParts = {
  storage: (repository, filedAs) =>
    kindOf(repository).storageBesideFiles(repository, kopiaPaths.repository, kopiaPaths.folder, filedAs) ?? NOWHERE,
  base64: (text) => Buffer.from(text).toString('base64url'),
};

/**
 * The same for one repository alone. Whoever makes files of two asks for the fields of both, and of a vault's item only those
 * may be asked for that are in it.
 */
export function partsOf(of: Repository, parts: FileParts): FileParts {
  return {
    ...parts,
    storage: (repository, filedAs) => (repository === of ? parts.storage(repository, filedAs) : NOWHERE),
  };
}

const NOWHERE: KopiaStorage = { type: '', config: {} };

/** The file that stands for a connection to a repository; it does not hold the password that opens that. */
export function connectionFile(repository: Repository, connection: KopiaConnection, parts: FileParts): string {
  const { username, hostname, readonly, cache, filedAs, description } = connection;
  const { metadata, contents } = cacheLimits(cache);
  return json({
    storage: parts.storage(repository, filedAs),
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
    ...(description !== undefined && { description }),
    enableActions: false,
  });
}

/** The file that names a place, as `sync-to from-config` reads it. */
export function storageFile(repository: Repository, parts: FileParts): string {
  return json({ storage: parts.storage(repository) });
}

/** The same as the token that `create from-config` reads. */
export function storageToken(repository: Repository, parts: FileParts): string {
  return parts.base64(JSON.stringify({ version: '1', storage: parts.storage(repository) }));
}

function json(value: object): string {
  return template(JSON.stringify(value, asText, 2));
}

/** JSON knows no bigint, which plain JavaScript may give, and which is reported. */
function asText(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}` : value;
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
