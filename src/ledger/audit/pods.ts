import { at, type Loose, listAt, recordAt, textAt } from '../loose';
import type { FoundObject, Objects } from '../object';

/** Where each kind of object that makes pods has the pod's spec. */
const PODS: readonly { readonly group: string; readonly kind: string; readonly path: readonly string[] }[] = [
  { group: '', kind: 'Pod', path: ['spec'] },
  { group: '', kind: 'ReplicationController', path: ['spec', 'template', 'spec'] },
  { group: 'apps', kind: 'Deployment', path: ['spec', 'template', 'spec'] },
  { group: 'apps', kind: 'ReplicaSet', path: ['spec', 'template', 'spec'] },
  { group: 'apps', kind: 'StatefulSet', path: ['spec', 'template', 'spec'] },
  { group: 'apps', kind: 'DaemonSet', path: ['spec', 'template', 'spec'] },
  { group: 'batch', kind: 'Job', path: ['spec', 'template', 'spec'] },
  { group: 'batch', kind: 'CronJob', path: ['spec', 'jobTemplate', 'spec', 'template', 'spec'] },
];

/** A pod, and the object that makes it. */
export interface PodSpec {
  readonly by: FoundObject;
  readonly spec: Loose;
}

/** The pods that objects make by themselves. What a controller has made of one that is here too is left out. */
export function podsOf(objects: Objects): readonly PodSpec[] {
  return PODS.flatMap(({ group, kind, path }) =>
    objects
      .ofKind(group, kind)
      .filter(
        ({ body }) => !listAt(body, 'metadata', 'ownerReferences').some((each) => at(each, 'controller') === true),
      )
      .map((by) => ({ by, spec: at(by.body, ...path) })),
  );
}

/** A claim that a pod mounts, by the name of its volume. */
export function claimVolumes(spec: Loose): readonly { readonly volume: string; readonly claim: string }[] {
  return listAt(spec, 'volumes').flatMap((each) => {
    const [volume, claim] = [textAt(each, 'name'), textAt(each, 'persistentVolumeClaim', 'claimName')];
    return volume === undefined || claim === undefined ? [] : [{ volume, claim }];
  });
}

/** As whom something runs; a field is left out where nothing says. */
export interface User {
  readonly uid?: number;
  readonly gid?: number;
}

/** As whom each container writes into a volume of its pod. */
export function writersOf(spec: Loose, volume: string): readonly User[] {
  return [...listAt(spec, 'containers'), ...listAt(spec, 'initContainers')]
    .filter((container) =>
      listAt(container, 'volumeMounts').some(
        (mount) => textAt(mount, 'name') === volume && at(mount, 'readOnly') !== true,
      ),
    )
    .map((container) => userOf(recordAt(container, 'securityContext'), recordAt(spec, 'securityContext')));
}

/** The innermost that says it wins. */
export function userOf(...contexts: readonly Loose[]): User {
  const said = (key: string) => contexts.map((each) => at(each, key)).find((each) => typeof each === 'number');
  const [uid, gid] = [said('runAsUser'), said('runAsGroup')];
  return { ...(typeof uid === 'number' && { uid }), ...(typeof gid === 'number' && { gid }) };
}
