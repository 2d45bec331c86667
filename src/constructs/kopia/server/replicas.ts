/**
 * The chart always writes `replicas: 1`, and so each upgrade would start a server that a NfsScaler has stopped. Without
 * the field Kubernetes starts one pod, and leaves alone whatever scales it later. It is taken out by a merge, because a
 * JSON patch fails where there is nothing to remove; a null among the values is not sure to reach the chart.
 */
export const WITHOUT_REPLICAS = {
  target: { group: 'apps', kind: 'Deployment' },
  patch: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: any
spec:
  replicas: null
`,
};
