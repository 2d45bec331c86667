import { App, Chart, Testing } from 'cdk8s';
import { Cluster, defineCluster, destination, hourly, NfsInjectionPolicy, nfsRepository, plan } from '../../../../src';
import { nasCluster } from '../../../support/nas';
import { objectsOf } from '../../../support/synth';

const policyOf = (kubernetes: string) => {
  const cluster = nasCluster({}, kubernetes);
  return objectsOf((chart) => new NfsInjectionPolicy(chart, { repository: cluster.repositories.nas }), cluster);
};

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
          expression:
            '(object.metadata.?labels["app.kubernetes.io/created-by"].orValue("") == "volsync") || (object.metadata.?labels["volsync.backube/kopia-maintenance"].orValue("") == "true")',
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
