import { grouped } from './grouped';
import { at, isRecord, type Loose, type LooseRecord, listAt, textAt, textRecordAt } from './loose';

/** An object of Kubernetes, by which it can be found. */
export interface ObjectRef {
  readonly kind: string;
  readonly name: string;
  /** None where it is of the whole cluster, or where nothing says. */
  readonly namespace?: string;
}

/** An object as it was found, and which one it is. */
export interface FoundObject {
  readonly ref: ObjectRef;
  /** Its API group; `''` is Kubernetes' own. */
  readonly group: string;
  readonly body: LooseRecord;
}

/** What is no object, or is hidden by another one, and why. */
export interface Unread {
  readonly object: ObjectRef;
  readonly why: string;
}

/** Why an object is not read that another one hides. */
export const HIDDEN = 'another object of this kind and name comes after it, and that was read';

/** All objects of a stream, found by what they are called. */
export class Objects {
  readonly all: readonly FoundObject[];
  readonly unread: readonly Unread[];
  private readonly byKey = new Map<string, FoundObject>();
  private readonly byKind: ReadonlyMap<string, readonly FoundObject[]>;

  constructor(stream: readonly Loose[]) {
    const unread: Unread[] = [];
    for (const each of stream.flatMap(itemsOf)) {
      const object = foundObject(each);
      if (isBuildFile(each)) {
        continue;
      }
      if (object === undefined) {
        unread.push({ object: { kind: kindOf(each), name: nameOf(each) }, why: 'it is not an object of Kubernetes' });
        continue;
      }
      const key = keyOf(object.group, object.ref);
      const other = this.byKey.get(key);
      if (other !== undefined) {
        unread.push({ object: other.ref, why: HIDDEN });
      }
      this.byKey.set(key, object);
    }
    this.all = [...this.byKey.values()];
    this.byKind = grouped(this.all, ({ group, ref }) => `${group}/${ref.kind}`);
    this.unread = unread;
  }

  /** One object; `undefined` where the stream does not have it, which says nothing of the cluster. */
  find(group: string, kind: string, namespace: string | undefined, name: string | undefined): FoundObject | undefined {
    return name === undefined ? undefined : this.byKey.get(keyOf(group, { kind, name, namespace }));
  }

  /** All of one kind. */
  ofKind(group: string, kind: string): readonly FoundObject[] {
    return this.byKind.get(`${group}/${kind}`) ?? [];
  }
}

export function labelsOf(object: FoundObject): Readonly<Record<string, string>> {
  return textRecordAt(object.body, 'metadata', 'labels');
}

export function annotationsOf(object: FoundObject): Readonly<Record<string, string>> {
  return textRecordAt(object.body, 'metadata', 'annotations');
}

/** What an object is called in sentences. */
export function renderRef({ kind, namespace, name }: ObjectRef): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}

/** `kubectl get -o yaml` wraps what it finds into one object. */
function itemsOf(each: Loose): readonly Loose[] {
  return isRecord(each) && kindOf(each).endsWith('List') && Array.isArray(at(each, 'items'))
    ? listAt(each, 'items').flatMap(itemsOf)
    : [each];
}

function foundObject(each: Loose): FoundObject | undefined {
  const [kind, name, apiVersion] = [textAt(each, 'kind'), textAt(each, 'metadata', 'name'), textAt(each, 'apiVersion')];
  if (!isRecord(each) || kind === undefined || name === undefined || apiVersion === undefined) {
    return undefined;
  }
  const namespace = textAt(each, 'metadata', 'namespace');
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  return { ref: { kind, name, ...(namespace !== undefined && { namespace }) }, group, body: each };
}

/** Folders hold files beside the objects that tell kustomize what to build; nothing of them reaches a cluster. */
function isBuildFile(each: Loose): boolean {
  return textAt(each, 'apiVersion')?.startsWith('kustomize.config.k8s.io/') === true;
}

function kindOf(each: Loose): string {
  return textAt(each, 'kind') ?? 'something';
}

function nameOf(each: Loose): string {
  return textAt(each, 'metadata', 'name') ?? 'without a name';
}

function keyOf(group: string, { kind, namespace, name }: ObjectRef): string {
  return JSON.stringify([group, kind, namespace ?? '', name]);
}
