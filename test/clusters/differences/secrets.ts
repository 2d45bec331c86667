import type { Found } from '../support/compare';
import { absent, type Difference, is, present } from '../support/difference';

/** What is different in the Secrets that open repositories. */
export const SECRET_DIFFERENCES: readonly Difference[] = [
  {
    object: 'ExternalSecret',
    different: '`refreshInterval: 12h`, or what the cluster says',
    why: "External Secrets' own is an hour, and vaults count reads",
    shows: [{ kinds: ['ExternalSecret'], field: 'spec refreshInterval', theirs: absent, ours: is('12h') }],
  },
  {
    object: 'ExternalSecret',
    different: 'no `creationPolicy`',
    why: "`Owner` is External Secrets' own",
    shows: [{ kinds: ['ExternalSecret'], field: 'spec target creationPolicy', theirs: is('Owner'), ours: absent }],
  },
  {
    object: 'Secret, NFS',
    different: 'no `KOPIA_FS_PATH`',
    why: 'nothing reads it',
    shows: [
      { kinds: ['ExternalSecret'], field: 'spec target template data KOPIA_FS_PATH', theirs: present, ours: absent },
    ],
  },
  {
    object: 'Secret, S3',
    different: 'endpoint as `KOPIA_S3_ENDPOINT`, and `AWS_REGION` where the repository has a region',
    why: 'of two keys that VolSync reads for one thing there is one; a key that is restricted to its bucket may not ask for the region',
    shows: [
      { kinds: ['ExternalSecret'], field: 'spec target template data AWS_S3_ENDPOINT', theirs: present, ours: absent },
      {
        kinds: ['ExternalSecret'],
        field: 'spec target template data KOPIA_S3_ENDPOINT',
        theirs: absent,
        ours: present,
      },
    ],
  },
  {
    object: 'Secret, S3',
    different: "the repository's URL is made of the bucket, a field of the vault's item",
    why: 'one bucket in one place, where the URL and the policy of its key can be compared (rule S1). An item that has the URL alone needs one more field',
    shows: [
      {
        kinds: ['ExternalSecret'],
        field: 'spec target template data KOPIA_REPOSITORY',
        theirs: is('{{ .REPOSITORY_TEMPLATE }}'),
        ours: is('s3://{{ .secret_BUCKET }}'),
      },
    ],
  },
  {
    object: 'Secret of a repository with keys',
    different: 'fields prefixed on the way in',
    why: 'of two fields with one name in two vault items the last would win, silently',
    shows: [
      { kinds: ['ExternalSecret'], field: 'spec dataFrom * rewrite', theirs: absent, ours: present },
      ...['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'KOPIA_PASSWORD', 'KOPIA_REPOSITORY'].map((key) => ({
        kinds: ['ExternalSecret'],
        field: `spec target template data ${key}`,
        theirs: (value: unknown) => /\{\{ \.[A-Za-z]/.test(`${value}`),
        ours: (value: unknown, { theirs }: Found) =>
          `${value}`.replace(/\{\{ \.(secret|credentials)_/, '{{ .') === theirs,
      })),
    ],
  },
  {
    object: 'Secret that is there',
    different: 'not emitted; sources, restores and maintainers are annotated `cdk8s-volsync-kopia/location`',
    why: 'it stays where SOPS has it (`existingSecret`), and nothing else in the output would say where the repository is',
    shows: [
      { kinds: ['Secret'], field: '', theirs: present, ours: absent },
      {
        kinds: ['ReplicationSource', 'ReplicationDestination', 'KopiaMaintenance'],
        field: 'metadata annotations cdk8s-volsync-kopia/location',
        theirs: absent,
        ours: present,
      },
    ],
  },
];
