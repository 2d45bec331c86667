import type { KubeObject } from '../model/values/kube-object';

/** Kinds without a namespace: cdk8s gives them their chart's, and the API server drops it again. */
const CLUSTER_SCOPED =
  /^(Namespace|PersistentVolume|CustomResourceDefinition|Cluster[A-Z].*|.*Class|.*AdmissionPolicy(Binding)?)$/;

/** What makes two objects one to the API server. */
export function objectKey({ apiVersion, kind, metadata }: KubeObject): string {
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  const namespace = CLUSTER_SCOPED.test(kind) ? '' : (metadata?.namespace ?? '');
  return [group, kind, namespace, metadata?.name].join('/');
}
