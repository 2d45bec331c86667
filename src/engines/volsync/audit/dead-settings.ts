import { type AuditWorld, type Finding, finding } from '../../../ledger/audit/finding';
import { at, isRecord, textAt } from '../../../ledger/loose';
import { type MoverObject, restoresIn, sourcesIn } from './movers';

const SNAPSHOT = ['volumeSnapshotClassName'];
const COPY = ['storageClassName', 'accessModes', 'capacity'];

/** What each way of copying a volume does not read. Where it reads the volume itself, there is no copy to describe. */
const UNREAD: Readonly<Record<string, readonly string[]>> = {
  Direct: [...COPY, ...SNAPSHOT],
  None: [...COPY, ...SNAPSHOT],
  Clone: SNAPSHOT,
};

/** Fields of Restic's that the mover for Kopia has another word for, and fields that documentation names and no CRD has. */
const UNKNOWN: Readonly<Record<string, readonly string[]>> = {
  kopia: [
    'pruneIntervalDays',
    'unlock',
    'repositoryPVC',
    'filesystemDestination',
    'sourcePath',
    'maintenanceCronJob',
    'maintenanceIntervalDays',
    'maintenanceSchedule',
  ],
  restic: ['parallelism', 'compression', 'policyConfig', 'sourceIdentity'],
};

/** Settings of sources and restores that do nothing. */
export function deadSettingFindings(world: AuditWorld): readonly Finding[] {
  return [
    ...sourcesIn(world).flatMap((each) => [...unread(each), ...unknown(each), ...trigger(each), ...overridden(each)]),
    ...restoresIn(world).flatMap((each) => [...unknown(each), ...trigger(each)]),
  ];
}

function unread({ object: { ref }, fields }: MoverObject): readonly Finding[] {
  const method = textAt(fields, 'copyMethod') ?? '';
  const given = (Object.hasOwn(UNREAD, method) ? (UNREAD[method] ?? []) : []).filter(
    (key) => at(fields, key) !== undefined,
  );
  return given.length === 0
    ? []
    : [
        finding(
          'setting-unread',
          ref,
          `With copyMethod ${method} nothing reads ${given.join(', ')}.`,
          'Leave it out, or copy by Snapshot.',
        ),
      ];
}

function unknown({ object: { ref }, mover, fields }: MoverObject): readonly Finding[] {
  const given = (UNKNOWN[mover] ?? []).filter((key) => at(fields, key) !== undefined);
  return given.length === 0
    ? []
    : [
        finding(
          'setting-unread',
          ref,
          `VolSync knows no ${given.map((key) => `${mover}.${key}`).join(', ')}.`,
          'Leave it out.',
        ),
      ];
}

function trigger({ object: { ref, body } }: MoverObject): readonly Finding[] {
  const [schedule, manual] = ['schedule', 'manual'].map((key) => textAt(body, 'spec', 'trigger', key));
  return schedule !== undefined && manual !== undefined
    ? [
        finding(
          'setting-unread',
          ref,
          'It has a manual trigger beside its schedule, and VolSync then ignores the schedule.',
          'Leave the manual trigger out.',
        ),
      ]
    : [];
}

/** The policy is set on /data, and snapshots under another path have none of it. */
function overridden({ object: { ref }, fields }: MoverObject): readonly Finding[] {
  return textAt(fields, 'sourcePathOverride') !== undefined && isRecord(at(fields, 'retain'))
    ? [
        finding(
          'setting-without-effect',
          ref,
          'It files snapshots under a path of its own, for which its retention does not count.',
          'Leave sourcePathOverride out.',
        ),
      ]
    : [];
}
