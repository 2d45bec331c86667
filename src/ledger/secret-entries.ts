import { claimId } from './claims';
import type { SecretEntry } from './ledger';
import type { ObjectRef } from './object';
import type { SecretKeys, Secrets } from './secrets/secret-keys';
import type { Said } from './statements';

/** Every Secret that something here reads. */
export function secretEntries(all: readonly Said[], secrets: Secrets): readonly SecretEntry[] {
  const readers = new Map<string, { keys: SecretKeys; by: ObjectRef[] }>();
  for (const each of all) {
    const use = 'secret' in each ? each.secret : undefined;
    if (use !== undefined) {
      const id = claimId(use.namespace, use.name);
      const entry = readers.get(id) ?? { keys: secrets.find(use.namespace, use.name), by: [] };
      readers.set(id, { ...entry, by: [...entry.by, each.by.ref] });
    }
  }
  return [...readers].map(([id, { keys, by }]) => ({
    id,
    ...(keys.from !== undefined && { from: keys.from }),
    complete: keys.complete,
    keys: [...keys.keys.keys()].sort(),
    items: itemsOf(keys),
    readers: by,
  }));
}

function itemsOf({ keys }: SecretKeys): SecretEntry['items'] {
  const items = new Map<string, Set<string>>();
  for (const { item, field, store } of [...keys.values()].flatMap(({ refs }) => refs)) {
    if (store !== 'encrypted') {
      items.set(item, (items.get(item) ?? new Set()).add(field));
    }
  }
  return Object.fromEntries([...items].map(([item, fields]) => [item, [...fields].sort()]));
}
