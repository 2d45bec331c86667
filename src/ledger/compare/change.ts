/** What takes restore points, or the way to them, that there were. */
export type LossCode =
  | 'protection-lost'
  | 'destination-lost'
  | 'identity-changed'
  | 'history-shrinks'
  | 'repository-moved'
  | 'restore-lost'
  | 'restore-empty'
  | 'backups-held'
  | 'secret-key-lost'
  | 'claim-deleted'
  | 'claim-refused';

/** What takes what keeps them. */
export type RiskCode =
  | 'repository-unclear'
  | 'history-unclear'
  | 'restore-unclear'
  | 'rpo-worse'
  | 'maintainer-lost'
  | 'maintainer-missing'
  | 'maintainer-held'
  | 'maintainer-doubled'
  | 'copy-lost'
  | 'verification-lost'
  | 'alert-lost'
  | 'secret-lost'
  | 'owner-changed';

/** What takes nothing. */
export type NoteCode =
  | 'protection-gained'
  | 'protection-moved'
  | 'destination-gained'
  | 'history-grows'
  | 'rpo-better'
  | 'restore-gained'
  | 'backups-resumed'
  | 'maintainer-gained'
  | 'copy-gained'
  | 'verification-gained'
  | 'alert-gained'
  | 'claim-unprotected'
  | 'claim-unchanged';

/** What a change can do to backups. */
export type ChangeCode = LossCode | RiskCode | NoteCode;

/** How bad each of them is. */
export const CHANGES = {
  'protection-lost': 'loss',
  'destination-lost': 'loss',
  'identity-changed': 'loss',
  'history-shrinks': 'loss',
  'repository-moved': 'loss',
  'restore-lost': 'loss',
  'restore-empty': 'loss',
  'backups-held': 'loss',
  'secret-key-lost': 'loss',
  'claim-deleted': 'loss',
  'claim-refused': 'loss',
  'repository-unclear': 'risk',
  'history-unclear': 'risk',
  'restore-unclear': 'risk',
  'rpo-worse': 'risk',
  'maintainer-lost': 'risk',
  'maintainer-missing': 'risk',
  'maintainer-doubled': 'risk',
  'maintainer-held': 'risk',
  'copy-lost': 'risk',
  'verification-lost': 'risk',
  'alert-lost': 'risk',
  'secret-lost': 'risk',
  'owner-changed': 'risk',
  'protection-gained': 'note',
  'protection-moved': 'note',
  'destination-gained': 'note',
  'history-grows': 'note',
  'rpo-better': 'note',
  'restore-gained': 'note',
  'backups-resumed': 'note',
  'maintainer-gained': 'note',
  'copy-gained': 'note',
  'verification-gained': 'note',
  'alert-gained': 'note',
  'claim-unprotected': 'note',
  'claim-unchanged': 'note',
} as const satisfies Record<ChangeCode, ChangeSeverity>;

export type ChangeSeverity = 'loss' | 'risk' | 'note';

/** One thing that a change does to backups. */
export interface Change {
  readonly code: ChangeCode;
  readonly severity: ChangeSeverity;
  /** What it is about: a claim as `namespace/name`, or where a repository is, or the name of a Secret or an alert. */
  readonly id: string;
  /** Where the claim's copy is that it is about. */
  readonly destination?: string;
  readonly text: string;
  /** What to do where that was not meant; empty where there is nothing to do. */
  readonly repair: string;
  /** Why it is meant, if somebody has said so. */
  readonly acknowledged?: string;
}

export function change(code: ChangeCode, id: string, text: string, repair = '', destination?: string): Change {
  return { code, severity: CHANGES[code], id, ...(destination !== undefined && { destination }), text, repair };
}

const ORDER: readonly ChangeSeverity[] = ['loss', 'risk', 'note'];

/** Losses first, then by what they are about. */
export function inOrder(changes: readonly Change[]): readonly Change[] {
  return [...changes].sort(
    (a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  );
}
