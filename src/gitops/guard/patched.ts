import type { Change } from '../../ledger/compare/change';
import { compareLedgers } from '../../ledger/compare/compare';
import { readLedger } from '../../ledger/read';
import { errorsAt, type Finding } from '../../model/rules/finding';
import type { KubeObject } from '../../model/values/kube-object';
import { handedReaders } from './readers';

/** An object that somebody has patched, and what its construct had written. */
export interface PatchedObject {
  readonly path: string;
  readonly declared: KubeObject;
  readonly object: KubeObject;
}

/**
 * H3: what patches take from the backups that are declared. Every other check has looked at the declaration; so what is written
 * is read as a statement about backups, with the patches and without. Where nobody has patched anything of a backup, nothing is
 * read.
 */
export function patchedErrors(all: readonly KubeObject[], patched: readonly PatchedObject[]): Finding[] {
  const readers = handedReaders();
  const kinds = new Set([...readers.map(({ kind }) => kind), ...READ_BESIDES]);
  const relevant = patched.filter(({ object, declared }) => kinds.has(object.kind) || kinds.has(declared.kind));
  if (relevant.length === 0) {
    return [];
  }
  const read = (objects: readonly KubeObject[]) => readLedger(objects, { readers });
  const declared = new Map(relevant.map((each) => [each.object, each.declared]));
  const before = read(all.map((each) => declared.get(each) ?? each));
  const losses = (objects: readonly KubeObject[]) =>
    compareLedgers(before, read(objects)).filter(
      ({ code, severity }) => GRAVE.has(code) || (severity === 'loss' && !FREE.has(code)),
    );
  const together = losses(all);
  if (together.length === 0) {
    return [];
  }
  const same = new Set(together.map(keyOf));
  // One patch may take what another gives back.
  const each = relevant.flatMap(({ path, object }) =>
    losses(all.map((one) => (one === object ? one : (declared.get(one) ?? one))))
      .filter((change) => same.has(keyOf(change)))
      .map((change) => ({ path, change })),
  );
  const found = each.length > 0 ? each : together.map((change) => ({ path: relevant[0]?.path ?? '', change }));
  return found.flatMap(({ path, change: { code, text } }) =>
    errorsAt(path, [
      {
        field: 'patch',
        text: `takes from what is declared (${code}): ${text} Declare it so where it is meant, or remove the patch`,
        rule: 'H3',
      },
    ]),
  );
}

function keyOf({ code, id, destination }: Change): string {
  return JSON.stringify([code, id, destination]);
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
