import type { LooseRecord } from '../../loose';
import type { ObjectRef } from '../../object';

/** A claim that some object makes or mounts, as far as the objects say. */
export interface ExpectedClaim {
  /** What it is called in sentences: `namespace/name` where its name is certain. */
  readonly label: string;
  /** Every `namespace/name` that it can have; none where nothing says. It is backed up where one of them is. */
  readonly ids: readonly string[];
  /** Who makes it, or mounts it: where it is accepted that nothing backs it up. */
  readonly object: ObjectRef;
  readonly kind: 'claim' | 'made' | 'mounted' | 'unknown';
  /** What is there to say where its name is not, as a sentence. */
  readonly why?: string;
  /** What it is to be like, where the one who makes it says so. */
  readonly spec?: LooseRecord;
  /** Who else backs it up. */
  readonly keeper?: ObjectRef;
}
