import type { k8s } from 'cdk8s-plus-30';
import type { Binding } from './manifest';

/** A quantity, or a number or a text, in the shape in which all generated bindings take one. */
export class Scalar {
  constructor(readonly value: string | number) {}
}

/**
 * The kinds of Kubernetes itself that are written here, typed by cdk8s-plus-30. Its own bindings are three megabytes,
 * which take longer to load than all of this library, and would do to these objects what is done here.
 */
export const KubeConfigMap = kind<k8s.KubeConfigMapProps>('v1', 'ConfigMap');
export const KubeCronJob = kind<k8s.KubeCronJobProps>('batch/v1', 'CronJob');
export const KubeHorizontalPodAutoscalerV2 = kind<k8s.KubeHorizontalPodAutoscalerV2Props>(
  'autoscaling/v2',
  'HorizontalPodAutoscaler',
);
export const KubeJob = kind<k8s.KubeJobProps>('batch/v1', 'Job');
export const KubeNetworkPolicy = kind<k8s.KubeNetworkPolicyProps>('networking.k8s.io/v1', 'NetworkPolicy');
export const KubePersistentVolumeClaim = kind<k8s.KubePersistentVolumeClaimProps>('v1', 'PersistentVolumeClaim');

function kind<Props extends object>(apiVersion: string, kind: string): Binding<Props> {
  return { manifest: (props) => ({ apiVersion, kind, ...(unwrapped(props) as Props) }) };
}

/** The value with every {@link Scalar} in it replaced by what it holds. */
function unwrapped(value: unknown): unknown {
  if (value instanceof Scalar) {
    return value.value;
  }
  if (Array.isArray(value)) {
    return value.map(unwrapped);
  }
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
    ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, unwrapped(each)]))
    : value;
}
