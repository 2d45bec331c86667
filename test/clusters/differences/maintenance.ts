import { defaults } from '../../../src/model/defaults';
import { absent, type Difference, is, present } from '../support/difference';

const { maintenance } = defaults;
const KIND = ['KopiaMaintenance'];

/** What is different in what maintains a repository. */
export const MAINTENANCE_DIFFERENCES: readonly Difference[] = [
  {
    object: 'maintainer',
    different: 'runs as the movers do, with the same security context, where the component leaves it to VolSync',
    why: "VolSync's own is 1000: what it writes on NFS nobody else can read, unless the export maps all users to one (rule M2)",
    shows: [
      { kinds: KIND, field: 'spec podSecurityContext *', theirs: absent, ours: present },
      { kinds: KIND, field: 'spec podSecurityContext seccompProfile type', theirs: absent, ours: is('RuntimeDefault') },
    ],
  },
  {
    object: 'maintainer',
    different:
      '`activeDeadlineSeconds`: `6 * 60 * 60`<!-- defaults.maintenance.activeDeadlineSeconds -->, `resources`, and how many Jobs are kept',
    why: "three hours, VolSync's own, have ended full runs half-way",
    shows: [
      { kinds: KIND, field: 'spec activeDeadlineSeconds', theirs: absent, ours: is(maintenance.activeDeadlineSeconds) },
      {
        kinds: KIND,
        field: 'spec failedJobsHistoryLimit',
        theirs: absent,
        ours: is(maintenance.failedJobsHistoryLimit),
      },
      {
        kinds: KIND,
        field: 'spec successfulJobsHistoryLimit',
        theirs: absent,
        ours: is(maintenance.successfulJobsHistoryLimit),
      },
      { kinds: KIND, field: 'spec resources **', theirs: absent, ours: present },
    ],
  },
  {
    object: 'ExternalSecret of a maintainer',
    different: 'named like the Secret (`secretName`), without `-secret`',
    why: 'as those of apps. The Secret keeps its name: VolSync never changes which one a maintainer reads',
    shows: [{ kinds: ['ExternalSecret'], names: /-maintenance-secret$/, field: 'metadata name' }],
  },
  {
    object: 'maintainer',
    different: 'no `enabled: true`, and no account of its own',
    why: "the first is VolSync's own; the second is a JSON patch for who needs it, as maintenance asks nothing of the API server",
    shows: [
      { kinds: KIND, field: 'spec enabled', theirs: is(true), ours: absent },
      { kinds: KIND, field: 'spec serviceAccountName', theirs: present, ours: absent },
      { kinds: ['ServiceAccount'], names: /kopia-maintenance$/, field: '', theirs: present, ours: absent },
    ],
  },
  {
    object: 'maintainer',
    different: 'pod label `cdk8s-volsync-kopia/repository`; a cache of a class has a size and access modes',
    why: 'as for movers; VolSync would take 1Gi and the modes of whatever it mounts',
    shows: [
      { kinds: KIND, field: 'spec moverPodLabels cdk8s-volsync-kopia/repository', theirs: absent, ours: present },
      { kinds: KIND, field: 'spec cacheCapacity', theirs: absent, ours: is('12Gi', '16Gi') },
      { kinds: KIND, field: 'spec contentCacheSizeLimitMB', theirs: absent, ours: present },
      { kinds: KIND, field: 'spec metadataCacheSizeLimitMB', theirs: absent, ours: present },
      { kinds: KIND, field: 'spec cacheAccessModes', theirs: absent, ours: is(['ReadWriteOnce']) },
    ],
  },
];
