import { App, Chart } from 'cdk8s';
import { type Cluster, MoverJitterPolicy, type MoverJitterPolicyProps } from '../../../../src';
import { everything } from '../../../support/clusters';
import { nasCluster } from '../../../support/nas';
import { errorsOf, objectsOf } from '../../../support/synth';

const policyOf = (props: MoverJitterPolicyProps = {}, cluster: Cluster = everything) =>
  objectsOf((chart) => new MoverJitterPolicy(chart, props), cluster);
const patchOf = (props: MoverJitterPolicyProps = {}, cluster?: Cluster): string =>
  policyOf(props, cluster)[0]?.spec.mutations[0].jsonPatch.expression;

test('is a policy and its binding, without a namespace although the chart has one', () => {
  const [policy, binding] = policyOf();
  expect(binding).toEqual({
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'MutatingAdmissionPolicyBinding',
    metadata: { name: 'volsync-mover-jitter' },
    spec: { policyName: 'volsync-mover-jitter' },
  });
  expect(policy).toEqual({
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'MutatingAdmissionPolicy',
    metadata: { name: 'volsync-mover-jitter' },
    spec: {
      failurePolicy: 'Ignore',
      reinvocationPolicy: 'IfNeeded',
      matchConstraints: {
        resourceRules: [
          { apiGroups: ['batch'], apiVersions: ['v1'], resources: ['jobs'], operations: ['CREATE', 'UPDATE'] },
        ],
      },
      matchConditions: [
        {
          name: 'operator',
          expression: 'request.userInfo.username == "system:serviceaccount:volsync-system:volsync"',
        },
        {
          name: 'volsync',
          expression: 'object.metadata.?labels["app.kubernetes.io/created-by"].orValue("") == "volsync"',
        },
        { name: 'mover', expression: '(object.metadata.?name.orValue("").startsWith("volsync-src-"))' },
        {
          name: 'start',
          expression:
            '(oldObject == null) || (oldObject.spec.template.spec.?initContainers.orValue([]).exists(c, c.name == "jitter"))',
        },
        {
          name: 'once',
          expression: '!object.spec.template.spec.?initContainers.orValue([]).exists(c, c.name == "jitter")',
        },
      ],
      mutations: [{ patchType: 'JSONPatch', jsonPatch: { expression: expect.any(String) } }],
    },
  });
});

test('puts the container first, and makes the list only where there is none', () => {
  const container = 'Object.spec.template.spec.initContainers';
  expect(patchOf()).toBe(
    '(has(object.spec.template.spec.initContainers) ? [] : ' +
      '[JSONPatch{op: "add", path: "/spec/template/spec/initContainers", value: []}]) + ' +
      `[JSONPatch{op: "add", path: "/spec/template/spec/initContainers/0", value: ${container}{` +
      'name: "jitter", image: "ghcr.io/home-operations/busybox:1.38.0", ' +
      'command: ["sh", "-c", "shuf -i 0-30 -n 1 | xargs -t sleep"], ' +
      `resources: ${container}.resources{requests: {"cpu": "1m", "memory": "4Mi"}, limits: {"memory": "16Mi"}}, ` +
      `securityContext: ${container}.securityContext{` +
      'runAsNonRoot: true, runAsUser: 568, runAsGroup: 568, allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, ' +
      `capabilities: ${container}.securityContext.capabilities{drop: ["ALL"]}, ` +
      `seccompProfile: ${container}.securityContext.seccompProfile{type: "RuntimeDefault"}}}}]`,
  );
});

test('all props reach the output', () => {
  const props: Required<MoverJitterPolicyProps> = {
    minSeconds: 5,
    maxSeconds: 300,
    jobs: 'restores',
    image: { repository: 'registry.internal:5000/busybox', tag: 'latest' },
    operator: { namespace: 'backups', name: 'mover-maker' },
  };
  const patch = patchOf(props);
  expect(patch).toContain('command: ["sh", "-c", "shuf -i 5-300 -n 1 | xargs -t sleep"]');
  expect(patch).toContain('image: "registry.internal:5000/busybox:latest"');
  const conditions = policyOf(props)[0]?.spec.matchConditions;
  expect(conditions[0].expression).toBe('request.userInfo.username == "system:serviceaccount:backups:mover-maker"');
  expect(conditions[2].expression).toBe('(object.metadata.?name.orValue("").startsWith("volsync-dst-"))');
});

