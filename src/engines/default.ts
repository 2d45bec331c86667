/**
 * The one engine that there is. Constructs that are the same for every engine take its conventions where no cluster is
 * declared, and its names of alerts.
 */
export type { VolsyncAlertName as EngineAlertName } from './volsync/alerts/alerts';
export { defaultCluster } from './volsync/default-cluster';

import { defaults as neutral } from '../model/defaults';
import { alerts } from './volsync/alerts/alerts';
import { USUAL_ACCOUNT } from './volsync/operator/usual-account';

/** Every value that the library takes where nobody says otherwise; the reasons stand where each is defined. */
export const defaults = {
  ...neutral,
  alerts: {
    /** Called like the object of the well-known component, so that it takes its place. */
    name: alerts.objectName,
    /** The Service of the chart's metrics, after which Prometheus calls the job. */
    operatorJob: alerts.operatorJob,
    ...neutral.alerts,
  },
  dashboard: {
    /** Beside the object of the alerts. */
    name: `${alerts.objectName}-dashboard`,
    ...neutral.dashboard,
  },
  operator: {
    /** Where most clusters have it that install it otherwise than by this library. */
    namespace: USUAL_ACCOUNT.namespace,
    /** After the release, as most clusters call it. */
    name: USUAL_ACCOUNT.name,
  },
} as const;
