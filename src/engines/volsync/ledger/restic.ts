import { repositoryLabel } from '../../../constructs/kit/labels';
import { at, recordAt, textAt } from '../../../ledger/loose';
import type { FoundObject } from '../../../ledger/object';
import type { BackupStatement, RestoreStatement, World } from '../../../ledger/reader';
import {
  type Located,
  openerOf,
  otherPlace,
  type Place,
  s3Place,
  unknownPlace,
} from '../../../ledger/repository/place';
import { beginsInVault, drawn, type SecretPiece, shown } from '../../../ledger/secrets/secret-value';
import { restorePoints } from '../../../model/plan/restore-points';
import { completeRetention, type Retention } from '../../../model/plan/retention';
import { isWhole } from '../../../model/values/number';
import { backupFields } from './backup-fields';
import type { MoverKind } from './mover';
import { placeOfFolder } from './mover-volumes';

/** Restic has a repository for every source, and files all of them alike. */
const IDENTITY = 'volsync:/data';

/** A backup by VolSync's mover for Restic. */
export function resticBackup(object: FoundObject, world: World): BackupStatement {
  const common = backupFields(object, recordAt(object.body, 'spec', 'restic'));
  const retention = resticRetention(object);
  return {
    ...common,
    engine: 'VolSync with Restic',
    place: resticPlace(object, world),
    identity: IDENTITY,
    retention,
    restorePoints: restorePoints(common.cron, retention, 'restic'),
    keeper: 'restic',
    // The mover prunes what it has let go of, once in `pruneIntervalDays`.
    maintainsItself: true,
    // Restic reads its repository's address anew at every run.
    keepsCache: false,
  };
}

export function resticRestore(object: FoundObject, world: World): Pick<RestoreStatement, 'place' | 'identity'> {
  return { place: resticPlace(object, world), identity: IDENTITY };
}

/**
 * What Restic keeps: nothing for a key that is left out, and the last one where the whole block is. Counts that are all
 * 0 let go of nothing; what `within` keeps depends on more than counts.
 */
function resticRetention({ body }: FoundObject): Required<Retention> | undefined {
  const retain = at(body, 'spec', 'restic', 'retain');
  if (retain === undefined) {
    return completeRetention({ latest: 1 });
  }
  const last = Number(textAt(retain, 'last') ?? '0');
  if (textAt(retain, 'within') !== undefined || !isWhole(last, 0)) {
    return undefined;
  }
  const keys = ['hourly', 'daily', 'weekly', 'monthly', 'yearly'] as const;
  const counts = keys.map((key) => {
    const count = at(retain, key);
    return [key, isWhole(count, 0) ? count : 0];
  });
  return completeRetention({ ...Object.fromEntries(counts), latest: last });
}

function resticPlace(object: FoundObject, world: World): Place {
  const restic = recordAt(object.body, 'spec', 'restic');
  const name = textAt(restic, 'repository') ?? '';
  const secret = world.secrets.find(object.ref.namespace, name);
  const url = secret.keys.get('RESTIC_REPOSITORY');
  const mover: MoverKind = {
    object,
    volumes: ['spec', 'restic', 'moverVolumes'],
    job: 'mover',
    label: textAt(restic, 'moverPodLabels', repositoryLabel),
  };
  const opener = openerOf(secret.keys.get('RESTIC_PASSWORD'));
  if (url === undefined) {
    const where = `secret ${object.ref.namespace}/${name}`;
    return { ...unknownPlace(where, `a place that only Secret ${object.ref.namespace ?? ''}/${name} knows`), opener };
  }
  return { ...resticLocated(url, mover, world), opener };
}

function resticLocated(url: SecretPiece, mover: MoverKind, { objects }: World): Located {
  const { marked, refs } = url;
  if (beginsInVault(marked)) {
    return unknownPlace(drawn(url), `a place that only the vault knows: ${shown(url)}`);
  }
  if (marked.startsWith('/')) {
    return (
      placeOfFolder(mover, drawn(url), objects) ??
      unknownPlace(drawn(url), `folder ${shown(url)}, on a volume that no object here mounts`)
    );
  }
  const [, scheme, host, bucket = '', prefix = ''] = /^s3:(https?:\/\/)?([^/]+)\/([^/]+)\/?(.*)$/s.exec(marked) ?? [];
  if (host !== undefined) {
    return s3Place({ marked: host, refs }, { marked: bucket, refs }, { marked: prefix, refs }, scheme !== 'http://');
  }
  const [, kind = '', rest = ''] = /^(rest|sftp|azure|gs|b2|rclone|swift):(.*)$/s.exec(marked) ?? [];
  const known = ({ rest: 'rest', sftp: 'sftp', azure: 'azure', gs: 'gcs', b2: 'b2', rclone: 'rclone' } as const)[kind];
  return known === undefined
    ? unknownPlace('restic', 'a place that its Secret spells in a way that is not known here')
    : // An address may have a name and a password in it.
      otherPlace(known, { marked: rest.replace(/\/\/[^/@]*@/, '//'), refs });
}
