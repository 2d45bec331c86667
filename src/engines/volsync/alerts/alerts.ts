import type { AlertRow, EngineAlerts } from '../../../model/engine';
import { givenUpRules } from './given-up-rule';
import { operatorAbsentRule } from './operator-absent';
import { panels } from './panels';
import { outOfSyncRules, sourceAbsentRules } from './source-rules';

/** The alerts on VolSync itself and on its sources. */
export type VolsyncAlertName =
  | 'VolSyncComponentAbsent'
  | 'VolSyncVolumeOutOfSync'
  | 'VolSyncBackupGivenUp'
  | 'VolSyncSourceAbsent';

/** VolSync's alerts. The first two are called what they are called in most home clusters. */
const ROWS: readonly AlertRow<VolsyncAlertName>[] = [
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
    name: 'VolSyncBackupGivenUp',
    group: 'volsync-sources',
    severity: 'warning',
    rules: givenUpRules,
  },
  {
    name: 'VolSyncSourceAbsent',
    group: 'volsync-sources',
    severity: 'critical',
    rules: sourceAbsentRules,
  },
];

export const alerts: EngineAlerts = { objectName: 'volsync', operatorJob: 'volsync-metrics', rows: ROWS, panels };
