import { canonicalHost, canonicalHostAndPort } from '../../model/values/host';
import { canonicalFolder } from '../../model/values/path';
import type { Answer } from '../answer';
import { drawn, isInVault, type SecretPiece, type SecretValue, shown, type VaultRef } from '../secrets/secret-value';
import { hostOffSite, offSiteByKind } from './off-site';

export type PlaceKind =
  | 'nfs'
  | 'claim'
  | 's3'
  | 'sftp'
  | 'azure'
  | 'gcs'
  | 'b2'
  | 'webdav'
  | 'rclone'
  | 'google-drive'
  | 'rest'
  | 'unknown';

/** Where a repository is, as far as the objects say. */
export interface Place {
  /** Equal for two that are one place; it is spelt as the declaration of a cluster spells its locations. */
  readonly key: string;
  /** The same for people. */
  readonly location: string;
  /** Whether the objects say where it is. If not, it is a place that only a vault knows, the same for all that ask alike. */
  readonly known: boolean;
  readonly kind: PlaceKind;
  /** Whether it is in another house than the cluster. */
  readonly offSite: Answer;
  /** Which password opens it, by where that comes from; `undefined` where nothing says. */
  readonly opener: string | undefined;
}

export type Located = Omit<Place, 'opener'>;

/** A folder of an NFS server. */
export function nfsPlace(server: string, ...path: readonly string[]): Located {
  return plain('nfs', `nfs://${host(server)}${folder(path)}`, hostOffSite(server, 'no'));
}

/** The volume of a claim. @param namespace none where the claim is the same in every namespace */
export function claimPlace(namespace: string | undefined, name: string, ...path: readonly string[]): Located {
  return plain('claim', `claim://${namespace === undefined ? '' : `${namespace}/`}${name}${folder(path)}`, 'no');
}

/** What a bucket holds below a prefix. @param tls whether it is reached by https, which has another port than http */
export function s3Place(endpoint: SecretPiece, bucket: SecretPiece, prefix: SecretPiece, tls = true): Located {
  const below = { ...prefix, marked: prefix.marked === '' ? '' : canonicalFolder(prefix.marked).replace(/^\//, '') };
  const { marked } = endpoint;
  const spelt = isInVault(marked) || isSubstituted(marked) ? marked : canonicalHostAndPort(marked, tls ? 443 : 80);
  const at = { ...endpoint, marked: spelt };
  return {
    key: JSON.stringify([at, bucket, below].map(drawn)),
    location: `s3://${shown(at)}/${shown(bucket)}/${shown(below)}`,
    known: true,
    kind: 's3',
    offSite: offSiteOf(endpoint),
  };
}

/** A folder that an account of a server has. */
export function sftpPlace(user: SecretPiece, server: SecretPiece, port: SecretPiece, path: SecretPiece): Located {
  const text = (draw: (piece: SecretPiece) => string) =>
    `sftp://${draw(user)}@${isInVault(server.marked) ? draw(server) : host(draw(server))}:${draw(port)}${canonicalFolder(draw(path))}`;
  return { key: text(drawn), location: text(shown), known: true, kind: 'sftp', offSite: offSiteOf(server) };
}

/** A place of a kind of which these texts say all. */
export function otherPlace(kind: PlaceKind, ...texts: readonly SecretPiece[]): Located {
  const text = (draw: (piece: SecretPiece) => string) => `${kind}:${texts.map(draw).join('/')}`;
  return { key: text(drawn), location: text(shown), known: true, kind, offSite: offSiteByKind(kind) };
}

/** A place that the objects do not say. Two are taken for one where all that is said of them is the same. */
export function unknownPlace(said: string, location: string, kind: PlaceKind = 'unknown'): Located {
  return { key: `unknown:${said}`, location, known: false, kind, offSite: offSiteByKind(kind) };
}

/** What opens a place, by where its password is: never by the password. */
export function openerOf(password: SecretValue | undefined): string | undefined {
  const refs = password?.refs.filter(({ store }) => store !== 'encrypted') ?? [];
  return refs.length === 0 || password === undefined ? undefined : JSON.stringify([refs.map(text), drawn(password)]);
}

function text({ store, item, field }: VaultRef): string {
  return [store, item, field].join(' ');
}

function plain(kind: PlaceKind, key: string, offSite: Answer): Located {
  return { key, location: key, known: true, kind, offSite };
}

/** One host is spelt alike, as in the declaration of a cluster; what Flux puts in is not known. */
function host(server: string): string {
  return isSubstituted(server) ? server : canonicalHost(server);
}

/** Flux puts in what stands in the place of a variable. */
function isSubstituted(text: string): boolean {
  return text.includes('${');
}

function folder(path: readonly string[]): string {
  return canonicalFolder(`/${path.join('/')}`);
}

/** What stands behind the part of a host that is in the vault tells too: `<account>.r2.cloudflarestorage.com`. */
function offSiteOf({ marked }: SecretPiece): Answer {
  const domain = marked.slice(marked.lastIndexOf('\uE000') + 1);
  return isInVault(marked) && !domain.includes('.') ? 'unknown' : hostOffSite(domain);
}
