import { at, recordAt, textAt } from '../../../ledger/loose';
import type { FoundObject, Objects } from '../../../ledger/object';
import { type Retention, withKopiaDefaults } from '../../../model/plan/retention';
import { isWhole } from '../../../model/values/number';

/**
 * What Kopia keeps where nobody says: written into every repository when it is created, and in force for each key that
 * a source leaves out, whichever others it has (kopia v0.22.3, snapshot/policy/retention_policy.go).
 */
export const KOPIA_RETENTION = withKopiaDefaults();

const KEYS = Object.keys(KOPIA_RETENTION) as (keyof Retention)[];

/** How much a source keeps; `undefined` where what counts is not among the objects. */
export function effectiveRetention(source: FoundObject, objects: Objects): Required<Retention> | undefined {
  // The policy is set on /data, and snapshots under another path have none of it.
  const overridden = textAt(source.body, 'spec', 'kopia', 'sourcePathOverride') !== undefined;
  const given = overridden ? {} : countsOf(recordAt(source.body, 'spec', 'kopia', 'retain'), (key) => key);
  if (KEYS.every((key) => given[key] !== undefined)) {
    return { ...KOPIA_RETENTION, ...given };
  }
  const inherited = inheritedRetention(source, objects);
  return inherited && { ...KOPIA_RETENTION, ...inherited, ...given };
}

/** What a policy file sets for the whole repository; `undefined` where the file is not among the objects. */
function inheritedRetention({ ref, body }: FoundObject, objects: Objects): Retention | undefined {
  const config = recordAt(body, 'spec', 'kopia', 'policyConfig');
  if (textAt(config, 'secretName') !== undefined) {
    return undefined;
  }
  const name = textAt(config, 'configMapName');
  if (name === undefined) {
    return {};
  }
  const map = objects.find('', 'ConfigMap', ref.namespace, name);
  const file = textAt(config, 'globalPolicyFilename') ?? 'global-policy.json';
  const text = textAt(map?.body, 'data', file);
  if (map === undefined) {
    return undefined;
  }
  try {
    // Of this file the mover reads no `keepLatest`.
    const policy: unknown = text === undefined ? {} : JSON.parse(text);
    return countsOf(recordAt(policy, 'retention'), (key) =>
      key === 'latest' ? undefined : `keep${key[0]?.toUpperCase()}${key.slice(1)}`,
    );
  } catch {
    return undefined;
  }
}

function countsOf(record: unknown, keyOf: (key: keyof Retention) => string | undefined): Retention {
  const found = KEYS.flatMap((key) => {
    const name = keyOf(key);
    const value = name === undefined ? undefined : at(record, name);
    return isWhole(value, 0) ? [[key, value]] : [];
  });
  return Object.fromEntries(found);
}
