import { type Problem, problemIf } from '../../model/rules/problem';
import { show } from '../../model/rules/show';

/** Where a repository's volume is in a mover, unless the declaration says otherwise. */
export const MOVER_VOLUME_PATH = '/mnt/repository';

/** VolSync names the volume after the path, so the one element is a name of Kubernetes as well (rule A2). */
export function moverVolumePathProblems(field: string, mountPath: unknown): Problem[] {
  return problemIf(
    typeof mountPath !== 'string' || !/^\/mnt\/[a-z0-9]([-a-z0-9]{0,59}[a-z0-9])?$/.test(mountPath),
    field,
    () =>
      `${show(mountPath)} is not where VolSync mounts mover volumes, /mnt/<one lower-case element>; write "${MOVER_VOLUME_PATH}" or leave it out`,
    'A2',
  );
}
