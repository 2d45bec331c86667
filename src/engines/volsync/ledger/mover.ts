import type { FoundObject } from '../../../ledger/object';

/** A mover, as far as its volumes depend on it. */
export interface MoverKind {
  readonly object: FoundObject;
  /** The field of the object that has its mover's volumes. */
  readonly volumes: readonly string[];
  /** Which jobs admission policies take it for. */
  readonly job: 'mover' | 'maintenance';
  /** The repository that its pod is labelled for, where it was made by this library. */
  readonly label: string | undefined;
}
