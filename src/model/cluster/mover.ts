import { defaults } from '../defaults';
import type { Problem } from '../rules/problem';
import { show } from '../rules/show';
import type { KeysOf } from '../values/known-keys';

/** Who a mover is on the file system, and what else its pod's security context says. */
export interface Mover {
  /** The user that reads the app's files and writes the repository. */
  readonly uid: number;
  readonly gid: number;
  /** Group that volumes are made accessible to. @default `gid` */
  readonly fsGroup?: number;
  /** @default 'OnRootMismatch' */
  readonly fsGroupChangePolicy?: 'OnRootMismatch' | 'Always';
  /** @default true, unless `uid` is 0 */
  readonly runAsNonRoot?: boolean;
  readonly supplementalGroups?: readonly number[];
  /** @default { type: 'RuntimeDefault' } */
  readonly seccompProfile?: { readonly type: 'RuntimeDefault' | 'Unconfined' };
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
  readonly fsGroup: number;
  readonly fsGroupChangePolicy: string;
  readonly seccompProfile: { readonly type: string };
  readonly supplementalGroups?: number[];
}

export function moverSecurityContext(mover: Mover): MoverSecurityContext {
  return {
    runAsUser: mover.uid,
    runAsGroup: mover.gid,
    runAsNonRoot: mover.runAsNonRoot ?? mover.uid !== 0,
    fsGroup: mover.fsGroup ?? mover.gid,
    fsGroupChangePolicy: mover.fsGroupChangePolicy ?? defaults.fsGroupChangePolicy,
    seccompProfile: mover.seccompProfile ?? { type: 'RuntimeDefault' },
    ...(mover.supplementalGroups && { supplementalGroups: [...mover.supplementalGroups] }),
  };
}

export function moverProblems(field: string, mover: Mover): Problem[] {
  const problems: Problem[] = (['uid', 'gid', 'fsGroup'] as const)
    .filter((key) => !(key === 'fsGroup' && mover.fsGroup === undefined) && !isId(mover[key]))
    .map((key) => ({
      field: `${field}.${key}`,
      text: `${show(mover[key])} is not an id; write a whole number, 0 or more`,
      rule: 'M2',
    }));
  const groups: unknown = mover.supplementalGroups;
  if (groups !== undefined && !(Array.isArray(groups) && groups.every(isId))) {
    const text = `${show(groups)} is not a list of ids; write whole numbers, 0 or more`;
    problems.push({ field: `${field}.supplementalGroups`, text, rule: 'M2' });
  }
  if (mover.uid === 0 && mover.runAsNonRoot) {
    const text = 'a mover with uid 0 cannot start under runAsNonRoot: true; leave it out or choose another uid';
    problems.push({ field: `${field}.runAsNonRoot`, text, rule: 'M2' });
  }
  return problems;
}

function isId(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) < 2 ** 31;
}
