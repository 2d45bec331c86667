import type { Auditor } from '../../../ledger/audit/finding';
import { listAt, textAt } from '../../../ledger/loose';
import { labelsOf } from '../../../ledger/object';
import { cacheFindings } from './caches';
import { deadSettingFindings } from './dead-settings';
import { dependencyFindings } from './dependencies';
import { jitterFindings } from './jitter';
import { nameFindings } from './names';
import { policyFileFindings } from './policy-files';
import { referenceFindings } from './references';
import { restoreFindings } from './restores';
import { retentionFindings } from './retention';
import { isPrivileged, rightsFindings } from './rights';
import { secretKeyFindings } from './secret-keys';
import { userFindings } from './users';
import { variableFindings } from './variables';

/** What is known of mistakes with VolSync. */
export const auditor: Auditor = {
  checks: [
    retentionFindings,
    secretKeyFindings,
    referenceFindings,
    deadSettingFindings,
    policyFileFindings,
    userFindings,
    rightsFindings,
    cacheFindings,
    restoreFindings,
    nameFindings,
    dependencyFindings,
    variableFindings,
    jitterFindings,
  ],
  // Caches, copies of volumes, and what restores fill before a claim takes it.
  isHelper: (claim) =>
    labelsOf(claim)['app.kubernetes.io/created-by'] === 'volsync' ||
    listAt(claim.body, 'metadata', 'ownerReferences').some(
      (each) => textAt(each, 'apiVersion')?.startsWith('volsync.backube/') === true,
    ),
  isRoot: ({ source }, { objects }) => isPrivileged(source.namespace, objects),
};
