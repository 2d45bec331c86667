import { repositoryLabel } from '../../../constructs/kit/labels';
import { at, isRecord, type LooseRecord, recordAt, textAt } from '../../../ledger/loose';
import type { FoundObject } from '../../../ledger/object';
import type { BackupStatement, Reader, Statement, World } from '../../../ledger/reader';
import { restorePoints } from '../../../model/plan/restore-points';
import { isCron } from '../../../model/schedule/cron';
import { backupFields } from './backup-fields';
import { sourceIdentity } from './identity';
import { kopiaPlace } from './kopia-place';
import { effectiveRetention } from './kopia-retention';
import type { MoverKind } from './mover';
import { resticBackup } from './restic';

/** The movers that back up the volume of a claim. Others copy it to another cluster, which is no backup. */
const BACKUPS = ['kopia', 'restic'];

export const sourceReader: Reader = {
  group: 'volsync.backube',
  kind: 'ReplicationSource',
  read(object, world) {
    const spec = recordAt(object.body, 'spec');
    const movers = Object.keys(spec).filter((key) => isRecord(spec[key]) && key !== 'trigger');
    const [mover, ...others] = movers;
    if (mover === undefined || others.length > 0) {
      return unclear(`it has ${movers.join(' and ') || 'no mover'}, and VolSync does nothing without exactly one`);
    }
    if (!BACKUPS.includes(mover)) {
      return unclear(`it copies by ${mover}, of which nothing is known here`);
    }
    const backup = mover === 'kopia' ? kopiaBackup(object, world) : resticBackup(object, world);
    return [backup, ...triggerProblems(spec)];
  },
};

function unclear(why: string): readonly Statement[] {
  return [{ says: 'unclear', why }];
}

function triggerProblems(spec: LooseRecord): readonly Statement[] {
  const [schedule, manual] = [textAt(spec, 'trigger', 'schedule'), textAt(spec, 'trigger', 'manual')];
  if (manual !== undefined) {
    return unclear(
      `it runs when its manual trigger changes${schedule === undefined ? '' : ', which makes VolSync ignore its schedule'}, so when it does cannot be told`,
    );
  }
  if (schedule === undefined) {
    return unclear('it has no trigger, and VolSync backs up again and again without a pause');
  }
  return isCron(schedule)
    ? []
    : unclear(`its schedule ${JSON.stringify(schedule)} is not a cron text that can be told`);
}

function kopiaBackup(object: FoundObject, world: World): BackupStatement {
  const kopia = recordAt(object.body, 'spec', 'kopia');
  const secret = textAt(kopia, 'repository');
  const mover: MoverKind = {
    object,
    volumes: ['spec', 'kopia', 'moverVolumes'],
    job: 'mover',
    label: textAt(kopia, 'moverPodLabels', repositoryLabel),
  };
  const retention = effectiveRetention(object, world.objects);
  const common = backupFields(object, kopia);
  return {
    ...common,
    engine: 'VolSync with Kopia',
    place: kopiaPlace(mover, world.secrets.find(object.ref.namespace, secret ?? ''), world),
    identity: sourceIdentity(object),
    retention,
    restorePoints: restorePoints(common.cron, retention),
    keeper: 'kopia',
    maintainsItself: false,
    keepsCache: at(kopia, 'cacheStorageClassName') !== undefined || at(kopia, 'cacheAccessModes') !== undefined,
  };
}
