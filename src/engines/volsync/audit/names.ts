import { type AuditWorld, type Finding, finding } from '../../../ledger/audit/finding';
import { grouped } from '../../../ledger/grouped';
import { textAt } from '../../../ledger/loose';
import type { FoundObject } from '../../../ledger/object';
import { renderRef } from '../../../ledger/object';
import { sourcesIn } from './movers';

/** As many that are called alike make a custom, and what differs from it is taken for something else one day. */
const CUSTOM = 5;

interface Named {
  readonly object: FoundObject;
  readonly repository: string;
  /** What stands behind the app's name. */
  readonly source: string;
  readonly secret: string;
  readonly secretName: string;
}

/** Sources and Secrets that are called as those of another repository are. */
export function nameFindings(world: AuditWorld): readonly Finding[] {
  const repositories = new Map(
    world.ledger.protected.flatMap(({ destinations }) =>
      destinations.map((copy) => [renderRef(copy.source), copy.repository]),
    ),
  );
  const all = sourcesIn(world).flatMap(({ object, fields }): Named[] => {
    const repository = repositories.get(renderRef(object.ref));
    const app = world.owners.of(object)?.split('/')[1] ?? textAt(object.body, 'spec', 'sourcePVC') ?? '';
    const secretName = textAt(fields, 'repository') ?? '';
    const behind = (name: string) => (app !== '' && name.startsWith(app) ? name.slice(app.length) : name);
    return repository === undefined
      ? []
      : [{ object, repository, source: behind(object.ref.name), secret: behind(secretName), secretName }];
  });
  return [...secrets(all, world), ...sources(all)];
}

function secrets(all: readonly Named[], { ledger }: AuditWorld): readonly Finding[] {
  const location = (key: string) => ledger.repositories.find((each) => each.key === key)?.location ?? key;
  return [...grouped(all, ({ secret }) => secret).values()].flatMap((alike) => {
    const [usual, ...others] = byCount(alike, ({ repository }) => repository);
    return usual === undefined || usual.own.length < CUSTOM
      ? []
      : others
          .filter(({ own }) => own.length * CUSTOM <= usual.own.length)
          .flatMap(({ key, own }) =>
            own.map(({ object, secretName, secret }) =>
              finding(
                'name-misleads',
                object.ref,
                `Its Secret ${secretName} opens ${location(key)}; ${usual.own.length} others that are called <app>${secret} open ${location(usual.key)}.`,
                'Call it as those of its repository are called.',
              ),
            ),
          );
  });
}

function sources(all: readonly Named[]): readonly Finding[] {
  return [...grouped(all, ({ repository }) => repository).values()].flatMap((alike) => {
    const [usual, ...others] = byCount(alike, ({ source }) => source);
    return usual === undefined || usual.own.length < CUSTOM || usual.key === ''
      ? []
      : others
          .filter(({ own }) => own.length * CUSTOM <= usual.own.length)
          .flatMap(({ own }) =>
            own.map(({ object }) =>
              finding(
                'name-misleads',
                object.ref,
                `It is not called <app>${usual.key}, as ${usual.own.length} others into its repository are; its history is filed under its name.`,
                'Leave it where it has a history; call the next one as the others.',
              ),
            ),
          );
  });
}

function byCount(all: readonly Named[], keyOf: (each: Named) => string) {
  return [...grouped(all, keyOf)].map(([key, own]) => ({ key, own })).sort((a, b) => b.own.length - a.own.length);
}
