import type { Job, RepositoryUse } from '../../ledger';
import type { ObjectRef } from '../../object';
import { renderRef } from '../../object';
import { type AuditWorld, type Finding, finding } from '../finding';

/** Whether each repository is looked after. */
export function repositoryFindings({ ledger }: AuditWorld): readonly Finding[] {
  const copies = ledger.protected.flatMap(({ destinations }) => destinations);
  return ledger.repositories.flatMap((use) => {
    const [first, ...others] = copies.filter(({ repository }) => repository === use.key).map(({ source }) => source);
    if (first === undefined) {
      return idleMaintainers(use, ledger.repositories);
    }
    return [
      ...maintainers(use, [first, ...others]),
      ...(running(use.verifications).length > 0
        ? []
        : [
            finding(
              'repository-unverified',
              [first, ...others],
              `Nothing here reads back what is in ${placeOf(use)}: that it can be restored is not known before it has to be.`,
              'Have what is in it verified by schedule.',
            ),
          ]),
    ];
  });
}

/** Claims all of whose copies burn with the house. */
export function offSiteFindings({ ledger }: AuditWorld): readonly Finding[] {
  const without = (answer: 'no' | 'unknown') =>
    ledger.protected
      .filter(({ copies }) => copies.offSite === answer)
      .flatMap(({ destinations }) => destinations.slice(0, 1).map(({ source }) => source));
  const found = (code: 'off-site-missing' | 'off-site-unknown', [first, ...others]: ObjectRef[], text: string) =>
    first === undefined
      ? []
      : [
          finding(
            code,
            [first, ...others],
            text,
            'Back it up into another house as well, or copy the repository there.',
          ),
        ];
  return [
    ...found(
      'off-site-missing',
      without('no'),
      'All copies of what it backs up are in one house, as far as anything here says.',
    ),
    ...found(
      'off-site-unknown',
      without('unknown'),
      'Whether a copy of what it backs up is in another house only the vault knows.',
    ),
  ];
}

function maintainers(use: RepositoryUse, sources: readonly [ObjectRef, ...ObjectRef[]]): readonly Finding[] {
  const own = running(use.maintainers);
  const [first, ...others] = own.map(({ object }) => object);
  if (first !== undefined && others.length > 0) {
    const text = `${[first, ...others].map(renderRef).join(' and ')} maintain ${use.location}, and each destroys what the others still need.`;
    return [finding('maintainer-doubled', [first, ...others], text, 'Keep one of them.')];
  }
  return first !== undefined || use.maintainsItself
    ? []
    : [
        finding(
          'maintainer-missing',
          sources,
          `Nobody maintains ${placeOf(use)}, so it only ever grows.`,
          'Declare a maintainer that opens this place with this password.',
        ),
      ];
}

/** Many repositories of one claim each have one sentence. */
function placeOf({ claims, location }: RepositoryUse): string {
  return claims.length === 1 ? 'its repository' : location;
}

/** A maintainer of a place into which nothing is backed up is often meant for another. */
function idleMaintainers(use: RepositoryUse, all: readonly RepositoryUse[]): readonly Finding[] {
  const isCopy = all.some(({ copies }) => copies.some(({ to }) => to === use.key));
  return isCopy
    ? []
    : running(use.maintainers).map(({ object }) =>
        finding(
          'maintainer-idle',
          object,
          `It maintains ${use.location}, into which nothing here is backed up.`,
          'See that its Secret and its volumes are those of the backups.',
        ),
      );
}

function running<Each extends Job>(jobs: readonly Each[]): readonly Each[] {
  return jobs.filter(({ runs }) => runs);
}
