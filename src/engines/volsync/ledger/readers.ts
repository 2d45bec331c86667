import { listAt, textAt } from '../../../ledger/loose';
import type { Reader } from '../../../ledger/reader';
import { maintenanceReader } from './maintenance';
import { restoreReader } from './restore';
import { sourceReader } from './source';

/** Whoever is told of what VolSync's metrics say. */
const alertReader: Reader = {
  group: 'monitoring.coreos.com',
  kind: 'PrometheusRule',
  read({ body }) {
    const names = listAt(body, 'spec', 'groups')
      .flatMap((group) => listAt(group, 'rules'))
      .filter((rule) => /\bvolsync/.test(textAt(rule, 'expr') ?? ''))
      .flatMap((rule) => textAt(rule, 'alert') ?? []);
    return names.length === 0 ? [] : [{ says: 'alert', names: [...new Set(names)] }];
  },
};

/** All that VolSync's objects say of backups. */
export const readers: readonly Reader[] = [sourceReader, restoreReader, maintenanceReader, alertReader];
