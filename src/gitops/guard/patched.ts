import type { Change } from '../../ledger/compare/change';
import { compareLedgers } from '../../ledger/compare/compare';
import { grouped } from '../../ledger/grouped';
import type { Ledger } from '../../ledger/ledger';
import { readLedger } from '../../ledger/read';
import { errorsAt, type Finding } from '../../model/rules/finding';
import type { KubeObject } from '../../model/values/kube-object';
import { handedReaders } from './readers';

/** An object that no construct has written as it is. */
export interface PatchedObject {
  readonly path: string;
  /** What a construct had written before somebody patched it; none where somebody has written all of it. */
  readonly declared: KubeObject | undefined;
  readonly object: KubeObject;
}

/**
 * H3: what patches, and objects beside those of constructs, take from the backups that are declared. Every other check has looked
 * at the declaration; so what is written is read as a statement about backups, with them and without. Where nobody has changed
 * anything of a backup, nothing is read.
 */
export function patchedErrors(all: readonly KubeObject[], changed: readonly PatchedObject[]): Finding[] {
  const readers = handedReaders();
  const kinds = new Set(readers.map(({ kind }) => kind));
  const relevant = changed.filter(({ object, declared }) =>
    [object, declared].some((each) => each && (kinds.has(each.kind) || (declared && READ_BESIDES.includes(each.kind)))),
  );
  if (relevant.length === 0) {
    return [];
  }
  const read = (objects: readonly KubeObject[]) => readLedger(objects, { readers });
  const before = new Map(relevant.map((each) => [each.object, each.declared]));
  /** The objects with one change, or none. */
  const only = (one?: KubeObject) =>
    all.flatMap((each) => (each === one || !before.has(each) ? [each] : [before.get(each) ?? []].flat()));
  const declared = read(only());
  const shared = new Set(sharedHistories(declared).map(({ key }) => key));
  const losses = (objects: readonly KubeObject[]): readonly Loss[] => {
    const written = read(objects);
    const changes = compareLedgers(declared, written)
      .filter(({ code, severity }) => GRAVE.has(code) || (severity === 'loss' && !FREE.has(code)))
      .map(({ code, id, destination, text }) => ({ key: JSON.stringify([code, id, destination]), code, text }));
    return [...changes, ...sharedHistories(written).filter(({ key }) => !shared.has(key))];
  };
  const together = losses(all);
  const same = new Set(together.map(({ key }) => key));
  // One patch may take what another gives back.
  const each =
    together.length === 0
      ? []
      : relevant.flatMap(({ path, object }) =>
          losses(only(object))
            .filter(({ key }) => same.has(key))
            .map((loss) => ({ path, loss })),
        );
  const found = each.length > 0 ? each : together.map((loss) => ({ path: relevant[0]?.path ?? '', loss }));
  return found.flatMap(({ path, loss: { code, text } }) =>
    errorsAt(path, [
      {
        field: 'patch',
        text: `takes from what is declared (${code}): ${text} Declare it so where it is meant, or take the change back`,
        rule: 'H3',
      },
    ]),
  );
}

interface Loss {
  readonly key: string;
  readonly code: Change['code'] | 'history-shared';
  readonly text: string;
}

/** Claims whose snapshots are filed under one name in one repository. */
function sharedHistories({ protected: all }: Ledger): readonly Loss[] {
  const filed = all.flatMap(({ id, destinations }) =>
    destinations.map(({ repository, identity }) => ({ id, identity, key: JSON.stringify([repository, identity]) })),
  );
  return [...grouped(filed, ({ key }) => key)].flatMap(([key, backups]) => {
    const claims = [...new Set(backups.map(({ id }) => id))];
    const text = `claims ${claims.join(' and ')} are both filed under ${backups[0]?.identity}, so each backup deletes the other's snapshots and restores find the wrong ones.`;
    return claims.length > 1 ? [{ key, code: 'history-shared' as const, text }] : [];
  });
}

/** Snapshots may be filed under any name, as long as the restore looks there. */
const FREE: ReadonlySet<string> = new Set(['identity-changed']);

/** What says nothing of backups by itself, and is read with what does. */
const READ_BESIDES = ['PersistentVolumeClaim', 'ExternalSecret', 'Secret', 'ConfigMap'];

/** What takes no snapshot at once, and ends in losing them. */
const GRAVE: ReadonlySet<string> = new Set([
  'protection-moved',
  'repository-unclear',
  'maintainer-lost',
  'maintainer-doubled',
  'maintainer-held',
  'rpo-worse',
]);
