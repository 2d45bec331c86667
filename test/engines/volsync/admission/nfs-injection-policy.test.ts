import { App, Chart, JsonPatch, Testing } from 'cdk8s';
import {
  Cluster,
  defineCluster,
  destination,
  hourly,
  KopiaMaintenance,
  KopiaMaintenanceCronJob,
  NfsInjectionPolicy,
  type NfsInjectionPolicyProps,
  nfsRepository,
  plan,
  VolsyncOperator,
} from '../../../../src';
import { nasCluster } from '../../../support/nas';
import { errorsOf, find, objectsOf, warningsOf } from '../../../support/synth';

const policyOf = (kubernetes: string) => {
  const cluster = nasCluster({}, kubernetes);
  return objectsOf((chart) => new NfsInjectionPolicy(chart, { repository: cluster.repositories.nas }), cluster);
};

const LABELLED =
  '(object.metadata.?labels["app.kubernetes.io/created-by"].orValue("") == "volsync") || (object.metadata.?labels["volsync.backube/kopia-maintenance"].orValue("") == "true")';

test('is a policy and its binding, without a namespace although the chart has one', () => {
  const [policy, binding] = policyOf('1.36');
  expect(binding).toEqual({
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'MutatingAdmissionPolicyBinding',
    metadata: { name: 'volsync-nfs-nas' },
    spec: { policyName: 'volsync-nfs-nas' },
  });
  expect(policy).toEqual({
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'MutatingAdmissionPolicy',
    metadata: { name: 'volsync-nfs-nas' },
    spec: {
      failurePolicy: 'Fail',
      reinvocationPolicy: 'IfNeeded',
      matchConstraints: {
        resourceRules: [
          { apiGroups: ['batch'], apiVersions: ['v1'], resources: ['jobs'], operations: ['CREATE', 'UPDATE'] },
        ],
      },
      matchConditions: [
        { name: 'alive', expression: '!has(object.metadata.deletionTimestamp)' },
        {
          name: 'volsync',
          expression: `(request.userInfo.username == "system:serviceaccount:volsync-system:volsync") && (${LABELLED})`,
        },
        {
          name: 'kopia',
          expression: 'object.spec.template.spec.containers.exists(c, c.name in ["kopia", "kopia-maintenance"])',
        },
        {
          name: 'repository',
          expression:
            'object.spec.template.?metadata.?labels["cdk8s-volsync-kopia/repository"].orValue("nas") == "nas"',
        },
      ],
      mutations: [{ patchType: 'ApplyConfiguration', applyConfiguration: { expression: expect.any(String) } }],
    },
  });
});

test('mounts the repository at the path that the Secrets name, each type called by its path', () => {
  expect(policyOf('1.36')[0]?.spec.mutations[0].applyConfiguration.expression).toBe(
    'Object{spec: Object.spec{template: Object.spec.template{spec: Object.spec.template.spec{' +
      'volumes: [Object.spec.template.spec.volumes{name: "repository", nfs: Object.spec.template.spec.volumes.nfs{server: "nas.internal", path: "/backups"}}], ' +
      'containers: object.spec.template.spec.containers.filter(c, c.name in ["kopia", "kopia-maintenance"])' +
      '.map(c, Object.spec.template.spec.containers{name: c.name, ' +
      'volumeMounts: [Object.spec.template.spec.containers.volumeMounts{name: "repository", mountPath: "/repository"}]})}}}}',
  );
});

test.each([
  ['1.32', 'v1alpha1'],
  ['1.33', 'v1alpha1'],
  ['1.34', 'v1beta1'],
  ['1.35', 'v1beta1'],
  ['1.36', 'v1'],
  ['1.37', 'v1'],
])('on Kubernetes %s both objects are %s (A1)', (kubernetes, version) => {
  const versions = policyOf(kubernetes).map((each) => each.apiVersion);
  expect(versions).toEqual(Array(2).fill(`admissionregistration.k8s.io/${version}`));
});

