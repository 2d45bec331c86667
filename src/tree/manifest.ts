import { ApiObject, type ApiObjectProps, JsonPatch } from 'cdk8s';
import type { Construct } from 'constructs';
import { withoutStack } from '../model/rules/without-stack';
import { withMetadata } from './object-metadata';

/** What `cdk8s import` generates for a kind, as far as it is used here. */
export interface Binding<Props> {
  readonly manifest: (props: Props) => { apiVersion: string; kind: string };
}

/**
 * An object of the output. It is written as its type's bindings say and stays plain from then on: the generated
 * classes would drop every JSON patch that does not use TypeScript's spelling of a field (`sourcePvc`).
 */
export class Manifest extends ApiObject {
  constructor(scope: Construct, id: string, props: ApiObjectProps) {
    super(scope, id, withMetadata(scope, props));
    manifests.add(this);
  }

  /** Changes the object where no option does. What is taken from a backup that way is refused (rule H3). */
  override addJsonPatch(...operations: JsonPatch[]): void {
    patched.add(this);
    super.addJsonPatch(...operations);
  }
}

const manifests = new WeakSet<ApiObject>();
const patched = new WeakSet<ApiObject>();

/** What a construct has written before anybody has patched it; `undefined` where nobody has. */
export function beforePatches(object: ApiObject): ApiObject | undefined {
  return patched.has(object) ? Object.create(object, { patches: { value: [] } }) : undefined;
}

/**
 * Adds an object to a construct.
 * @throws Error if the bindings would silently leave out something that `props` sets
 */
export function addManifest<Props>(
  scope: Construct,
  id: string,
  binding: Binding<Props>,
  props: NoInfer<Props>,
): Manifest {
  const manifest = binding.manifest(props);
  const dropped = droppedField(props, manifest);
  if (dropped !== undefined) {
    throw withoutStack(
      new Error(
        `[${scope.node.path}/${id}] ${manifest.kind}.${dropped}: the generated bindings do not know this field and would drop it; ` +
          'check its spelling and type in imports/',
      ),
    );
  }
  return new Manifest(scope, id, manifest);
}

/** Whether an object comes from a construct of this library. (`instanceof` says so of every object of cdk8s.) */
export function isManifest(object: ApiObject): boolean {
  return manifests.has(object);
}

/** Like {@link addManifest}, for kinds without a namespace: the chart would give them its own. */
export function addClusterManifest(scope: Construct, id: string, manifest: ApiObjectProps): Manifest {
  const object = new Manifest(scope, id, manifest);
  if (object.metadata.namespace !== undefined) {
    // As ApiObject has it: this is no patch of anybody's.
    ApiObject.prototype.addJsonPatch.call(object, JsonPatch.remove('/metadata/namespace'));
  }
  return object;
}

/** The first field of `given` that `rendered` lacks. Bindings spell fields differently, so case does not count. */
function droppedField(given: unknown, rendered: unknown): string | undefined {
  if (given === undefined || given === null) {
    return undefined;
  }
  if (rendered === undefined || rendered === null) {
    return '';
  }
  if (typeof given !== 'object' || typeof rendered !== 'object') {
    // A scalar that renders as an object, or a quantity's wrapper that renders as its text: nothing is lost.
    return undefined;
  }
  for (const [key, value] of Object.entries(given)) {
    const inside = droppedField(value, fieldOf(rendered as Record<string, unknown>, key));
    if (inside !== undefined) {
      return inside === '' ? key : `${key}.${inside}`;
    }
  }
  return undefined;
}

/** A field under the very name, or under one that differs in case alone. */
function fieldOf(rendered: Record<string, unknown>, key: string): unknown {
  if (key in rendered) {
    return rendered[key];
  }
  const other = Object.keys(rendered).find((each) => each.toLowerCase() === key.toLowerCase());
  return other === undefined ? undefined : rendered[other];
}

/** The value with every string in it, keys included, replaced. */
export function renderStrings(value: unknown, render: (text: string) => string): unknown {
  if (typeof value === 'string') {
    return render(value);
  }
  if (Array.isArray(value)) {
    return value.map((each) => renderStrings(each, render));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [render(key), renderStrings(each, render)]));
  }
  return value;
}
