import { cronFields, isCron } from '../../../model/schedule/cron';
import { grouped } from '../../grouped';
import type { Copy } from '../../ledger';
import { type AuditWorld, type Finding, finding } from '../finding';

/** Backups that start in one minute: into one repository, and of one claim. */
export function timingFindings({ ledger }: AuditWorld): readonly Finding[] {
  const copies = ledger.protected.flatMap(({ destinations }) => destinations).filter(({ paused }) => !paused);
  return [
    ...crowds(copies, (key) => ledger.repositories.find((each) => each.key === key)?.location ?? key),
    ...ledger.protected.flatMap(({ destinations }) =>
      together(destinations).map(([first, ...others]) =>
        finding(
          'starts-together',
          [first.source, ...others.map(({ source }) => source)],
          'Both backups of this claim start in the same minute, and copy its volume at once.',
          'Move one of them.',
        ),
      ),
    ),
  ];
}

type Crowd = readonly [Copy, ...Copy[]];

function together(copies: readonly Copy[]): readonly Crowd[] {
  const timed = copies.flatMap((copy) =>
    copy.cron === undefined || copy.paused ? [] : [{ copy, when: spelt(copy.cron) }],
  );
  return [...grouped(timed, ({ when }) => when).values()].flatMap((own): Crowd[] => {
    const [first, ...others] = own.map(({ copy }) => copy);
    return first === undefined || others.length === 0 ? [] : [[first, ...others]];
  });
}

function crowds(copies: readonly Copy[], location: (key: string) => string): readonly Finding[] {
  // Those that have a repository each meet in nothing but the network.
  const kinds = [...grouped(copies, ({ repository, engine }) => JSON.stringify([engine, repository])).values()];
  const own = kinds.filter((each) => each.length === 1).flat();
  const alone = [...grouped(own, ({ engine }) => engine).values()];
  return [...kinds.filter((each) => each.length > 1), ...alone].flatMap((each) => {
    const place =
      new Set(each.map(({ repository }) => repository)).size > 1
        ? 'repositories of their own'
        : location(each[0]?.repository ?? '');
    const groups = [...together(each)].sort(
      (a, b) => b.length - a.length || ((a[0].cron ?? '') < (b[0].cron ?? '') ? -1 : 1),
    );
    const [first, ...others] = groups.flat().map(({ source }) => source);
    const list = groups.map((own) => `${own.length} at ${own[0].cron}`).join(', ');
    return first === undefined
      ? []
      : [
          finding(
            'starts-together',
            [first, ...others],
            `Backups into ${place} start in the same minute as others: ${list}.`,
            'Spread their minutes.',
          ),
        ];
  });
}

/** The same times, spelt the same. */
function spelt(cron: string): string {
  return isCron(cron) ? cronFields(cron).join(' ') : cron;
}
