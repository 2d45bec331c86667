import type { KubeObject } from '../values/kube-object';
import type { Finding } from './finding';

/** An object as it is written, and the construct that it comes from. */
export interface WrittenObject {
  readonly path: string;
  readonly object: KubeObject;
}

/** What a rule says of several objects as they are written, whoever made them. */
export interface TreeRule {
  /** The kinds that it looks at. */
  readonly kinds: readonly string[];
  /** Where they break it. */
  readonly breaches: (objects: readonly WrittenObject[]) => readonly Finding[];
}
