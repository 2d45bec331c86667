import type { Rule } from '../../model/rules/rule';

/** The rules that come from how VolSync works, a row each. */
export const RULES = [
  {
    id: 'A1',
    says: "A MutatingAdmissionPolicy is emitted in the API version that the cluster's Kubernetes serves.",
    why: '`v1alpha1` for 1.32 and 1.33, `v1beta1` for 1.34 and 1.35, `v1` from 1.36, refused below. No version works on a default 1.35 and a default 1.36 alike. Always with its binding, without which it does nothing; on CREATE and UPDATE. Up to 1.35 the API server needs a feature gate and a runtime-config for it: a warning, until the cluster declares `featureGates`.',
    severity: 'error',
  },
  {
    id: 'A2',
    says: 'A repository that an admission policy mounts needs the policy, and the path it is mounted at is the one in the Secret.',
    why: "Both come from `mountPath`. VolSync's own mounts are at `/mnt/<one element>` and nowhere else. A policy that is applied by something else is declared: `injectedElsewhere: true`. It is a warning where nobody says whose movers and maintainers the policy is for, because it goes by who makes a Job.",
    severity: 'error',
  },
  {
    id: 'I2',
    says: 'No two sources share an identity in one repository, and names stay within their limits.',
    why: 'VolSync drops dots from a name and cuts it at 50 characters, so `a.b` and `ab` are one. Nor do two clusters share one: `identity` of a cluster tells their apps apart. A source has at most 50 characters (an app 46, to leave room for `-dst`), a KopiaMaintenance 23, a CronJob 52, a claim 63.',
    severity: 'error',
  },
  {
    id: 'S1',
    says: 'A Secret holds exactly the keys that a mover reads for its kind of repository.',
    why: 'VolSync picks the backend from whichever keys it finds: a leftover `KOPIA_S3_BUCKET` wins over a repository on NFS. The bucket stands in the URL alone. Of the ways into an SFTP server there is one, because Kopia does not look at a key beside a password. An endpoint has no scheme, because the mover strips it: `tls: false` is what switches TLS off.',
    severity: 'error',
  },
  {
    id: 'C1',
    says: 'A schedule is one that VolSync and Kubernetes both read, and by default its minute is spread.',
    why: "The pattern in VolSync's CRDs lets `61 99 * * *` pass.",
    severity: 'error',
  },
  {
    id: 'C2',
    says: "A source has exactly one trigger and one mover, and what Kopia takes fits into its cache, whose size has nothing to do with the claim's.",
    why: 'Without a trigger VolSync backs up in an endless loop; with a schedule and a manual trigger it ignores the schedule; with two movers it does nothing. A copy that waits for a trigger of its own needs a claim of the app and a copy method that copies. A cache volume that grows with the claim stops every backup on a storage class that cannot grow volumes. Kopia takes 10.5 GB of metadata and contents unless it is told less, and more for indexes and logs. So every cache is written with limits: half of it and a quarter. An emptyDir must hold what Kopia takes by itself, because VolSync tells it the limits once, and each run has a new one; 16Gi is the default. Less than 1Gi holds no index.',
    severity: 'error',
  },
  {
    id: 'O1',
    says: 'What alerts look at is read.',
    why: "VolSync's chart makes its ServiceMonitor only where that kind is known when the chart is installed or upgraded. In a new cluster Prometheus' operator comes later as a rule, and then nobody reads VolSync's metrics, and no alert on them fires. `serviceMonitor: {}` of the operator makes one; `false` says that something else reads them.",
    severity: 'warning',
  },
] as const satisfies readonly Rule[];
