import type { AlertRow, EngineAlerts } from '../../../model/engine';
import { operatorAbsentRule } from './operator-absent';
import { outOfSyncRules, sourceAbsentRules } from './source-rules';

/** VolSync's alerts. The first two are called what they are called in most home clusters. */
const ROWS = [
  {
    name: 'VolSyncComponentAbsent',
    group: 'volsync-operator',
    severity: 'critical',
    rules: (_, options) => [operatorAbsentRule(options)],
  },
  {
    name: 'VolSyncVolumeOutOfSync',
    group: 'volsync-sources',
    severity: 'critical',
    rules: outOfSyncRules,
  },
  {
    name: 'VolSyncSourceAbsent',
    group: 'volsync-sources',
    severity: 'critical',
    rules: sourceAbsentRules,
  },
] as const satisfies readonly AlertRow[];

export type VolsyncAlertName = (typeof ROWS)[number]['name'];

export const alerts: EngineAlerts = { objectName: 'volsync', operatorJob: 'volsync-metrics', rows: ROWS };
