import type { Auditor } from '../ledger/audit/finding';
import { auditor } from './volsync/audit/auditor';

/** Whatever knows mistakes with an engine. Nothing but the audit loads this. */
export const auditors: readonly Auditor[] = [auditor];
