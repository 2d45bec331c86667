import type { Found } from '../support/compare';
import { absent, type Difference, is, present } from '../support/difference';

const POLICY = ['MutatingAdmissionPolicy', 'MutatingAdmissionPolicyBinding'];
const UI = /[ /]kopia(-login)?$/;

const otherThan =
  (...keys: string[]) =>
  (_: unknown, { field }: Found) =>
    !keys.includes(field[1] ?? '');

/** Those of theirs, with charts of the output by the names of their Kustomizations there. */
const asHere = (ours: unknown, { theirs, object }: Found) => {
  const own = object.slice('Kustomization '.length).split('/')[0] ?? '';
  const named = (theirs as { name: string; namespace?: string }[]).map(({ name, namespace = own }) =>
    name === 'volsync' ? { name: `${namespace}-${name}` } : { name, namespace },
  );
  const set = (refs: unknown) => (refs as object[]).map((each) => JSON.stringify(each)).sort();
  return Array.isArray(ours) && set(ours).join() === set(named).join();
};

/** What is different in what apps lean on. */
export const PLATFORM_DIFFERENCES: readonly Difference[] = [
  {
    object: 'policy, NFS',
    different: 'who makes a Job, its label and container instead of names, one policy for movers and maintenance',
    why: 'a Job made with `generateName` has no name yet when the policy sees it, and any tenant can give one the name and the label',
    shows: [
      { kinds: POLICY, names: /-nfs$/, field: '', theirs: present, ours: absent },
      { kinds: POLICY, names: /volsync-nfs-/, field: '', theirs: absent, ours: present },
    ],
  },
  {
    object: 'policy, waiting',
    different: 'one init container before those that are there, once, and a Job that is not let wait goes on',
    why: "theirs replaces the Job's own init containers and adds a second wait at every update; a backup that starts at once is better than none",
    shows: [
      { kinds: POLICY, names: /jitter/, field: 'spec failurePolicy', theirs: is('Fail'), ours: is('Ignore') },
      { kinds: POLICY, names: /jitter/, field: 'spec matchConditions' },
      { kinds: POLICY, names: /jitter/, field: 'spec mutations 0 jsonPatch expression' },
    ],
  },
  {
    object: 'operator, web UI',
    different:
      'the release tries again without end, the chart is looked for hourly, `seccompProfile`; the operator runs as nobody, 65534',
    why: 'a release that has given up waits for somebody to notice; the tag is pinned. CRDs come with the chart (`manageCRDs`)',
    shows: [
      { kinds: ['HelmRelease'], field: 'spec install *', theirs: is('CreateReplace'), ours: absent },
      { kinds: ['HelmRelease'], field: 'spec install strategy name', theirs: absent, ours: is('RetryOnFailure') },
      {
        kinds: ['HelmRelease'],
        field: 'spec upgrade strategy name',
        theirs: is('RemediateOnFailure'),
        ours: is('RetryOnFailure'),
      },
      { kinds: ['HelmRelease'], field: 'spec upgrade *', theirs: present, ours: absent },
      { kinds: ['HelmRelease'], field: 'spec upgrade remediation *', theirs: present, ours: absent },
      { kinds: ['OCIRepository'], field: 'spec interval', theirs: is('15m'), ours: is('1h') },
      { kinds: ['HelmRelease'], names: /\/volsync$/, field: 'spec values podSecurityContext **' },
    ],
  },
  {
    object: 'web UI',
    different: 'a login, a network policy and a read-only connection',
    why: 'without one, whoever reaches the pod can delete every backup. The vault item with the password needs one more field, `KOPIA_SERVER_PASSWORD`<!-- defaults.server.passwordField -->',
    shows: [
      { kinds: ['HelmRelease'], names: UI, field: 'spec values **' },
      { kinds: ['HelmRelease'], names: UI, field: 'spec postRenderers', theirs: absent, ours: present },
      { kinds: ['ExternalSecret', 'NetworkPolicy'], names: UI, field: '', theirs: absent, ours: present },
      {
        kinds: ['ExternalSecret'],
        names: UI,
        field: 'spec target template data KOPIA_PASSWORD',
        theirs: absent,
        ours: present,
      },
    ],
  },
  {
    object: 'scaler',
    different: '`ignoreNullValues: "false"`',
    why: 'that is how KEDA reads `"0"`. Name and query are those that you say',
    shows: [
      {
        kinds: ['ScaledObject'],
        field: 'spec triggers 0 metadata ignoreNullValues',
        theirs: is('0'),
        ours: is('false'),
      },
    ],
  },
  {
    object: 'alerts',
    different: 'groups, names and times of their own',
    why: 'what is overdue depends on the schedule, and a source that is gone has no metric: [backup-alerts.md](backup-alerts.md)',
    shows: [{ kinds: ['PrometheusRule'], field: 'spec groups' }],
  },
  {
    object: 'platform',
    different: 'no label `app.kubernetes.io/name`',
    why: "it is from the Kustomization's `commonMetadata`; the charts label what they make",
    shows: [
      {
        kinds: ['OCIRepository', 'HelmRelease', 'PrometheusRule', 'ExternalSecret', ...POLICY, 'ScaledObject'],
        field: 'metadata labels app.kubernetes.io/name',
        theirs: present,
        ours: absent,
      },
    ],
  },
  {
    object: 'Flux',
    different: 'one Kustomization per app, `<namespace>-<app>`, beside the one that deploys the app',
    why: 'one claim that cannot be changed must not stop anything else',
    shows: [
      { kinds: ['Kustomization'], field: 'metadata *' },
      { kinds: ['Kustomization'], field: 'spec **', theirs: otherThan('dependsOn') },
    ],
  },
  {
    object: 'Flux',
    different: 'waits for charts of this output by their names here, and for everything else by the names it has',
    why: 'a Kustomization is called after its chart',
    shows: [{ kinds: ['Kustomization'], field: 'spec dependsOn', theirs: present, ours: asHere }],
  },
  {
    object: 'not about backups',
    different:
      'the root Kustomization, claims that are not backed up, those that something else makes, scalers of another kind',
    why: 'they stay where they are',
    shows: [
      { kinds: ['Kustomization'], names: /flux-system\/(cluster-)?apps$/, field: '', theirs: present, ours: absent },
      {
        kinds: ['PersistentVolumeClaim'],
        names: /\/(linkwarden-archive|minecraft-world-cache|immich-library)$/,
        field: '',
        theirs: present,
        ours: absent,
      },
      { kinds: ['HorizontalPodAutoscaler'], field: '', theirs: present, ours: absent },
    ],
  },
  {
    object: 'namespace',
    different: 'none with `privileged-movers`',
    why: 'it makes every mover of the namespace root, and those with `runAsNonRoot` cannot start (rule D1). **Remove it with the switch**, once the files of the repository belong to the movers',
    shows: [{ kinds: ['Namespace'], field: '', theirs: present, ours: absent }],
  },
];
