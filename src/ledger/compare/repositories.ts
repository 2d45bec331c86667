import type { Job, RepositoryUse } from '../ledger';
import { renderRef } from '../object';
import { type Change, change } from './change';
import { locationOf, type Sides } from './histories';
import { listed } from './words';

/** What happens to those who look after repositories. Of one that nothing is backed up into any more nothing is said. */
export function repositoryChanges(sides: Sides): readonly Change[] {
  return [
    ...heldMaintainers(sides),
    ...sides.after.ledger.repositories
      .filter(({ claims }) => claims.length > 0)
      .flatMap((is) => {
        const was = sides.before.repositories.get(is.key);
        return [...maintainerChanges(was, is), ...copyChanges(was, is, sides), ...verificationChanges(was, is)];
      }),
  ];
}

/** Those that are told of another Secret and go on with the one that they have. */
function heldMaintainers({ before, after }: Sides): readonly Change[] {
  const all = (side: Sides['before']) => side.ledger.repositories.flatMap(({ maintainers }) => running(maintainers));
  const had = new Map(all(before).map(({ object, keepsSecret }) => [renderRef(object), keepsSecret]));
  return all(after).flatMap(({ object, keepsSecret }) => {
    const kept = had.get(renderRef(object));
    return kept === undefined || kept === keepsSecret
      ? []
      : [
          change(
            'maintainer-held',
            `${object.namespace}/${object.name}`,
            `${renderRef(object)} goes on reading the Secret "${kept}", and not "${keepsSecret}": once that is gone, it cannot open its repository.`,
            'Keep the name of the Secret, or give the maintainer another name.',
          ),
        ];
  });
}

function running<Each extends Job>(jobs: readonly Each[] | undefined): readonly Each[] {
  return (jobs ?? []).filter(({ runs }) => runs);
}

function named(jobs: readonly Job[]): string {
  return listed(jobs.map(({ object }) => renderRef(object)));
}

function maintainerChanges(was: RepositoryUse | undefined, is: RepositoryUse): readonly Change[] {
  const [before, after] = [running(was?.maintainers), running(is.maintainers)];
  const { location } = is;
  if (after.length > 1 && before.length < 2) {
    const text = `Repository ${location} is maintained by ${named(after)}, and each destroys what the others still need.`;
    return [change('maintainer-doubled', location, text, 'Keep one of them.')];
  }
  if (after.length > 0) {
    return before.length > 0 || was === undefined || is.maintainsItself
      ? []
      : [change('maintainer-gained', location, `Repository ${location} is maintained by ${named(after)}.`)];
  }
  if (is.maintainsItself) {
    return [];
  }
  if (before.length > 0) {
    const text = `Repository ${location} is no longer maintained by ${named(before)} nor by anybody else, so it only ever grows.`;
    return [change('maintainer-lost', location, text, 'Declare its maintainer again.')];
  }
  return was !== undefined && was.claims.length > 0
    ? []
    : [
        change(
          'maintainer-missing',
          location,
          `Repository ${location} is new, and nobody maintains it, so it only ever grows.`,
          'Declare a maintainer.',
        ),
      ];
}

function copyChanges(was: RepositoryUse | undefined, is: RepositoryUse, { before, after }: Sides): readonly Change[] {
  const [had, has] = [running(was?.copies), running(is.copies)].map((jobs) => [...new Set(jobs.map(({ to }) => to))]);
  return [
    ...(had ?? [])
      .filter((to) => !has?.includes(to))
      .map((to) => {
        const text = `Repository ${is.location} is no longer copied to ${locationOf(to, before)}.`;
        return change('copy-lost', is.location, text, 'Declare the copy again.');
      }),
    ...(has ?? [])
      .filter((to) => !had?.includes(to))
      .map((to) =>
        change('copy-gained', is.location, `Repository ${is.location} is copied to ${locationOf(to, after)}.`),
      ),
  ];
}

function verificationChanges(was: RepositoryUse | undefined, is: RepositoryUse): readonly Change[] {
  const [before, after] = [running(was?.verifications), running(is.verifications)];
  if (before.length > 0 && after.length === 0) {
    const text = `Repository ${is.location} is no longer verified by ${named(before)} nor by anybody else.`;
    return [change('verification-lost', is.location, text, 'Declare its verification again.')];
  }
  return before.length === 0 && after.length > 0
    ? [change('verification-gained', is.location, `Repository ${is.location} is verified by ${named(after)}.`)]
    : [];
}
