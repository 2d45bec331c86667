import { defaults } from '../defaults';
import { ifGiven, type Problem, problemIf } from '../rules/problem';
import { show } from '../rules/show';
import { booleanProblems, type KeysOf } from '../values/known-keys';
import { isWhole } from '../values/number';

/** Who a mover is on the file system, and what else its pod's security context says. */
export interface Mover {
  /** The user that reads the app's files and writes the repository. */
  readonly uid: number;
  /** The group that files belong to. */
  readonly gid: number;
  /**
   * Group that the kubelet gives a volume's files to before a pod starts; `false`: none, for movers as root and volumes
   * whose files anybody may read. @default `gid`
   */
  readonly fsGroup?: number | false;
  /**
   * When it does so. `'OnRootMismatch'` saves the walk over a large volume, and looks at the volume's root alone: files
   * that root or another group has written below stay unreadable, and the backup fails.
   * @default left out, and Kubernetes then walks over every volume
   */
  readonly fsGroupChangePolicy?: 'OnRootMismatch' | 'Always';
  /** Let no mover start as root. @default true, unless `uid` is 0 */
  readonly runAsNonRoot?: boolean;
  /** Further groups of the user. @default none */
  readonly supplementalGroups?: readonly number[];
  /** The filter of system calls. @default `{ type: 'RuntimeDefault' }` (`defaults.seccompProfile`) */
  readonly seccompProfile?: {
    /** The runtime's own filter, or none. */ readonly type: 'RuntimeDefault' | 'Unconfined';
  };
}

export const MOVER_KEYS: KeysOf<Mover> = {
  uid: true,
  gid: true,
  fsGroup: true,
  fsGroupChangePolicy: true,
  runAsNonRoot: true,
  supplementalGroups: true,
  seccompProfile: { type: true },
};

/** The pod security context of a mover, in Kubernetes' field names. */
export interface MoverSecurityContext {
  readonly runAsUser: number;
  readonly runAsGroup: number;
  readonly runAsNonRoot: boolean;
  readonly fsGroup?: number;
  readonly fsGroupChangePolicy?: string;
  readonly seccompProfile: { readonly type: string };
  readonly supplementalGroups?: number[];
}

export function moverSecurityContext(mover: Mover): MoverSecurityContext {
  return {
    runAsUser: mover.uid,
    runAsGroup: mover.gid,
    runAsNonRoot: mover.runAsNonRoot ?? mover.uid !== 0,
    ...(mover.fsGroup !== false && {
      fsGroup: mover.fsGroup ?? mover.gid,
      ...(mover.fsGroupChangePolicy && { fsGroupChangePolicy: mover.fsGroupChangePolicy }),
    }),
    seccompProfile: mover.seccompProfile ?? defaults.seccompProfile,
    // Plain JavaScript may give one alone, which is reported with everything else that is wrong.
    ...(mover.supplementalGroups && { supplementalGroups: [mover.supplementalGroups].flat() }),
  };
}

/** @param said what the declaration itself says, where the rest of the mover is somebody else's */
export function moverProblems(field: string, mover: Mover, said: Partial<Mover> = mover): Problem[] {
  const { uid, gid, fsGroup, supplementalGroups: groups, runAsNonRoot, fsGroupChangePolicy, seccompProfile } = mover;
  return [
    ...Object.entries({ uid, gid }).flatMap(([key, id]) =>
      problemIf(!isId(id), `${field}.${key}`, () => `${show(id)} is not an id; write a whole number, 0 or more`, 'M2'),
    ),
    ...problemIf(
      fsGroup !== undefined && fsGroup !== false && !isId(fsGroup),
      `${field}.fsGroup`,
      () => `${show(fsGroup)} is not an id; write a whole number, 0 or more, or false for none`,
      'M2',
    ),
    ...problemIf(
      groups !== undefined && !(Array.isArray(groups) && groups.every(isId)),
      `${field}.supplementalGroups`,
      () => `${show(groups)} is not a list of ids; write whole numbers, 0 or more`,
      'M2',
    ),
    ...booleanProblems(`${field}.runAsNonRoot`, runAsNonRoot, 'M2'),
    ...problemIf(
      uid === 0 && runAsNonRoot === true,
      `${field}.runAsNonRoot`,
      'a mover with uid 0 cannot start under runAsNonRoot: true; leave it out or choose another uid',
      'M2',
    ),
    ...ifGiven(fsGroupChangePolicy, (each) =>
      wordProblems(`${field}.fsGroupChangePolicy`, each, ['OnRootMismatch', 'Always']),
    ),
    ...problemIf(
      fsGroup === false && said.fsGroupChangePolicy !== undefined,
      `${field}.fsGroupChangePolicy`,
      () =>
        `${show(said.fsGroupChangePolicy)} is about a group, and fsGroup: false does without; leave it out, or write a group`,
    ),
    ...ifGiven(seccompProfile, ({ type }) =>
      wordProblems(`${field}.seccompProfile.type`, type, ['RuntimeDefault', 'Unconfined']),
    ),
  ];
}

function isId(value: unknown): boolean {
  return isWhole(value, 0);
}

function wordProblems(field: string, value: unknown, words: readonly string[]): Problem[] {
  return problemIf(
    !(words as readonly unknown[]).includes(value),
    field,
    () => `${show(value)} is not known; write ${words.map(show).join(' or ')}`,
  );
}
