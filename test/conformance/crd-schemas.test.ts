import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { schemaValidator } from '../support/crd-schemas';

const schemaErrors = schemaValidator();

const metadata = { name: 'romm', namespace: 'games', labels: { app: 'romm' }, annotations: { note: 'x' } };

const source = {
  apiVersion: 'volsync.backube/v1alpha1',
  kind: 'ReplicationSource',
  metadata,
  spec: {
    sourcePVC: 'romm',
    trigger: { schedule: '17 * * * *' },
    kopia: { repository: 'romm-volsync-secret', copyMethod: 'Snapshot', retain: { hourly: 24, daily: 7 } },
  },
};
const kopia = source.spec.kopia;

const externalSecret = {
  apiVersion: 'external-secrets.io/v1',
  kind: 'ExternalSecret',
  metadata,
  spec: { secretStoreRef: { kind: 'ClusterSecretStore', name: 'onepassword-connect' }, target: { name: 'romm' } },
};

const helmRelease = {
  apiVersion: 'helm.toolkit.fluxcd.io/v2',
  kind: 'HelmRelease',
  metadata,
  spec: { interval: '1h', chartRef: { kind: 'OCIRepository', name: 'volsync' }, values: { any: { thing: [1, 'x'] } } },
};

const claim = {
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata,
  spec: {
    accessModes: ['ReadWriteOnce'],
    resources: { requests: { storage: '5Gi' } },
    dataSourceRef: { apiGroup: 'volsync.backube', kind: 'ReplicationDestination', name: 'romm-dst' },
  },
};

const container = { name: 'rclone', image: 'rclone', env: [{ name: 'RETRIES', value: '3' }] };

const cronJob = (pod: object) => ({
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata,
  spec: { schedule: '0 3 * * *', jobTemplate: { spec: { template: { spec: pod } } } },
});

const rule = { apiGroups: ['batch'], apiVersions: ['v1'], resources: ['jobs'], operations: ['CREATE', 'UPDATE'] };
const patch = { patchType: 'JSONPatch', jsonPatch: { expression: '[]' } };

const policy = (changes: object, apiVersion = 'admissionregistration.k8s.io/v1') => ({
  apiVersion,
  kind: 'MutatingAdmissionPolicy',
  metadata: { name: 'nfs' },
  spec: {
    matchConstraints: { resourceRules: [rule] },
    mutations: [patch],
    reinvocationPolicy: 'IfNeeded',
    ...changes,
  },
});

const binding = (changes: object) => ({
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'MutatingAdmissionPolicyBinding',
  metadata: { name: 'nfs' },
  spec: { policyName: 'nfs', ...changes },
});

describe('an object that the API server accepts', () => {
  test.each<[string, object]>([
    ['ReplicationSource', source],
    ['ExternalSecret', externalSecret],
    ['HelmRelease with free-form values', helmRelease],
    ['PersistentVolumeClaim', claim],
    ['CronJob', cronJob({ restartPolicy: 'Never', hostPID: false, containers: [container] })],
    ['ConfigMap', { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { key: 'value' } }],
    ['MutatingAdmissionPolicy v1alpha1', policy({}, 'admissionregistration.k8s.io/v1alpha1')],
    ['MutatingAdmissionPolicy v1beta1', policy({}, 'admissionregistration.k8s.io/v1beta1')],
    ['MutatingAdmissionPolicy v1', policy({ failurePolicy: 'Fail' })],
    ['MutatingAdmissionPolicyBinding', binding({ matchResources: { namespaceSelector: { matchLabels: {} } } })],
  ])('%s', (_, object) => {
    expect(schemaErrors(object)).toEqual([]);
  });

  test('is not changed by being judged', () => {
    const before = structuredClone(externalSecret);
    schemaErrors(externalSecret);
    expect(externalSecret).toEqual(before);
  });
});

const withKopia = (changes: object) => ({ ...source, spec: { ...source.spec, kopia: { ...kopia, ...changes } } });
const withMetadata = (changes: object) => ({ ...source, metadata: { ...metadata, ...changes } });
const withClaimSpec = (changes: object) => ({ ...claim, spec: { ...claim.spec, ...changes } });

