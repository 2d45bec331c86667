import type { Identity } from '../../model/identity';

/** Where the movers see the volume; the last part of every identity. */
const SNAPSHOT_PATH = '/data';

/**
 * The identity that the mover derives from the name and namespace of a source.
 *
 * The user name keeps letters, digits, `_` and `-` only and ends after 50 characters, so `a.b` and `ab` are the same
 * (perfectra1n/volsync v0.17.11, internal/controller/mover/kopia/builder.go).
 */
export function identityOf(source: string, namespace: string): Identity {
  const username = source
    .replace(/[^a-zA-Z0-9_-]/g, '')
    .replace(/^[-_]+|[-_]+$/g, '')
    .slice(0, 50);
  const hostname = `${namespace}`
    .replace(/_/g, '-')
    .replace(/[^a-zA-Z0-9.-]/g, '')
    .replace(/^[-.]+|[-.]+$/g, '');
  return { username, hostname, path: SNAPSHOT_PATH };
}