test('a server or path with quotes stays one string of the expression', () => {
  const cluster = nasCluster({ path: '/back"ups' });
  const [policy] = objectsOf(
    (chart) => new NfsInjectionPolicy(chart, { repository: cluster.repositories.nas }),
    cluster,
  );
  expect(policy?.spec.mutations[0].applyConfiguration.expression).toContain('path: "/back\\"ups"');
});

describe('whose Jobs get the repository', () => {
  const cluster = nasCluster();
  const { nas } = cluster.repositories;
  const whose = (build: (chart: Chart) => void, props: Partial<NfsInjectionPolicyProps> = {}): string => {
    const objects = objectsOf((chart) => {
      new NfsInjectionPolicy(chart, { repository: nas, ...props });
      build(chart);
    }, cluster);
    return find(objects, 'MutatingAdmissionPolicy', 'volsync-nfs-nas').spec.matchConditions[1].expression;
  };
  const by = (namespace: string, name: string) =>
    `(request.userInfo.username == "system:serviceaccount:${namespace}:${name}") && (${LABELLED})`;
  const scheduled = (...known: string[]) =>
    ' || ((request.userInfo.username in ["system:serviceaccount:kube-system:cronjob-controller", "system:kube-controller-manager"]) && ' +
    `(request.namespace + "/" + object.metadata.?labels["volsync.backube/maintenance-name"].orValue("") in ${JSON.stringify(known).replaceAll(',', ', ')}))`;

  test("movers are the operator's that the app installs, wherever it is declared", () => {
    expect(whose((chart) => new VolsyncOperator(chart))).toBe(by('games', 'volsync'));
  });

  test('or that of a release which says otherwise', () => {
    const named = (chart: Chart) =>
      new VolsyncOperator(chart).release.addJsonPatch(
        JsonPatch.add('/spec/values/serviceAccount', { name: 'mover' }),
        JsonPatch.add('/spec/targetNamespace', 'backups'),
      );
    expect(whose(named)).toBe(by('backups', 'mover'));
    const anew = JsonPatch.replace('/spec/values/fullnameOverride', 'kopia-volsync');
    expect(whose((chart) => new VolsyncOperator(chart).release.addJsonPatch(anew))).toBe(by('games', 'kopia-volsync'));
  });

  test('what is said wins, field by field', () => {
    const operator = { namespace: 'backups' };
    expect(whose(() => {}, { operator })).toBe(by('backups', 'volsync'));
    expect(whose((chart) => new VolsyncOperator(chart), { operator: { name: 'mine' } })).toBe(by('games', 'mine'));
  });

  test('maintenance is that of maintainers which are known, and mount nothing themselves', () => {
    const built = whose((chart) => new KopiaMaintenance(chart, { repository: nas }));
    expect(built).toBe(`(${by('volsync-system', 'volsync')})${scheduled('games/nas')}`);
    const maintainers = [
      { namespace: 'media', name: 'b' },
      { namespace: 'games', name: 'nas' },
    ];
    expect(whose((chart) => new KopiaMaintenance(chart, { repository: nas }), { maintainers })).toBe(
      `(${by('volsync-system', 'volsync')})${scheduled('games/nas', 'media/b')}`,
    );
    expect(whose((chart) => new KopiaMaintenanceCronJob(chart, { repository: nas }))).toBe(
      by('volsync-system', 'volsync'),
    );
  });

  const warnings = (
    props: Partial<NfsInjectionPolicyProps>,
    of = cluster,
    build: (chart: Chart) => void = () => {},
  ) => {
    const chart = new Chart(new App(), 'test', { namespace: 'storage' });
    Cluster.attach(chart, of);
    build(chart);
    const { nas: repository } = of.repositories;
    return warningsOf(new NfsInjectionPolicy(chart, { repository, ...props }));
  };

  test('an operator that nobody has named is a warning, until it is installed or named (A2)', () => {
    expect(warnings({})).toEqual([
      '[test/nfs-injection-nas] operator: this app installs no VolSync, so only movers that the ServiceAccount "volsync" in namespace "volsync-system" makes are given "nas"; say whose they are, operator: { namespace: "volsync-system", name: "volsync" } (rule A2)',
    ]);
    expect(warnings({ operator: { namespace: 'volsync-system', name: 'volsync' } })).toEqual([]);
    expect(warnings({}, cluster, (chart) => new VolsyncOperator(chart))).toEqual([]);
  });

  test('so is a maintainer elsewhere, until it is named, or said to need nothing (A2)', () => {
    const elsewhere = nasCluster({ maintainedElsewhere: true });
    const operator = {};
    expect(warnings({ operator }, elsewhere)).toEqual([
      '[test/nfs-injection-nas] maintainers: "nas" is maintained by something that is not declared here; if that is a KopiaMaintenance which does not mount it by itself, name it, maintainers: [{ namespace: "…", name: "…" }], or else write maintainers: [] (rule A2)',
    ]);
    expect(warnings({ operator, maintainers: [] }, elsewhere)).toEqual([]);
    expect(warnings({ operator, maintainers: [{ namespace: 'a', name: 'b' }] }, elsewhere)).toEqual([]);
  });

  test.each<[what: string, props: object, ...lines: string[]]>([
    ['no account', { operator: 'volsync' }, 'operator: "volsync" is not a set of fields; write { namespace, name }'],
    [
      'a maintainer in part',
      { maintainers: [{ name: 'nas' }] },
      'maintainers[0].namespace: undefined is not a namespace; use at most 63 lower-case letters, digits and "-" (rule I2)',
    ],
    [
      'one maintainer',
      { maintainers: { namespace: 'a', name: 'b' } },
      'maintainers: {"namespace":"a","name":"b"} is not a list; write [{ namespace: "…", name: "…" }]',
    ],
    [
      'a name that no object has',
      { operator: { name: 'a"b' }, maintainers: [{ namespace: 'a', name: 'B' }] },
      'operator.name: "a\\"b" is not a Kubernetes name; use lower-case letters, digits, "-" and "." (rule I2)',
      'maintainers[0].name: "B" is not a Kubernetes name; use lower-case letters, digits, "-" and "." (rule I2)',
    ],
  ])('%s is refused', (_, props, ...lines) => {
    const found = errorsOf((app) => {
      new NfsInjectionPolicy(app.chart('storage', 'x'), 'nfs', { repository: nas, ...props });
    }, cluster);
    expect(found).toEqual(lines.map((line) => `[storage/x/nfs] ${line}`));
  });
});

