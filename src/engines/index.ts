import { readers as kopia } from '../constructs/kopia/ledger/readers';
import type { Reader } from '../ledger/reader';
import { readers as volsync } from './volsync/ledger/readers';

/** Whatever can be read as a statement about backups. Nothing that synthesises loads this. */
export const readers: readonly Reader[] = [...volsync, ...kopia];
