import { fluxSwitch, type KubeObject } from '../model/values/kube-object';
import type { Claim } from './ledger';
import { textAt, textsAt } from './loose';
import { type FoundObject, labelsOf, type ObjectRef } from './object';
import type { Owners } from './owner';

export function claimsOf(objects: readonly FoundObject[], owners: Owners): readonly Claim[] {
  return objects
    .filter(({ group, ref }) => group === '' && ref.kind === 'PersistentVolumeClaim')
    .map((each) => claimOf(each, owners));
}

export function claimId(namespace: string | undefined, name: string): string {
  return `${namespace ?? ''}/${name}`;
}

/** What an object's labels call the app that it belongs to. */
export function appLabelOf(object: FoundObject): string | undefined {
  const labels = labelsOf(object);
  return labels['app.kubernetes.io/name'] ?? labels['app.kubernetes.io/instance'];
}

function claimOf(object: FoundObject, owners: Owners): Claim {
  const { ref, body } = object;
  const defined = <Key extends string>(key: Key, value: string | undefined) =>
    (value === undefined ? {} : { [key]: value }) as Partial<Record<Key, string>>;
  const source = dataSourceOf(object);
  return {
    id: claimId(ref.namespace, ref.name),
    app: appLabelOf(object) ?? ref.name,
    ...defined('owner', owners.of(object)),
    ...defined('capacity', textAt(body, 'spec', 'resources', 'requests', 'storage')),
    ...defined('storageClassName', textAt(body, 'spec', 'storageClassName')),
    accessModes: textsAt(body, 'spec', 'accessModes'),
    ...(source !== undefined && { dataSource: source }),
    ...fluxSwitches(object),
  };
}

/** What Flux was told to do with an object. */
export function fluxSwitches({ body }: FoundObject) {
  const object = body as unknown as KubeObject;
  return {
    createdOnce: fluxSwitch(object, 'ssa') === 'IfNotPresent',
    keptWhenGone: fluxSwitch(object, 'prune') === 'disabled',
  };
}

function dataSourceOf({ ref, body }: FoundObject): ObjectRef | undefined {
  for (const field of ['dataSourceRef', 'dataSource']) {
    const [kind, name] = [textAt(body, 'spec', field, 'kind'), textAt(body, 'spec', field, 'name')];
    if (kind !== undefined && name !== undefined) {
      const namespace = textAt(body, 'spec', field, 'namespace') ?? ref.namespace;
      return { kind, name, ...(namespace !== undefined && { namespace }) };
    }
  }
  return undefined;
}
