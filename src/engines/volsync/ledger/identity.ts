import { textAt } from '../../../ledger/loose';
import type { FoundObject, Objects } from '../../../ledger/object';
import { renderIdentity } from '../../../model/identity';
import { identityOf } from '../identity';

/** Under which a source files its snapshots (perfectra1n/volsync v0.17.11, internal/controller/mover/kopia/builder.go). */
export function sourceIdentity({ ref, body }: FoundObject): string {
  const own = identityOf(ref.name, ref.namespace ?? '');
  return renderIdentity({
    username: textAt(body, 'spec', 'kopia', 'username') ?? (own.username || NAMELESS),
    hostname: textAt(body, 'spec', 'kopia', 'hostname') ?? (own.hostname || ref.name),
    path: textAt(body, 'spec', 'kopia', 'sourcePathOverride') ?? own.path,
  });
}

/**
 * Under which a restore looks for snapshots. Of the source that it names VolSync discovers the path, and nothing of an
 * identity of the source's own.
 */
export function restoredIdentity({ ref, body }: FoundObject, objects: Objects): string {
  const named = (key: string) => textAt(body, 'spec', 'kopia', 'sourceIdentity', key);
  const name = named('sourceName');
  // Without a name the whole block is passed over.
  const namespace = (name === undefined ? undefined : named('sourceNamespace')) ?? ref.namespace ?? '';
  const derived = identityOf(name ?? ref.name, namespace);
  const hostname = textAt(body, 'spec', 'kopia', 'hostname');
  const username = textAt(body, 'spec', 'kopia', 'username');
  return renderIdentity({
    username: username ?? (derived.username || NAMELESS),
    hostname: hostname ?? (derived.hostname || ref.name),
    path: (hostname === undefined && name !== undefined ? pathOf(name, namespace) : undefined) ?? derived.path,
  });

  function pathOf(source: string, sourceNamespace: string): string | undefined {
    const discovered = objects.find('volsync.backube', 'ReplicationSource', sourceNamespace, source);
    return (
      named('sourcePathOverride') ??
      (named('sourcePVCName') === undefined
        ? textAt(discovered?.body, 'spec', 'kopia', 'sourcePathOverride')
        : undefined)
    );
  }
}

/** What VolSync puts where nothing of a name is left. */
const NAMELESS = 'volsync-default';
