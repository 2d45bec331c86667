import type { LooseRecord } from './loose';
import { type FoundObject, labelsOf } from './object';

/** Which Flux Kustomization applies an object, as `namespace/name`. */
export class Owners {
  /** @param told who applies objects that come from files, which have no label of Flux's yet */
  constructor(private readonly told: ReadonlyMap<LooseRecord, string> = new Map()) {}

  of(object: FoundObject): string | undefined {
    const labels = labelsOf(object);
    const name = labels['kustomize.toolkit.fluxcd.io/name'];
    return name === undefined
      ? this.told.get(object.body)
      : `${labels['kustomize.toolkit.fluxcd.io/namespace'] ?? ''}/${name}`;
  }
}
