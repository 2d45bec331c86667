import { type AuditWorld, type Finding, finding } from '../../../ledger/audit/finding';
import { at, isRecord, textAt } from '../../../ledger/loose';
import type { ObjectRef } from '../../../ledger/object';
import { fillable } from '../../../model/plan/fillable';
import { completeRetention, type Retention, retentionKeys } from '../../../model/plan/retention';
import { retentionWarnings } from '../../../model/plan/retention-warnings';
import { isCron } from '../../../model/schedule/cron';
import { isWhole } from '../../../model/values/number';
import { KOPIA_RETENTION } from '../ledger/kopia-retention';
import { type MoverObject, sourcesIn } from './movers';

/** What a retention says against what its schedule makes of it. */
export function retentionFindings(world: AuditWorld): readonly Finding[] {
  return sourcesIn(world).flatMap((source) => (source.mover === 'kopia' ? ofKopia(source) : ofRestic(source)));
}

function ofKopia({ object: { ref, body }, fields }: MoverObject): readonly Finding[] {
  const retain = at(fields, 'retain');
  const given = countsOf(retain);
  const cron = textAt(body, 'spec', 'trigger', 'schedule') ?? '';
  const left = retentionKeys.filter((key) => given[key] === undefined);
  const counted: Retention = { ...completeRetention({}), ...given, latest: given.latest ?? KOPIA_RETENTION.latest };
  return [
    ...retentionWarnings('retain', completeRetention(counted), cron).map(({ field, text }) =>
      finding('retention-unfilled', ref, `${field}: ${text}.`, 'Ask for what the schedule can fill.'),
    ),
    ...short(ref, given, cron),
    ...(left.length === 0
      ? []
      : [
          finding(
            'retention-inherited',
            ref,
            `Its retention leaves out ${left.join(', ')}, for which Kopia's own counts are in force: ${left.map((key) => `${key} ${KOPIA_RETENTION[key]}`).join(', ')}.`,
            'Write all six keys; 0 keeps nothing for one.',
          ),
        ]),
    ...(left.length === 0 && retentionKeys.every((key) => given[key] === 0)
      ? [
          finding(
            'retention-endless',
            ref,
            'Every key of its retention is 0, with which Kopia keeps every backup for ever.',
            'Set one above 0.',
          ),
        ]
      : []),
  ];
}

/** Keys of which a part is kept: the schedule makes no more in so many hours, days, weeks, months or years. */
function short(ref: ObjectRef, given: Retention, cron: string): readonly Finding[] {
  const latest = given.latest ?? KOPIA_RETENTION.latest;
  const parts = (['hourly', 'daily', 'weekly', 'monthly', 'yearly'] as const).flatMap((key) => {
    const asked = given[key] ?? 0;
    const kept = isCron(cron) && asked > latest ? fillable(cron, key, asked) : asked;
    return kept < asked && kept > 2 ? [`${key} keeps ${kept} of ${asked}`] : [];
  });
  return parts.length === 0
    ? []
    : [
        finding(
          'retention-short',
          ref,
          `Its schedule makes no more backups than a part of what its retention asks for: ${parts.join(', ')} at most.`,
          'Ask for as many, if that is meant; or for days where hours cannot be had.',
        ),
      ];
}

/** Restic keeps the last of so many periods that have a snapshot, however long ago they are. */
function ofRestic({ object: { ref, body }, fields }: MoverObject): readonly Finding[] {
  const retain = at(fields, 'retain');
  if (!isRecord(retain)) {
    return [
      finding(
        'retention-inherited',
        ref,
        'It has no retention, and Restic then keeps the last backup alone.',
        'Say how much is kept.',
      ),
    ];
  }
  const cron = textAt(body, 'spec', 'trigger', 'schedule') ?? '';
  const given = countsOf(retain);
  return (['hourly', 'daily', 'weekly', 'monthly', 'yearly'] as const).flatMap((key) => {
    const asked = given[key] ?? 0;
    const kept = isCron(cron) && asked > 1 ? fillable(cron, key, asked) : asked;
    return kept === asked || kept > 2
      ? []
      : [
          finding(
            'retention-differs',
            ref,
            `retain.${key}: Restic keeps the last of ${asked} periods that have a backup, which is the last ${asked} backups here; Kopia, with the same keys, keeps ${kept}.`,
            `Write last: "${asked}" if the newest ${asked} are meant.`,
          ),
        ];
  });
}

function countsOf(retain: unknown): Retention {
  return Object.fromEntries(
    retentionKeys.flatMap((key) => {
      const count = at(retain, key);
      return isWhole(count, 0) ? [[key, count]] : [];
    }),
  );
}
