import { inside, listed } from '../values/inside';
import type { KubeObject } from '../values/kube-object';

/** Makes Secrets in namespaces that the output does not name. */
const EVERYWHERE = '*';

/** The names of the Secrets that an object of a kind makes. */
const MAKERS: Readonly<Record<string, (object: KubeObject) => readonly unknown[]>> = {
  Secret: ({ metadata }) => [metadata?.name],
  ExternalSecret: ({ metadata, spec }) => madeByExternalSecret(spec, metadata?.name),
  ClusterExternalSecret: ({ metadata, spec }) =>
    madeByExternalSecret(inside(spec, 'externalSecretSpec'), inside(spec, 'externalSecretName') ?? metadata?.name),
  SealedSecret: ({ metadata, spec }) => [inside(spec, 'template', 'metadata', 'name') ?? metadata?.name],
  SopsSecret: ({ spec }) => listed(inside(spec, 'secretTemplates')).map((each) => inside(each, 'name')),
  OnePasswordItem: ({ metadata }) => [metadata?.name],
  Certificate: ({ spec }) => [inside(spec, 'secretName')],
};

/** The Secrets that an object makes, as `<namespace>/<name>`. */
export function madeSecrets(object: KubeObject): string[] {
  const namespace = object.kind.startsWith('Cluster') ? EVERYWHERE : object.metadata?.namespace;
  return (MAKERS[object.kind]?.(object) ?? [])
    .filter((name) => typeof name === 'string')
    .map((name) => secretKey(name, namespace));
}

/** `Merge` and `None` make no Secret of their own. */
function madeByExternalSecret(spec: unknown, name: unknown): unknown[] {
  const policy = inside(spec, 'target', 'creationPolicy');
  return policy === 'Merge' || policy === 'None' ? [] : [inside(spec, 'target', 'name') ?? name];
}

/** What makes two Secrets one. An object without a namespace is in `default`. */
export function secretKey(name: string, namespace: string | undefined): string {
  return `${namespace ?? 'default'}/${name}`;
}

/** Whether a Secret is among some. */
export function isAmong(secrets: ReadonlySet<string>, name: string, namespace: string | undefined): boolean {
  return secrets.has(secretKey(name, namespace)) || secrets.has(secretKey(name, EVERYWHERE));
}
