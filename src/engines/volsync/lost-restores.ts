import { type Identity, renderIdentity } from '../../model/identity';
import { errorsAt, type Finding } from '../../model/rules/finding';
import type { TreeRule, WrittenObject } from '../../model/rules/tree-rule';
import type { KubeObject } from '../../model/values/kube-object';
import { identityOf } from './identity';

/**
 * I1: a restore that looks for what nobody backs up leaves the claim empty, and says it went well. Patches may bring that
 * about, and so may objects that were written by hand.
 */
export const LOST_RESTORES: TreeRule = {
  kinds: ['ReplicationSource', 'ReplicationDestination', 'PersistentVolumeClaim'],
  breaches: (objects) => {
    const backups = backupsIn(objects);
    const restores = objects.filter(({ object }) => object.kind === 'ReplicationDestination' && isKopia(object));
    return restores.flatMap((restore) => lost(restore, backups));
  },
};

/** What is backed up, found by what restores know of it. */
interface Backups {
  readonly identities: ReadonlySet<string>;
  /** The identities under which a claim is backed up, by the restore that fills it. */
  readonly byRestore: ReadonlyMap<string, readonly string[]>;
}

function backupsIn(objects: readonly WrittenObject[]): Backups {
  const byClaim = new Map<string, string[]>();
  const identities = new Set<string>();
  for (const { object } of objects) {
    if (object.kind === 'ReplicationSource' && isKopia(object)) {
      const identity = renderIdentity(filedUnder(object));
      const claim = place(object, object.spec?.sourcePVC);
      identities.add(identity);
      byClaim.set(claim, [...(byClaim.get(claim) ?? []), identity]);
    }
  }
  const byRestore = new Map<string, readonly string[]>();
  for (const { object } of objects) {
    const { kind, name } = object.spec?.dataSourceRef ?? {};
    if (object.kind === 'PersistentVolumeClaim' && kind === 'ReplicationDestination') {
      byRestore.set(place(object, name), byClaim.get(place(object, object.metadata?.name)) ?? []);
    }
  }
  return { identities, byRestore };
}

function lost({ path, object }: WrittenObject, { identities, byRestore }: Backups): Finding[] {
  const asked = renderIdentity(askedFor(object));
  const own = byRestore.get(place(object, object.metadata?.name)) ?? [];
  // What another cluster has backed up, or an app that is gone, may be restored from here; but then it says so.
  if (identities.has(asked) || (own.length === 0 && isSpelledOut(object))) {
    return [];
  }
  const repair =
    own.length > 0
      ? `its claim is backed up as ${own.join(' and ')}, so ask for that`
      : 'name the source in sourceIdentity.sourceName, or its username and hostname';
  const text = `this restore looks for ${asked}, and nothing is backed up under that name; ${repair}`;
  return errorsAt(path, [{ field: 'spec.kopia', text, rule: 'I1' }]);
}

/** Something in the namespace of an object. */
function place({ metadata }: KubeObject, name: string | undefined): string {
  return JSON.stringify([metadata?.namespace, name]);
}

function isKopia({ spec }: KubeObject): boolean {
  return spec?.kopia !== undefined;
}

/** Under which Kopia files what a source backs up. */
function filedUnder(source: KubeObject): Identity {
  const derived = identityOf(source.metadata?.name ?? '', source.metadata?.namespace ?? '');
  const { username, hostname } = source.spec?.kopia ?? {};
  return { ...derived, ...(username && { username }), ...(hostname && { hostname }) };
}

/** What a restore looks for (perfectra1n/volsync v0.17.11, internal/controller/mover/kopia/builder.go). */
function askedFor(restore: KubeObject): Identity {
  const { username, hostname, sourceIdentity } = restore.spec?.kopia ?? {};
  const { sourceName = restore.metadata?.name ?? '', sourceNamespace } = sourceIdentity?.sourceName
    ? sourceIdentity
    : {};
  const derived = identityOf(sourceName, sourceNamespace ?? restore.metadata?.namespace ?? '');
  return { ...derived, ...(username && { username }), ...(hostname && { hostname }) };
}

function isSpelledOut({ spec }: KubeObject): boolean {
  const { username, hostname, sourceIdentity } = spec?.kopia ?? {};
  return Boolean(sourceIdentity?.sourceName || (username && hostname));
}
