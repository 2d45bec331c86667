import type { Copy, Ledger } from '../ledger';
import type { FoundObject, ObjectRef, Objects } from '../object';
import type { Owners } from '../owner';
import type { Secrets } from '../secrets/secret-keys';

export type FindingSeverity = 'loss' | 'risk' | 'note';

/**
 * What can be wrong with backups as they stand. With a loss there is nothing to restore, or the wrong thing; a risk
 * takes that one day; a note does nothing, or not what it says. What ends in `unknown` is what nothing here says.
 */
export const FINDINGS = {
  'claim-unprotected': 'loss',
  'claim-unknown': 'risk',
  'claim-absent': 'note',
  'backups-held': 'loss',
  'schedule-unknown': 'risk',
  'restore-empty': 'loss',
  'restore-of-another': 'loss',
  'restore-missing': 'risk',
  'restore-unknown': 'risk',
  'restore-refused': 'loss',
  'restore-idle': 'note',
  'restore-not-kept': 'note',
  'restore-wipes': 'risk',
  'destination-unrestored': 'note',
  'identity-shared': 'loss',
  'identity-unknown': 'risk',
  'maintainer-missing': 'risk',
  'maintainer-doubled': 'risk',
  'maintainer-idle': 'note',
  'repository-unverified': 'risk',
  'off-site-missing': 'risk',
  'off-site-unknown': 'note',
  'alert-missing': 'risk',
  'retention-unfilled': 'risk',
  'retention-short': 'note',
  'retention-endless': 'note',
  'retention-inherited': 'note',
  'retention-differs': 'note',
  'mover-refused': 'loss',
  'mover-not-writer': 'risk',
  'writer-unknown': 'note',
  'mover-not-restorer': 'risk',
  'repository-users-differ': 'risk',
  'rights-uneven': 'risk',
  'secret-missing': 'risk',
  'secret-unknown': 'note',
  'reference-missing': 'risk',
  'secret-key-missing': 'loss',
  'setting-unread': 'note',
  'setting-without-effect': 'risk',
  'name-misleads': 'note',
  'cache-small': 'risk',
  'cache-large': 'note',
  'cache-class-differs': 'note',
  'copy-modes-differ': 'note',
  'starts-together': 'note',
  'object-doubled': 'risk',
  'order-open': 'note',
  'scaler-idle': 'note',
  'image-unpinned': 'note',
  'not-understood': 'risk',
  'acceptance-expired': 'risk',
  'acceptance-unreadable': 'risk',
  'acceptance-idle': 'note',
} as const satisfies Record<string, FindingSeverity>;

export type FindingCode = keyof typeof FINDINGS;

/** One thing that is wrong, or that nothing says. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: FindingSeverity;
  /** On which it is accepted, and where it is mended first. */
  readonly object: ObjectRef;
  /** Others that it is about just as much; it may be accepted on any of them. */
  readonly others?: readonly ObjectRef[];
  /** What is wrong, without the name of the object, so that many of a kind are one sentence. */
  readonly text: string;
  /** What to do; empty where there is nothing to do. */
  readonly repair: string;
}

export function finding(code: FindingCode, object: ObjectRef | About, text: string, repair = ''): Finding {
  const [first, ...others]: About = isList(object) ? object : [object];
  return { code, severity: FINDINGS[code], object: first, ...(others.length > 0 && { others }), text, repair };
}

type About = readonly [ObjectRef, ...ObjectRef[]];

function isList(object: ObjectRef | About): object is About {
  return Array.isArray(object);
}

/** All that a check may look at. */
export interface AuditWorld {
  readonly objects: Objects;
  readonly secrets: Secrets;
  readonly ledger: Ledger;
  readonly owners: Owners;
  /** Who makes each claim that has no object of its own here, by its `namespace/name`. */
  readonly makers: ReadonlyMap<string, ObjectRef>;
}

/** One sort of mistake. It must do with any objects, and may not throw. */
export type Check = (world: AuditWorld) => readonly Finding[];

/** What an engine knows of mistakes, for the audit that itself knows none. */
export interface Auditor {
  readonly checks: readonly Check[];
  /** Whether a claim is one that the engine makes for its own work and throws away. */
  isHelper(claim: FoundObject): boolean;
  /** Whether a backup runs as root, with the rights of it, whatever it says itself. */
  isRoot(copy: Copy, world: AuditWorld): boolean;
}
