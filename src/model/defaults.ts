import { every } from './schedule';

/**
 * Every value that the library takes where neither the app nor its cluster says otherwise, and why.
 * Nothing here can destroy data, and nothing is a credential.
 */
export const defaults = {
  /** Two thirds of 832 apps in 27 public repositories set their own size; most of the rest get this one. */
  capacity: '5Gi',
  /** The apps that share a volume between nodes are the exception (4 in 100) and name a storage profile. */
  accessModes: ['ReadWriteOnce'],
  /** A point-in-time copy: the app goes on writing while its backup reads. */
  copyMethod: 'Snapshot',
  /** Kopia stores file data uncompressed unless told; this costs next to no CPU time. */
  compression: 'zstd-fastest',
  /** Files read at once by one mover; more helps one app and starves its neighbours. */
  parallelism: 2,
  /** The field of the vault item that holds a repository's password. */
  passwordField: 'KOPIA_PASSWORD',
  /** Without this, the kubelet changes the owner of every file before each backup: 300,000 in one reported case. */
  fsGroupChangePolicy: 'OnRootMismatch',
  maintenance: {
    /** Index blobs pile up between runs and slow every mover, so once a day is too rare. */
    schedule: every(6).hours,
    /** VolSync's own 3 hours have killed full runs, after which the backlog only grew. */
    activeDeadlineSeconds: 6 * 60 * 60,
    /** A cluster has a maintainer an app where repositories are the apps' own: kept pods add up. */
    successfulJobsHistoryLimit: 0,
    failedJobsHistoryLimit: 2,
    /** The limit is what a full run over a repository of some hundred GB has been seen to need. */
    resources: { requests: { cpu: '10m', memory: '256Mi' }, limits: { memory: '2Gi' } },
  },
  flux: {
    interval: '1h',
    /** Flux retries a failed Kustomization after `interval` unless told: an hour is too long to wait for a CRD. */
    retryInterval: '2m',
    timeout: '5m',
    namespace: 'flux-system',
    path: './dist',
  },
} as const;
