import type { Protection, Restore } from '../ledger';
import { renderRef } from '../object';
import { type Change, change } from './change';

/** What happens to what a claim is filled from. */
export function restoreChanges({ id, restore: was }: Protection, { restore: is }: Protection): readonly Change[] {
  if (is === undefined) {
    return was === undefined
      ? []
      : [
          change(
            'restore-lost',
            id,
            `Claim ${id} was filled from ${renderRef(was.object)} when it is created, and now begins empty.`,
            'Declare its restore again.',
          ),
        ];
  }
  if (was === undefined) {
    return [change('restore-gained', id, `Claim ${id} is filled from ${renderRef(is.object)} when it is created.`)];
  }
  if (is.finds === was.finds) {
    return [];
  }
  return is.finds === 'no' ? [emptyRestore(id, is)] : unclear(id, is);
}

function emptyRestore(id: string, { object, identity }: Restore): Change {
  const text = `${renderRef(object)} looks for ${identity}, where no source files anything: a claim ${id} that is created anew would be empty, and the restore would report success.`;
  return change(
    'restore-empty',
    id,
    text,
    'Let it ask for the identity of the source, in the repository of the source.',
  );
}

function unclear(id: string, { object, finds }: Restore): readonly Change[] {
  const text = `${renderRef(object)} is no longer here, and claim ${id} is filled from it: a claim that is created anew waits for it.`;
  return finds === 'unknown' ? [change('restore-unclear', id, text, 'Declare it again.')] : [];
}
