import { type Problem, problemIf } from '../rules/problem';
import { show } from '../rules/show';

/** How a volume may be mounted, as in Kubernetes. */
export type AccessMode = 'ReadWriteOnce' | 'ReadWriteMany' | 'ReadOnlyMany' | 'ReadWriteOncePod';

const ACCESS_MODES: readonly string[] = ['ReadWriteOnce', 'ReadWriteMany', 'ReadOnlyMany', 'ReadWriteOncePod'];

/** Reports what is no list of access modes. */
export function modeListProblems(field: string, modes: readonly string[] | undefined): Problem[] {
  return problemIf(
    modes !== undefined && !isModeList(modes),
    field,
    () => `${show(modes)} is not a list of access modes; use ${ACCESS_MODES.join(', ')}`,
  );
}

/** V1: access modes that no volume is made with. */
export function accessModesProblems(field: string, modes: readonly string[] | undefined): Problem[] {
  const problems = modeListProblems(field, modes);
  return modes === undefined || problems.length > 0
    ? problems
    : problemIf(
        modes.includes('ReadWriteOncePod') && modes.some((each) => each !== 'ReadWriteOncePod'),
        field,
        () =>
          `${show(modes)} has "ReadWriteOncePod" beside other modes, which the API server refuses; write it alone, or leave it out`,
        'V1',
      );
}

/** V1: access modes of a volume that has to be filled. */
export function writtenModesProblems(field: string, modes: readonly string[] | undefined): Problem[] {
  const problems = accessModesProblems(field, modes);
  return problems.length > 0
    ? problems
    : problemIf(
        modes !== undefined && isReadOnly(modes),
        field,
        () =>
          `${show(modes)} lets nobody write the volume, so it stays empty; write "ReadWriteOnce" or "ReadWriteMany"`,
        'V1',
      );
}

/** V1: modes that a class does not serve. */
export function servedProblems(
  field: string,
  modes: readonly string[] | undefined,
  served: readonly string[] | undefined,
): Problem[] {
  return problemIf(
    isModeList(modes) && isModeList(served) && modes.some((each) => !served.includes(each)),
    field,
    () =>
      `${show(modes)} is more than the storage class serves, so the volume would never be made; use modes of servesAccessModes, ${show(served)}, or another storage profile`,
    'V1',
  );
}

/** Whether a volume can only be read. */
export function isReadOnly(modes: readonly string[] | undefined): boolean {
  return isModeList(modes) && modes.every((each) => each === 'ReadOnlyMany');
}

function isModeList(modes: unknown): modes is readonly string[] {
  return Array.isArray(modes) && modes.length > 0 && modes.every((each) => ACCESS_MODES.includes(each));
}
