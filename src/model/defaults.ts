import { daily, every, Schedule } from './schedule/schedule';

/**
 * Every value that the library takes where neither the app nor its cluster says otherwise, and why.
 * Nothing here can destroy data, and nothing is a credential.
 */
export const defaults = {
  /** Two thirds of 832 apps in 27 public repositories set their own size; most of the rest get this one. */
  capacity: '5Gi',
  /** A repository is one cluster's; with the name of the cluster in it every history would begin anew. */
  identity: 'namespace',
  /** The apps that share a volume between nodes are the exception (4 in 100) and name a storage profile. */
  accessModes: ['ReadWriteOnce'],
  /** A point-in-time copy: the app goes on writing while its backup reads. */
  copyMethod: 'Snapshot',
  /** Kopia stores file data uncompressed unless told; this costs next to no CPU time. */
  compression: 'zstd-fastest',
  /**
   * Without a volume of its own a mover is told the limits of its cache in its first run only. Later Kopia takes up to
   * 10.5 GB, and indexes and logs come on top: VolSync's own 8Gi is where pods are evicted.
   */
  cache: '16Gi',
  /** Files read at once by one mover; more helps one app and starves its neighbours. */
  parallelism: 2,
  /** The field of the vault item that holds a repository's password. */
  passwordField: 'KOPIA_PASSWORD',
  restic: {
    /** What Restic calls it in its environment. */
    passwordField: 'RESTIC_PASSWORD',
  },
  externalSecrets: {
    /**
     * A password changes once in years. At External Secrets' own hour, a hundred Secrets of two items each are 4,800 reads a
     * day, and 1Password lets a service account read 1,000 times.
     */
    refreshInterval: '12h',
    /** One read an item, however many of its fields are asked for. */
    items: 'fields',
  },
  /** What the `restricted` Pod Security Standard asks for. */
  seccompProfile: { type: 'RuntimeDefault' },
  s3: {
    /** What S3 clients call it in their environment. */
    accessKeyId: 'AWS_ACCESS_KEY_ID',
    /** What S3 clients call it in their environment. */
    secretAccessKey: 'AWS_SECRET_ACCESS_KEY',
  },
  customCa: {
    /** What cert-manager calls it in its Secrets. */
    key: 'ca.crt',
  },
  sftp: {
    /** Where SSH is, unless told. */
    port: 22,
  },
  maintenance: {
    /** Index blobs pile up between runs and slow every mover, so once a day is too rare. */
    schedule: every(6).hours,
    /** VolSync's own 3 hours have killed full runs, after which the backlog only grew. */
    activeDeadlineSeconds: 6 * 60 * 60,
    /** Before Kubernetes 1.31 a CronJob that keeps none may never say when it last succeeded, which alerts go by. */
    successfulJobsHistoryLimit: 1,
    /** One to read, and one to see whether it is the same fault. */
    failedJobsHistoryLimit: 2,
    /** The limit is what a full run over a repository of some hundred GB has been seen to need. */
    resources: { requests: { cpu: '10m', memory: '256Mi' }, limits: { memory: '2Gi' } },
  },
  /** Pods that run Kopia on their own: the off-site copy, verification, a maintainer without VolSync. */
  kopiaJob: {
    /** VolSync's schedules are those of its operator, UTC: so that the two keep clear of each other. */
    timeZone: 'Etc/UTC',
    /** It is filled anew at every run, and Kopia is told the limits of it each time. */
    cache: '8Gi',
    /** What goes on for longer hangs, and `Forbid` would keep every later run waiting for it. */
    activeDeadlineSeconds: 6 * 60 * 60,
    /** A run that the control plane slept through is made up for within the hour, and not in the middle of the day. */
    startingDeadlineSeconds: 60 * 60,
    /** Kopia repeats every request by itself, so one more pod is enough. */
    backoffLimit: 1,
    /** Longer than from one weekly run to the next, so that a failed one stays in sight. */
    ttlSecondsAfterFinished: 14 * 24 * 60 * 60,
    /** Its log says how long a run takes. */
    successfulJobsHistoryLimit: 1,
    /** One to read, and one to see whether it is the same fault. */
    failedJobsHistoryLimit: 2,
    /** As for maintenance: the same program on the same repository. */
    resources: { requests: { cpu: '10m', memory: '256Mi' }, limits: { memory: '2Gi' } },
  },
  cloudSync: {
    /** Half-way between two of the default runs of maintenance, whose deletions a copy should not meet. */
    schedule: daily.hour(3),
    /** Nothing is deleted off-site because the NAS no longer has it (rule D1). */
    mode: 'add',
    /** A place without a repository is a wrong one, unless somebody says that it is new. */
    firstSeeding: false,
    /** Each worker holds one blob of some 20 MiB; one alone leaves the line idle while it waits for an answer. */
    parallel: 4,
  },
  verify: {
    /** Sunday, half-way between two of the default runs of maintenance and after the night's copy. */
    schedule: Schedule.spread('9 * * 0'),
    /** A year of weekly runs reads nine files in ten at least once; every run checks that all blobs are there. */
    filesPercent: 5,
    /**
     * Whether backups run is not asked here but by alerts, within the hour; a weekly run must not fail because of a node
     * that was away for a night.
     */
    grace: '1d',
    /** Enough to see what is broken; Kopia would stop at the first, and a lost disk must not fill the log. */
    maxErrors: 100,
    /** Kopia's own for blobs; for files it would take a worker per processor of the node. */
    parallel: 8,
  },
  server: {
    /** What its users know it by. */
    name: 'kopia',
    /** Kopia's own. */
    username: 'kopia',
    /** What Kopia calls it in its environment. */
    passwordField: 'KOPIA_SERVER_PASSWORD',
  },
  jitter: {
    /** A wait that all share spreads nothing. */
    minSeconds: 0,
    /** What most public clusters wait: enough that movers of one minute do not all start in one second. */
    maxSeconds: 30,
    /** Somebody waits for a restore already. */
    jobs: 'sources',
  },
  nfsScaler: {
    /** What most apps are. */
    kind: 'Deployment',
    /** One failed probe must not stop an app: it comes back to a cold cache, and its users notice. */
    window: '10m',
    /** The window has waited already; KEDA's own is 5 minutes more. */
    cooldownPeriod: 60,
  },
  zeroScaler: {
    /** What most apps are. */
    kind: 'Deployment',
    /** What the blackbox exporter calls it. */
    metric: 'probe_success',
    /** What most home clusters call the job that probes the NAS. */
    selector: { job: 'nfs_probe' },
    /** A probe that got through. */
    value: '1',
    /** One failed probe must not stop an app: it comes back to a cold cache, and its users notice. */
    window: '10m',
  },
  dashboard: {
    /** What Grafana's sidecar looks for, unless it is told. */
    labels: { grafana_dashboard: '1' },
  },
  alerts: {
    /** A first upload, a slow night on the NAS, and the hour by which clocks are put back. */
    grace: '1h',
  },
  flux: {
    /** For what somebody has changed in the cluster: of a new commit Flux hears by its source. */
    interval: '1h',
    /** Flux retries a failed Kustomization after `interval` unless told: an hour is too long to wait for a CRD. */
    retryInterval: '2m',
    /** A release that takes longer to become ready is looked at again after `retryInterval`. */
    timeout: '5m',
    /** Where `flux bootstrap` puts Flux. */
    namespace: 'flux-system',
    /** cdk8s' own folder, in the repository that Flux reads. */
    path: './dist',
    /** What `flux bootstrap` makes. */
    source: { kind: 'GitRepository', name: 'flux-system' },
  },
} as const;
