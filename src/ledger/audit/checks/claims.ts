import type { ExpectedClaim } from '../claims/expected';
import { type AuditWorld, type Finding, finding } from '../finding';

/** How a claim stands. What is exempt was accepted by a finding's annotation. */
export interface ClaimStatus {
  /** `namespace/name`, or what is known of one that has none here. */
  readonly claim: string;
  readonly status: 'protected' | 'unprotected' | 'unknown';
}

export function statusOf({ ids, kind, keeper, label }: ExpectedClaim, { ledger }: AuditWorld): ClaimStatus {
  const backedUp = new Set(ledger.protected.map(({ id }) => id));
  if (keeper !== undefined || ids.some((id) => backedUp.has(id))) {
    return { claim: label, status: 'protected' };
  }
  return { claim: label, status: kind === 'unknown' ? 'unknown' : 'unprotected' };
}

/** Every claim is backed up, or somebody says why it need not be. */
export function claimFindings(expected: readonly ExpectedClaim[], world: AuditWorld): readonly Finding[] {
  const known = new Set(expected.flatMap(({ ids }) => ids));
  return [
    ...expected.flatMap((each) => {
      const { status } = statusOf(each, world);
      if (status === 'protected') {
        return [];
      }
      return status === 'unknown'
        ? [finding('claim-unknown', each.object, each.why ?? 'What claims it makes nothing here says.', UNKNOWN)]
        : [finding('claim-unprotected', each.object, unprotectedText(each), UNPROTECTED)];
    }),
    ...world.ledger.protected
      .filter(({ id }) => !known.has(id))
      .flatMap(({ id, destinations }) =>
        destinations
          .slice(0, 1)
          .map(({ source }) =>
            finding(
              'claim-absent',
              source,
              `It backs up claim ${id}, which no object here makes or mounts.`,
              'See that the claim is there under this name: a backup waits for it for ever, and says nothing.',
            ),
          ),
      ),
  ];
}

const UNPROTECTED = 'Back it up; or say on the object why that need not be, and until when.';
const UNKNOWN =
  'Give the audit the rendered objects; or say on this object why nothing has to be backed up, and until when.';

function unprotectedText({ kind, label, object, ids }: ExpectedClaim): string {
  if (kind === 'claim') {
    return 'Nothing backs this claim up.';
  }
  const what = ids.length === 1 ? `claim ${label}` : label;
  return kind === 'mounted'
    ? `It mounts ${what}, and nothing backs that up.`
    : ids.length === 0 && label.startsWith(`${object.namespace ?? ''}/${object.name} (`)
      ? 'Nothing backs its volumes up: no backup of it is scheduled.'
      : `It makes ${what}, and nothing backs that up.`;
}