test('works in a chart without a namespace, and takes an id', () => {
  const cluster = nasCluster();
  const chart = new Chart(new App(), 'test');
  Cluster.attach(chart, cluster);
  const policy = new NfsInjectionPolicy(chart, 'mine', { repository: cluster.repositories.nas });
  expect(policy.node.path).toBe('test/mine');
  expect(Testing.synth(chart)).toHaveLength(2);
});

test('a second repository on NFS is not mounted into movers that say nothing', () => {
  const { repositories } = defineCluster({
    name: 'two',
    kubernetes: '1.36',
    secretStore: { kind: 'ClusterSecretStore', name: 'vault' },
    storage: { storageClassName: 'block', volumeSnapshotClassName: 'block-snapshots' },
    mover: { uid: 568, gid: 568 },
    repositories: { nas: nfs('nas'), attic: nfs('attic') },
    primary: 'nas',
    plans: ({ nas }) => ({ standard: plan(destination(nas, { schedule: hourly, retention: { daily: 7 } })) }),
    defaultPlan: 'standard',
  });
  const cluster = { ...nasCluster(), repositories };
  const [policy] = objectsOf((chart) => new NfsInjectionPolicy(chart, { repository: repositories.attic }), cluster);
  expect(policy?.spec.matchConditions.at(-1).expression).toBe(
    'object.spec.template.?metadata.?labels["cdk8s-volsync-kopia/repository"].orValue("") == "attic"',
  );
});

function nfs(server: string) {
  return nfsRepository({ server, path: '/backups', access: 'admission-policy', secret: { item: 'kopia' } });
}
