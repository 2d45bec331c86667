import type { FoundObject } from '../../object';

/** A release of Helm's, as far as its object says what it installs. */
export interface Release {
  readonly object: FoundObject;
  /** What Helm calls it. */
  readonly name: string;
  readonly namespace: string | undefined;
  /** The chart; none where what names it is not here. */
  readonly chart: string | undefined;
  readonly values: Readonly<Record<string, unknown>>;
}
