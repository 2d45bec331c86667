import {
  type ClaimRepository,
  type ClaimRepositoryOptions,
  declareClaimRepository,
} from '../../model/repository/claim/claim-repository';
import { requireOptions } from '../../model/rules/require-options';
import { MOVER_VOLUME_PATH } from './mover-volumes';

/**
 * A Kopia repository on a claim's volume, SMB or CephFS by CSI for example; all apps share it. It is at the root of the
 * volume: VolSync takes the first claim among a mover's volumes for the repository, and forgets what the Secret says of a
 * folder in there.
 */
export function claimRepository(options: ClaimRepositoryOptions): ClaimRepository {
  requireOptions('claimRepository', options);
  return declareClaimRepository(options, MOVER_VOLUME_PATH);
}
