import { listAt, textAt } from '../../../ledger/loose';
import type { Objects } from '../../../ledger/object';
import { claimPlace, type Located, nfsPlace } from '../../../ledger/repository/place';
import { injectedVolume } from './injected-volume';
import type { MoverKind } from './mover';

/** A volume as a mover sees it: where it is mounted, and what a folder of it is. */
interface Mount {
  readonly path: string;
  readonly place: (below: string) => Located;
}

/** The place of a folder in a mover; `undefined` where nothing that is mounted holds it. */
export function placeOfFolder(mover: MoverKind, folder: string, objects: Objects): Located | undefined {
  const mount = mountsOf(mover).find(({ path }) => folder === path || folder.startsWith(`${path}/`));
  return mount?.place(folder.slice(mount.path.length)) ?? injectedVolume(mover, folder, objects);
}

/** The one volume that a mover mounts, where it mounts no other. */
export function onlyVolume(mover: MoverKind): Located | undefined {
  const [mount, ...others] = mountsOf(mover);
  return others.length === 0 ? mount?.place('') : undefined;
}

/** VolSync takes the first claim among a mover's volumes for the repository, whatever the Secret says. */
export function claimOfMover(mover: MoverKind): Located | undefined {
  const claim = listAt(mover.object.body, ...mover.volumes).find((each) => claimOf(each) !== undefined);
  const name = claimOf(claim);
  return name === undefined ? undefined : claimPlaceOf(mover, name, '');
}

function claimOf(volume: unknown): string | undefined {
  return textAt(volume, 'volumeSource', 'persistentVolumeClaim', 'claimName');
}

function mountsOf(mover: MoverKind): readonly Mount[] {
  return listAt(mover.object.body, ...mover.volumes).flatMap((each): Mount[] => {
    const name = textAt(each, 'mountPath');
    const server = textAt(each, 'volumeSource', 'nfs', 'server');
    const exported = textAt(each, 'volumeSource', 'nfs', 'path');
    const claim = claimOf(each);
    if (name === undefined) {
      return [];
    }
    const path = `/mnt/${name}`;
    if (server !== undefined && exported !== undefined) {
      return [{ path, place: (below) => nfsPlace(server, exported, below) }];
    }
    return claim === undefined ? [] : [{ path, place: (below) => claimPlaceOf(mover, claim, below) }];
  });
}

/** Claims of one name in two namespaces are two volumes, unless they were declared to be one repository. */
function claimPlaceOf({ object, label }: MoverKind, claim: string, below: string): Located {
  return claimPlace(label === undefined ? object.ref.namespace : undefined, claim, below);
}
