import type { Engine } from '../../model/engine';
import { alerts } from './alerts/alerts';
import { cacheProblems } from './cache';
import { cron } from './cron';
import { DOUBLED_ALERTS } from './doubled-alerts';
import { identityOf } from './identity';
import { LOST_RESTORES } from './lost-restores';
import { moverPlacementProblems } from './mover-placement';
import { limits, names, OWN_KEYS } from './names';
import { OBJECT_RULES } from './object-rules';
import { maintenanceObstacle, missingInjection, repositoryProblems } from './reach';
import { resticPlaceProblems } from './restic/reach';
import { secretsNamed } from './secrets-named';

/** VolSync, in the fork that runs Kopia. */
export const volsync: Engine = {
  appConstruct: 'VolsyncApp',
  maintainerConstruct: (repository) =>
    maintenanceObstacle(repository) === undefined ? 'KopiaMaintenance' : 'KopiaMaintenanceCronJob',
  names,
  limits,
  cron,
  objectRules: OBJECT_RULES,
  treeRules: [LOST_RESTORES, DOUBLED_ALERTS],
  alerts,
  identityOf,
  repositoryProblems,
  resticPlaceProblems,
  cacheProblems,
  secretsNamed,
  moverPlacementProblems,
  ownKeys: OWN_KEYS,
  inventoryProblems: missingInjection,
};
