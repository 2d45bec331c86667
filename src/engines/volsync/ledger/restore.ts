import { repositoryLabel } from '../../../constructs/kit/labels';
import { isRecord, recordAt, textAt } from '../../../ledger/loose';
import type { FoundObject } from '../../../ledger/object';
import type { Reader, RestoreStatement, World } from '../../../ledger/reader';
import { restoredIdentity } from './identity';
import { kopiaPlace } from './kopia-place';
import { resticRestore } from './restic';

export const restoreReader: Reader = {
  group: 'volsync.backube',
  kind: 'ReplicationDestination',
  read(object, world) {
    const spec = recordAt(object.body, 'spec');
    const [mover, ...others] = Object.keys(spec).filter((key) => isRecord(spec[key]) && key !== 'trigger');
    if (mover === undefined || others.length > 0) {
      return [{ says: 'unclear', why: 'it has not exactly one mover, and VolSync restores nothing without' }];
    }
    if (mover !== 'kopia' && mover !== 'restic') {
      return [{ says: 'unclear', why: `it restores by ${mover}, of which nothing is known here` }];
    }
    const fields = recordAt(spec, mover);
    const secret = textAt(fields, 'repository');
    return [
      {
        says: 'restore',
        ...(mover === 'kopia' ? kopiaRestore(object, world) : resticRestore(object, world)),
        into: textAt(fields, 'destinationPVC'),
        secret: secret === undefined ? undefined : { namespace: object.ref.namespace, name: secret, keys: 'all' },
      },
    ];
  },
};

function kopiaRestore(object: FoundObject, world: World): Pick<RestoreStatement, 'place' | 'identity'> {
  const kopia = recordAt(object.body, 'spec', 'kopia');
  const named = textAt(kopia, 'sourceIdentity', 'sourceName');
  const namespace = textAt(kopia, 'sourceIdentity', 'sourceNamespace') ?? object.ref.namespace;
  const source = world.objects.find('volsync.backube', 'ReplicationSource', namespace, named);
  // The name of the Secret is discovered, the Secret is the restore's own.
  const secret = textAt(kopia, 'repository') ?? textAt(source?.body, 'spec', 'kopia', 'repository') ?? '';
  const label = textAt(kopia, 'moverPodLabels', repositoryLabel);
  const mover = { object, volumes: ['spec', 'kopia', 'moverVolumes'], job: 'mover', label } as const;
  return {
    place: kopiaPlace(mover, world.secrets.find(object.ref.namespace, secret), world),
    identity: restoredIdentity(object, world.objects),
  };
}
