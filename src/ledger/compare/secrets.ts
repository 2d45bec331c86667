import type { Ledger, SecretEntry } from '../ledger';
import { renderRef } from '../object';
import { type Change, change } from './change';
import type { Sides } from './histories';
import { listed } from './words';

/** What happens to the keys of Secrets that are still read. */
export function secretChanges({ before, after }: Sides): readonly Change[] {
  const now = new Map(after.ledger.secrets.map((each) => [each.id, each]));
  return before.ledger.secrets.flatMap((was) => {
    const is = now.get(was.id);
    return is === undefined ? [] : changesOf(was, is);
  });
}

function changesOf(was: SecretEntry, is: SecretEntry): readonly Change[] {
  const read = `${listed(is.readers.map(renderRef))} ${is.readers.length === 1 ? 'reads' : 'read'} it`;
  if (was.from !== undefined && is.from === undefined) {
    const text = `Secret ${is.id} is no longer made by ${renderRef(was.from)}, and ${read}.`;
    return [change('secret-lost', is.id, text, 'Declare it again, or see that it is made by hand.')];
  }
  const gone = is.complete ? was.keys.filter((key) => !is.keys.includes(key)) : [];
  return gone.map((key) => {
    const text = `Secret ${is.id} no longer has the key ${key}, and ${read}.`;
    return change('secret-key-lost', is.id, text, `Give it the key ${key} again.`);
  });
}

/** What happens to alerts on backups, by their names. */
export function alertChanges({ before, after }: Sides): readonly Change[] {
  const [had, has] = [namesOf(before.ledger), namesOf(after.ledger)];
  return [
    ...[...had]
      .filter((name) => !has.has(name))
      .map((name) =>
        change(
          'alert-lost',
          name,
          `Alert ${name} is gone, so nobody is told when backups fail in the way that it watches for.`,
          'Declare it again.',
        ),
      ),
    ...[...has]
      .filter((name) => !had.has(name))
      .map((name) => change('alert-gained', name, `Alert ${name} watches backups.`)),
  ];
}

function namesOf({ alerts }: Ledger): ReadonlySet<string> {
  return new Set(alerts.flatMap(({ names }) => names));
}
