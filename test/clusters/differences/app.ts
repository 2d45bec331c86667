import { defaults } from '../../../src/model/defaults';
import type { Found } from '../support/compare';
import { absent, type Difference, is, present } from '../support/difference';
import { KOPIA_DEFAULTS } from '../support/kopia-defaults';

const SYNCS = ['ReplicationSource', 'ReplicationDestination'];
const OBJECTS = [...SYNCS, 'PersistentVolumeClaim', 'ExternalSecret'];
const FLUX = 'kustomize.toolkit.fluxcd.io';

/** Smaller than what Kopia takes: see rule C2. */
const tooSmall = (value: unknown) =>
  value === undefined || ['512Mi', '1Gi', '2Gi', '3Gi', '4Gi', '5Gi', '8Gi', '10Gi'].includes(`${value}`);

const asKopiaKeeps = (value: unknown, { field }: Found) =>
  value === KOPIA_DEFAULTS[field.at(-1) as keyof typeof KOPIA_DEFAULTS] || (field.at(-1) === 'hourly' && value === 0);

/** What is different in the objects of an app. */
export const APP_DIFFERENCES: readonly Difference[] = [
  {
    object: 'claim, restore',
    different: 'label `ssa: IfNotPresent` on both, and on the claim annotation `prune: disabled`',
    why: 'they cannot be changed once they are there, and a claim must not go with a line of code (rule F2)',
    shows: [
      {
        kinds: ['PersistentVolumeClaim'],
        field: `metadata labels ${FLUX}/ssa`,
        theirs: absent,
        ours: is('IfNotPresent'),
      },
      {
        kinds: ['ReplicationDestination'],
        field: `metadata labels ${FLUX}/ssa`,
        theirs: absent,
        ours: is('IfNotPresent'),
      },
      {
        kinds: ['PersistentVolumeClaim'],
        field: `metadata annotations ${FLUX}/prune`,
        theirs: absent,
        ours: is('disabled'),
      },
    ],
  },
  {
    object: 'all of an app',
    different: 'label `app.kubernetes.io/name` wherever an app is declared',
    why: "where a component has it, it is from the Kustomization's `commonMetadata`",
    shows: [{ kinds: OBJECTS, field: 'metadata labels app.kubernetes.io/name', theirs: absent, ours: present }],
  },
  {
    object: 'source',
    different: 'all six retention keys',
    why: "those left out are Kopia's own: ten latest, 48 hourly, 24 monthly, 3 yearly (rule R1); they are written out here, so that the same snapshots stay",
    shows: [{ kinds: ['ReplicationSource'], field: 'spec kopia retain *', theirs: absent, ours: asKopiaKeeps }],
  },
  {
    object: 'source with a cache volume',
    different: 'an action that compares the cache with the Secret',
    why: 'a mover keeps to the repository that it has first opened, and reports success there: [failback.md](failback.md)',
    shows: [
      { kinds: ['ReplicationSource'], field: 'spec kopia actions beforeSnapshot', theirs: absent, ours: present },
    ],
  },
  {
    object: 'source',
    different: '`parallelism: 2` where the component says nothing',
    why: 'one number for all, so that movers of one hour share the node',
    shows: [
      { kinds: ['ReplicationSource'], field: 'spec kopia parallelism', theirs: absent, ours: is(defaults.parallelism) },
    ],
  },
  {
    object: 'source',
    different: 'no classes and access modes with `copyMethod: Direct`',
    why: 'no volume is made of them',
    shows: ['accessModes', 'storageClassName', 'volumeSnapshotClassName'].map((field) => ({
      kinds: ['ReplicationSource'],
      field: `spec kopia ${field}`,
      theirs: present,
      ours: absent,
    })),
  },
  {
    object: 'source',
    different: 'one `compression` for all destinations of an app',
    why: 'Kopia reads what is there in any; only what is new is compressed otherwise',
    shows: [
      {
        kinds: ['ReplicationSource'],
        names: /-s3$/,
        field: 'spec kopia compression',
        theirs: is('zstd-best-compression'),
        ours: is('zstd-fastest'),
      },
    ],
  },
  {
    object: 'source, restore',
    different: 'security context with `runAsNonRoot`, as the user is, and `seccompProfile`',
    why: 'what the restricted Pod Security profile asks of a pod',
    shows: [
      { kinds: SYNCS, field: 'spec kopia moverSecurityContext runAsNonRoot', theirs: absent, ours: is(true) },
      { kinds: SYNCS, field: 'spec kopia moverSecurityContext runAsNonRoot', theirs: absent, ours: is(false) },
      {
        kinds: SYNCS,
        field: 'spec kopia moverSecurityContext seccompProfile type',
        theirs: absent,
        ours: is('RuntimeDefault'),
      },
    ],
  },
  {
    object: 'source, restore',
    different: 'pod label `cdk8s-volsync-kopia/repository`',
    why: 'the policy can leave movers of other repositories alone: a backup to the cloud must not need the NAS',
    shows: [
      {
        kinds: SYNCS,
        field: 'spec kopia moverPodLabels cdk8s-volsync-kopia/repository',
        theirs: absent,
        ours: present,
      },
    ],
  },
  {
    object: 'source, restore',
    different:
      '`metadataCacheSizeLimitMB` and `contentCacheSizeLimitMB`, `cacheCapacity` where there was none, and a cache volume of the restore wherever backups have one',
    why: "Kopia takes more than VolSync's emptyDir of 8Gi holds, and the pod is evicted: [the movers' cache](cluster.md#the-movers-cache). **Where the size of a cache volume changes on a class that cannot grow one, delete the old one once**, `volsync-src-<source>-cache`: until then the backup waits",
    shows: [
      { kinds: SYNCS, field: 'spec kopia cacheCapacity', theirs: tooSmall, ours: is('12Gi') },
      { kinds: ['ReplicationDestination'], field: 'spec kopia cacheStorageClassName', theirs: absent, ours: present },
      { kinds: ['ReplicationDestination'], field: 'spec kopia cacheAccessModes', theirs: absent, ours: present },
      { kinds: SYNCS, field: 'spec kopia cacheCapacity', theirs: absent, ours: is('16Gi') },
      { kinds: SYNCS, field: 'spec kopia contentCacheSizeLimitMB', theirs: absent, ours: present },
      { kinds: SYNCS, field: 'spec kopia metadataCacheSizeLimitMB', theirs: absent, ours: present },
    ],
  },
  {
    object: 'source, restore',
    different: 'no `policyConfig`, and not its ConfigMaps',
    why: 'it is applied to the whole repository, by whoever runs last, and VolSync reads next to nothing of it; compression and retention are in the source',
    shows: [
      { kinds: SYNCS, field: 'spec kopia policyConfig configMapName', theirs: present, ours: absent },
      { kinds: ['ConfigMap'], names: /-policy-/, field: '', theirs: present, ours: absent },
    ],
  },
];
