import type { Problem } from '../rules/problem';
import type { KeysOf } from '../values/known-keys';
import { annotationProblems, labelProblems } from '../values/labels';
import { OBJECT_KEYS, ownKeyProblems } from '../values/own-keys';

/** What objects carry beside what they are. */
export interface ObjectMetadata {
  /**
   * Labels of all objects that are written here, e.g. the team that is asked about them; those of the pods are `podLabels`.
   * Flux leaves a claim and a restore that exist as they are, their labels included. @default none
   */
  readonly labels?: Readonly<Record<string, string>>;
  /** Annotations of the same objects. @default none */
  readonly annotations?: Readonly<Record<string, string>>;
}

export const OBJECT_METADATA_KEYS: KeysOf<ObjectMetadata> = { labels: 'map', annotations: 'map' };

/** Everything wrong with what objects are to carry. @param own keys that the engine goes by */
export function metadataProblems({ labels, annotations }: ObjectMetadata, own: readonly string[]): Problem[] {
  const taken = [...OBJECT_KEYS, ...own];
  return [
    ...labelProblems('labels', labels ?? {}),
    ...ownKeyProblems('labels', labels, taken),
    ...annotationProblems('annotations', annotations ?? {}),
    ...ownKeyProblems('annotations', annotations, taken),
  ];
}
