import { type Acknowledgement, acknowledge, nameOf } from '../../ledger/compare/acknowledged';
import type { Change } from '../../ledger/compare/change';
import { compareLedgers } from '../../ledger/compare/compare';
import { sideOf } from '../../ledger/compare/histories';
import { type FileObjects, folderOwners } from '../../ledger/folder-owners';
import type { Ledger } from '../../ledger/ledger';
import { readLedger } from '../../ledger/read';
import { countsOf } from '../../ledger/show/groups';
import type { Problem, Warning } from '../../model/rules/problem';
import type { Baseline } from './baseline';
import type { Before } from './before';
import { handedReaders } from './readers';
import { unusedLines } from './unused-lines';

interface Compared {
  readonly before: Before;
  readonly baseline: Baseline;
  /** Where the output is in its repository. */
  readonly base: string;
  readonly retirements: readonly Acknowledgement[];
  readonly after: Ledger;
}

interface Judgement {
  /** What is lost without anybody having said that it is meant. */
  readonly problems: readonly Problem[];
  /** Why it cannot be told whether something is lost. */
  readonly warnings: readonly Warning[];
  readonly lines: readonly string[];
}

/** What the files of an output say of backups. @param base where the output is in its repository */
export function ledgerOfFiles(files: FileObjects, base: string): Ledger {
  return readLedger([...files.values()].flat(), { readers: handedReaders(), owners: folderOwners(files, base) });
}

export function judge({ before, baseline, base, retirements, after }: Compared): Judgement {
  const was = ledgerOfFiles(before.files, base);
  const { changes, unused } = acknowledge(compareLedgers(was, after), retirements, was, after);
  const sides = { before: sideOf(was), after: sideOf(after) };
  const lost = changes.filter(({ severity, acknowledged }) => severity === 'loss' && acknowledged === undefined);
  return {
    problems: lost.map((change) => lossOf(change, nameOf(change, sides), baseline)),
    warnings: before.unreadable.map((path) => unread(path, baseline)),
    lines: [...changeLines(changes, baseline), ...unusedLines(unused, baseline)],
  };
}

function lossOf(change: Change, declaredAs: string | undefined, { name, isFolder }: Baseline): Problem {
  const { code, id, text, repair, destination } = change;
  const options = [
    ...(destination === undefined ? [] : [`destination: ${JSON.stringify(declaredAs ?? destination)}`]),
    ...(code === 'protection-lost' ? [] : [`code: ${JSON.stringify(code)}`]),
  ];
  const which = options.length === 0 ? '' : `, { ${options.join(', ')} }`;
  const meant = `If it is meant, give the reason: retired(app, ${JSON.stringify(id)}, "…"${which}).`;
  const never = isFolder ? ['If what stands there was never applied to a cluster, remove the folder.'] : [];
  return { field: code, text: `against ${name}: ${[text, repair, meant, ...never].join(' ')}`, rule: 'H1' };
}

function unread(path: string, { name }: Baseline): Warning {
  const text = `${path}, as ${name} has it, is not YAML, so what it protected is not known; see for yourself that nothing of it is lost`;
  return { field: '', text, rule: 'H2' };
}

/** More lines than this scroll the rest of the screen away. */
const SHOWN = 10;

/** What a change does to backups, notes but counted. */
function changeLines(changes: readonly Change[], { name }: Baseline): readonly string[] {
  const lines = changes
    .filter(({ severity }) => severity !== 'note')
    .map(({ severity, code, text, acknowledged }) =>
      acknowledged === undefined
        ? `  ${severity} ${code}: ${text}`
        : `  ${severity} ${code}, which is meant (${acknowledged}): ${text}`,
    );
  const more = lines.length - SHOWN;
  const shown =
    more > 0 ? [...lines.slice(0, SHOWN), `  … and ${more} more, which cdk8s-volsync-kopia diff lists`] : lines;
  return changes.length === 0 ? [] : [`backups, against ${name}: ${countsOf(changes)}`, ...shown];
}
