import { createdOnce, type ObjectRule } from '../../model/rules/object-rule';
import { inside } from '../../model/values/inside';
import { SILENT_RULES } from './silent-rules';
import { WRITTEN_RULES } from './written-rules';

const MOVERS = ['kopia', 'restic', 'rclone', 'rsync', 'rsyncTLS', 'syncthing', 'external'] as const;

/** What VolSync's own objects must be like, and what it makes of others. */
export const OBJECT_RULES: readonly ObjectRule[] = [
  createdOnce('ReplicationDestination'),
  ...WRITTEN_RULES,
  ...SILENT_RULES,
  {
    // Without a trigger VolSync syncs in an endless loop, with two it ignores the schedule.
    rule: 'C2',
    kinds: ['ReplicationSource', 'ReplicationDestination'],
    field: 'spec.trigger',
    breach: ({ kind, spec }) => {
      const triggers = Object.keys(spec?.trigger ?? {}).sort();
      return triggers.length === 1
        ? undefined
        : `this ${kind} has ${triggers.join(' and ') || 'none'}; give it exactly one of schedule and manual`;
    },
  },
  {
    // VolSync does nothing with two, and says "a replication method must be specified".
    rule: 'C2',
    kinds: ['ReplicationSource', 'ReplicationDestination'],
    field: 'spec',
    breach: ({ kind, spec }) => {
      const movers = MOVERS.filter((each) => inside(spec, each) !== undefined);
      return movers.length < 2
        ? undefined
        : `this ${kind} has the movers ${movers.join(' and ')}, and does nothing with more than one; give each an object of its own, of another name`;
    },
  },
  {
    // The mover wipes the volume before it looks for a snapshot, and finding none is a success to it.
    rule: 'D1',
    kinds: ['ReplicationDestination'],
    field: 'spec.kopia.enableFileDeletion',
    breach: ({ spec }) =>
      spec?.kopia?.enableFileDeletion && spec.kopia.destinationPVC !== undefined
        ? `the claim "${spec.kopia.destinationPVC}" would be wiped before a snapshot is looked for; remove enableFileDeletion`
        : undefined,
  },
  {
    // It is set for one app, and holds for every mover of the namespace.
    rule: 'D1',
    kinds: ['Namespace'],
    field: 'metadata.annotations',
    breach: ({ metadata }) =>
      metadata?.annotations?.['volsync.backube/privileged-movers'] === undefined
        ? undefined
        : 'volsync.backube/privileged-movers makes every mover of the namespace root, and those with runAsNonRoot cannot start; remove it',
  },
];
