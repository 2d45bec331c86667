/**
 * A Kustomize component as people use it today: one backup with its restore, filled in by variables of Flux. It has one
 * destination where our apps have two.
 */
export const COMPONENT: Readonly<Record<string, string>> = {
  'kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
resources:
  - claim.yaml
  - externalsecret.yaml
  - replicationdestination.yaml
  - replicationsource.yaml
`,
  'claim.yaml': `apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: \${APP}
spec:
  accessModes: ["\${VOLSYNC_ACCESSMODES:=ReadWriteOnce}"]
  dataSourceRef:
    apiGroup: volsync.backube
    kind: ReplicationDestination
    name: \${APP}-dst
  resources:
    requests:
      storage: \${VOLSYNC_CAPACITY:=5Gi}
  storageClassName: \${VOLSYNC_STORAGECLASS:=ceph-block}
`,
  'externalsecret.yaml': `apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata:
  name: \${APP}-volsync
spec:
  secretStoreRef:
    kind: ClusterSecretStore
    name: onepassword-connect
  target:
    name: \${APP}-volsync-secret
    template:
      data:
        KOPIA_PASSWORD: "{{ .KOPIA_PASSWORD }}"
        KOPIA_REPOSITORY: filesystem:///repository
  dataFrom:
    - extract:
        key: kopia
`,
  'replicationdestination.yaml': `apiVersion: volsync.backube/v1alpha1
kind: ReplicationDestination
metadata:
  name: \${APP}-dst
  labels:
    kustomize.toolkit.fluxcd.io/ssa: IfNotPresent
spec:
  trigger:
    manual: restore-once
  kopia:
    repository: \${APP}-volsync-secret
    copyMethod: Snapshot
    capacity: \${VOLSYNC_CAPACITY:=5Gi}
    accessModes: ["\${VOLSYNC_ACCESSMODES:=ReadWriteOnce}"]
    storageClassName: \${VOLSYNC_STORAGECLASS:=ceph-block}
    volumeSnapshotClassName: \${VOLSYNC_SNAPSHOTCLASS:=csi-ceph-block}
    cacheCapacity: \${VOLSYNC_CACHE_CAPACITY:=8Gi}
    cacheStorageClassName: \${VOLSYNC_CACHE_CLASS:=openebs-hostpath}
    cleanupCachePVC: true
    cleanupTempPVC: true
    moverSecurityContext:
      runAsUser: \${VOLSYNC_PUID:=568}
      runAsGroup: \${VOLSYNC_PGID:=568}
      fsGroup: \${VOLSYNC_PGID:=568}
    sourceIdentity:
      sourceName: \${APP}
`,
  'replicationsource.yaml': `apiVersion: volsync.backube/v1alpha1
kind: ReplicationSource
metadata:
  name: \${APP}
spec:
  sourcePVC: \${VOLSYNC_CLAIM:=\${APP}}
  trigger:
    schedule: \${VOLSYNC_SCHEDULE:=0 */6 * * *}
  kopia:
    repository: \${APP}-volsync-secret
    copyMethod: \${VOLSYNC_COPYMETHOD:=Snapshot}
    compression: zstd-fastest
    parallelism: 2
    storageClassName: \${VOLSYNC_STORAGECLASS:=ceph-block}
    volumeSnapshotClassName: \${VOLSYNC_SNAPSHOTCLASS:=csi-ceph-block}
    cacheCapacity: \${VOLSYNC_CACHE_CAPACITY:=8Gi}
    cacheStorageClassName: \${VOLSYNC_CACHE_CLASS:=openebs-hostpath}
    moverSecurityContext:
      runAsUser: \${VOLSYNC_PUID:=568}
      runAsGroup: \${VOLSYNC_PGID:=568}
      fsGroup: \${VOLSYNC_PGID:=568}
    retain:
      hourly: 4
      daily: 7
      weekly: 4
      monthly: 3
      latest: 4
`,
};