test('can be for all movers', () => {
  expect(policyOf({ jobs: 'both' })[0]?.spec.matchConditions[2].expression).toBe(
    '(object.metadata.?name.orValue("").startsWith("volsync-src-")) || (object.metadata.?name.orValue("").startsWith("volsync-dst-"))',
  );
});

test('is nobody where the movers are root, which the restricted standard refuses', () => {
  const root = { ...everything, mover: { uid: 0, gid: 0 } };
  expect(patchOf({}, root)).toContain('runAsUser: 65534, runAsGroup: 65534');
});

test('holds no dollar sign, which Flux and Kubernetes would replace', () => {
  expect(JSON.stringify(policyOf({ jobs: 'both' }))).not.toContain('$');
});

test.each([
  ['1.32', 'v1alpha1'],
  ['1.35', 'v1beta1'],
  ['1.36', 'v1'],
])('on Kubernetes %s both objects are %s (A1)', (kubernetes, version) => {
  const versions = policyOf({}, nasCluster({}, kubernetes)).map((each) => each.apiVersion);
  expect(versions).toEqual(Array(2).fill(`admissionregistration.k8s.io/${version}`));
});

test('takes an id, with and without props', () => {
  const chart = new Chart(new App(), 'test');
  expect(new MoverJitterPolicy(chart, 'one').node.path).toBe('test/one');
  expect(new MoverJitterPolicy(chart, 'two', { maxSeconds: 60 }).node.path).toBe('test/two');
  expect(new MoverJitterPolicy(chart).node.path).toBe('test/mover-jitter');
});

test.each<[title: string, props: MoverJitterPolicyProps, ...lines: string[]]>([
  [
    'a wait below nothing and one of a day',
    { minSeconds: -1, maxSeconds: 86400 },
    'minSeconds: -1 is not a wait in seconds; write a whole number from 0 to 3600',
    'maxSeconds: 86400 is not a wait in seconds; write a whole number from 0 to 3600',
  ],
  [
    'a misspelt prop',
    { maxSecond: 300 } as object,
    'maxSecond: nothing reads this field; write one of minSeconds, maxSeconds, jobs, image, operator',
  ],
  [
    'half a second',
    { maxSeconds: 0.5 },
    'maxSeconds: 0.5 is not a wait in seconds; write a whole number from 0 to 3600',
  ],
  [
    'a duration',
    { maxSeconds: '30s' as unknown as number },
    'maxSeconds: "30s" is not a wait in seconds; write a whole number from 0 to 3600',
  ],
  [
    'a range the wrong way round',
    { minSeconds: 60, maxSeconds: 10 },
    'maxSeconds: 10 is not above minSeconds, 60, so all movers would wait alike; write a range, or remove the policy',
  ],
  [
    'no wait',
    { maxSeconds: 0 },
    'maxSeconds: 0 is not above minSeconds, 0, so all movers would wait alike; write a range, or remove the policy',
  ],
  [
    'an operator by its release',
    { operator: { namespace: 'Backups', release: 'volsync' } as object },
    'operator.release: nothing reads this field; write one of namespace, name',
    'operator.namespace: "Backups" is not a namespace; use at most 63 lower-case letters, digits and "-" (rule I2)',
  ],
  [
    'jobs of no kind',
    { jobs: 'toString' as 'both' },
    'jobs: "toString" is not a kind of mover; write "sources", "restores", "both"',
  ],
  [
    'an image with its tag',
    { image: { repository: 'busybox:1.38' } },
    'image.repository: "busybox:1.38" is not an image without its tag; write it such as "ghcr.io/example/image"',
  ],
])('%s is refused', (_, props, ...lines) => {
  const found = errorsOf((app) => new MoverJitterPolicy(app.chart('storage', 'x'), props), everything);
  expect(found).toEqual(lines.map((line) => `[storage/x/mover-jitter] ${line}`));
});

test('a Kubernetes that has no such policies is refused (A1)', () => {
  const build = (app: Parameters<Parameters<typeof errorsOf>[0]>[0]) =>
    new MoverJitterPolicy(app.chart('storage', 'x'));
  expect(errorsOf(build, nasCluster({}, '1.31'))).toEqual([
    '[storage/x/mover-jitter] kubernetes: "1.31" has no MutatingAdmissionPolicy, which came with 1.32; remove the policy, schedules are spread without it (rule A1)',
  ]);
});
