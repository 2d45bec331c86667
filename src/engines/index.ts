import { readers as kopia } from '../constructs/kopia/ledger/readers';
import type { Auditor } from '../ledger/audit/finding';
import type { Reader } from '../ledger/reader';
import { auditor } from './volsync/audit/auditor';
import { readers as volsync } from './volsync/ledger/readers';

/** Whatever can be read as a statement about backups. Nothing that synthesises loads this. */
export const readers: readonly Reader[] = [...volsync, ...kopia];

/** Whatever knows mistakes with an engine. Nothing that synthesises loads this. */
export const auditors: readonly Auditor[] = [auditor];
