import { repositoryLabel } from '../../../constructs/kit/labels';
import { at, type LooseRecord, textAt } from '../../../ledger/loose';
import type { FoundObject } from '../../../ledger/object';
import { isCron } from '../../../model/schedule/cron';
import { isWhole } from '../../../model/values/number';

/** What a source says alike for every mover. */
export function backupFields({ ref, body }: FoundObject, mover: LooseRecord) {
  const schedule = textAt(body, 'spec', 'trigger', 'schedule');
  const manual = textAt(body, 'spec', 'trigger', 'manual');
  const secret = textAt(mover, 'repository');
  const [uid, gid] = ['runAsUser', 'runAsGroup'].map((key) => at(mover, 'moverSecurityContext', key));
  return {
    says: 'back-up' as const,
    declaredAs: textAt(mover, 'moverPodLabels', repositoryLabel),
    claim: textAt(body, 'spec', 'sourcePVC'),
    cron: schedule !== undefined && manual === undefined && isCron(schedule) ? schedule : undefined,
    paused: at(body, 'spec', 'paused') === true,
    mover: { uid: isWhole(uid, 0) ? uid : undefined, gid: isWhole(gid, 0) ? gid : undefined },
    secret: secret === undefined ? undefined : { namespace: ref.namespace, name: secret, keys: 'all' as const },
  };
}