describe('an object that the API server refuses', () => {
  test.each<[string, object, string]>([
    ['unknown field', withKopia({ capcity: '5Gi' }), '/spec/kopia unknown field "capcity"'],
    ['unknown nested field', withKopia({ retain: { hourley: 1 } }), '/spec/kopia/retain unknown field "hourley"'],
    ['unknown top-level field', { ...source, sepc: {} }, '/ unknown field "sepc"'],
    ['wrong type', withKopia({ repository: 7 }), '/spec/kopia/repository must be string'],
    [
      'bad enum',
      withKopia({ copyMethod: 'Snap' }),
      '/spec/kopia/copyMethod must be one of Direct, None, Clone, Snapshot',
    ],
    ['fraction', withKopia({ retain: { hourly: 1.5 } }), '/spec/kopia/retain/hourly must be integer'],
    ['too big for int32', withKopia({ parallelism: 2 ** 31 }), '/spec/kopia/parallelism must match format "int32"'],
    [
      'bad pattern in an int-or-string',
      withKopia({ capacity: '5GB' }),
      '/spec/kopia/capacity must match pattern "^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$"',
    ],
    ['unknown metadata field', withMetadata({ lables: {} }), '/metadata unknown field "lables"'],
    ['label that is no string', withMetadata({ labels: { a: 1 } }), '/metadata/labels/a must be string'],
    ['no name', { ...source, metadata: { namespace: 'games' } }, "/metadata must have required property 'name'"],
    ['PVC: unknown field', withClaimSpec({ storageClass: 'x' }), '/spec unknown field "storageClass"'],
    [
      'PVC: required field of a nested object missing',
      withClaimSpec({ dataSourceRef: { kind: 'ReplicationDestination' } }),
      "/spec/dataSourceRef must have required property 'name'",
    ],
    [
      'CronJob: number where the pod wants text',
      cronJob({ containers: [{ name: 'x', env: [{ name: 'RETRIES', value: 3 }] }] }),
      '/spec/jobTemplate/spec/template/spec/containers/0/env/0/value must be string',
    ],
    [
      'CronJob: a field in the spelling of the typings',
      cronJob({ containers: [container], hostPid: false }),
      '/spec/jobTemplate/spec/template/spec unknown field "hostPid"',
    ],
    [
      'policy on DELETE',
      policy({ matchConstraints: { resourceRules: [{ ...rule, operations: ['DELETE'] }] } }),
      '/spec/matchConstraints/resourceRules/0/operations/0 must be one of CREATE, UPDATE, CONNECT, *',
    ],
    ['policy: matchPolicy out of place', policy({ matchPolicy: 'Exact' }), '/spec unknown field "matchPolicy"'],
    [
      'policy: no reinvocationPolicy',
      policy({ reinvocationPolicy: undefined }),
      "/spec must have required property 'reinvocationPolicy'",
    ],
    [
      'policy: both kinds of patch in one mutation',
      policy({ mutations: [{ ...patch, applyConfiguration: { expression: 'Object{}' } }] }),
      '/spec/mutations/0 unknown field "applyConfiguration"',
    ],
    [
      'binding: field of the validating kind',
      binding({ validationActions: ['Deny'] }),
      '/spec unknown field "validationActions"',
    ],
    ['unknown kind', { ...source, kind: 'ReplicationSrc' }, 'no schema for this apiVersion and kind'],
    ['unknown version', { ...source, apiVersion: 'volsync.backube/v1' }, 'no schema for this apiVersion and kind'],
  ])('%s', (_, object, error) => {
    const errors = schemaErrors(JSON.parse(JSON.stringify(object)));
    expect(errors.map((line) => line.slice(line.indexOf(': ') + 2))).toContain(error);
  });

  test('names the object and its field', () => {
    expect(schemaErrors(withKopia({ capcity: '5Gi' }))).toEqual([
      'volsync.backube/v1alpha1 ReplicationSource games/romm: /spec/kopia unknown field "capcity"',
    ]);
  });

  test('required field missing', () => {
    expect(schemaErrors({ ...helmRelease, spec: { chartRef: helmRelease.spec.chartRef } })).toEqual([
      "helm.toolkit.fluxcd.io/v2 HelmRelease games/romm: /spec must have required property 'interval'",
    ]);
  });

  test('two list entries with one key', () => {
    const kustomization = {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      metadata,
      spec: {
        gatewayClassName: 'envoy',
        listeners: [1, 2].map(() => ({ name: 'http', port: 80, protocol: 'HTTP' })),
      },
    };
    expect(schemaErrors(kustomization).join('\n')).toContain('/spec/listeners must pass "x-kubernetes-list-map-keys"');
  });

  test('something that is no object at all', () => {
    expect(schemaErrors(null)).toEqual(['undefined undefined: no schema for this apiVersion and kind']);
  });
});

describe('the folder of CRDs', () => {
  const set = process.env.CRDS_DIR;
  afterEach(() => {
    process.env.CRDS_DIR = set;
  });

  test('must be named', () => {
    delete process.env.CRDS_DIR;
    expect(() => schemaValidator()).toThrow(
      'CRDS_DIR is not set: point it at a folder of CRDs, <group>/<plural>.yaml; scripts/download-crds.ts makes one',
    );
  });

  test('must hold CRDs', () => {
    expect(() => schemaValidator(mkdtempSync(join(tmpdir(), 'crds-')))).toThrow('holds no CustomResourceDefinition');
  });

  test('is understood as a whole: each kind in it refuses an unknown field', () => {
    const dir = set ?? '';
    const files = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml'));
    const judged = files.flatMap((file) => {
      const { spec } = parse(readFileSync(join(dir, file), 'utf8'));
      const served = spec.versions.filter((version: { served: boolean }) => version.served);
      return served.map(
        ({ name }: { name: string }) => `${file}: ${verdict(`${spec.group}/${name}`, spec.names.kind)}`,
      );
    });
    expect(files.length).toBeGreaterThan(0);
    expect(judged.filter((line) => !line.includes(': / unknown field "sepc"'))).toEqual([]);
  });

  // One that is not understood does not hide the next.
  function verdict(apiVersion: string, kind: string): string {
    try {
      return schemaErrors({ apiVersion, kind, metadata: { name: 'x' }, sepc: {} }).join('; ');
    } catch (error) {
      return String(error);
    }
  }

  test.each([
    [
      'format',
      { type: 'string', format: 'quantum' },
      'unknown format "quantum" ignored in schema at path "#/properties/spec"',
    ],
    ['keyword', { type: 'string', maximumLength: 3 }, 'strict mode: unknown keyword: "maximumLength"'],
  ])('with an unknown %s in it is not understood, and the file is named', (_, spec, complaint) => {
    const dir = mkdtempSync(join(tmpdir(), 'crds-'));
    const file = join(dir, 'widgets.yaml');
    const names = { kind: 'Widget', plural: 'widgets' };
    const openAPIV3Schema = { type: 'object', properties: { spec } };
    const versions = [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema } }];
    const definition = { kind: 'CustomResourceDefinition', spec: { group: 'example.com', names, versions } };
    writeFileSync(file, JSON.stringify(definition));
    const judge = schemaValidator(dir);
    const widget = { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'x' }, spec: 'x' };
    expect(() => judge(widget)).toThrow(`${file}: example.com/v1 Widget: ${complaint}`);
  });
});
