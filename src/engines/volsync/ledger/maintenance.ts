import { repositoryLabel } from '../../../constructs/kit/labels';
import { at, textAt } from '../../../ledger/loose';
import type { Reader } from '../../../ledger/reader';
import { isCron } from '../../../model/schedule/cron';
import { kopiaPlace } from './kopia-place';

/** What VolSync fills in where a KopiaMaintenance has no schedule. */
const EVERY_NIGHT = '0 2 * * *';

export const maintenanceReader: Reader = {
  group: 'volsync.backube',
  kind: 'KopiaMaintenance',
  read(object, world) {
    const spec = at(object.body, 'spec');
    const name = textAt(spec, 'repository', 'repository');
    if (name === undefined) {
      return [{ says: 'unclear', why: 'it names no Secret in spec.repository.repository, so nothing is maintained' }];
    }
    const label = textAt(spec, 'moverPodLabels', repositoryLabel);
    const mover = { object, volumes: ['spec', 'moverVolumes'], job: 'maintenance', label } as const;
    const manual = textAt(spec, 'trigger', 'manual');
    const schedule = textAt(spec, 'trigger', 'schedule') ?? textAt(spec, 'schedule') ?? EVERY_NIGHT;
    // Of the two together VolSync makes an error, and of a text such as @daily as well.
    const readable = manual === undefined && isCron(schedule) && !schedule.startsWith('@');
    return [
      {
        says: 'maintain',
        place: kopiaPlace(mover, world.secrets.find(object.ref.namespace, name), world),
        cron: readable ? schedule : undefined,
        runs: readable && at(spec, 'enabled') !== false && at(spec, 'suspend') !== true,
        secret: { namespace: object.ref.namespace, name, keys: 'all' },
        // VolSync never changes the environment of a CronJob that is there.
        keepsSecret: name,
      },
      ...(readable
        ? []
        : [{ says: 'unclear' as const, why: 'it has no schedule that VolSync can read, so it never runs by itself' }]),
    ];
  },
};
