import { parseAllDocuments } from 'yaml';
import { type TalosPatchOptions, talosPatch } from '../../../../src/engines/volsync/admission/talos-patch';

const HEAD = `# For the control-plane nodes: talosctl patch machineconfig --nodes <node> --patch @<this file>
# Both arguments belong together: the gate without the runtime-config stops every write to the cluster.
`;

test('sets gate and runtime-config in the machine configuration', () => {
  expect(talosPatch({ kubernetes: '1.33' })).toBe(`${HEAD}cluster:
  apiServer:
    extraArgs:
      feature-gates: MutatingAdmissionPolicy=true
      runtime-config: admissionregistration.k8s.io/v1alpha1=true
`);
});

test('sets them in the document of Talos 1.14', () => {
  expect(talosPatch({ kubernetes: 'v1.35.2', form: 'document' })).toBe(`${HEAD}apiVersion: v1alpha1
kind: KubeAPIServerConfig
extraArgs:
  feature-gates: MutatingAdmissionPolicy=true
  runtime-config: admissionregistration.k8s.io/v1beta1=true
`);
});

test.each([
  ['1.32', 'v1alpha1'],
  ['1.33', 'v1alpha1'],
  ['1.34', 'v1beta1'],
  ['1.35', 'v1beta1'],
])('on Kubernetes %s the version is %s', (kubernetes, version) => {
  for (const form of ['machine-config', 'document'] as const) {
    expect(talosPatch({ kubernetes, form })).toContain(
      `runtime-config: admissionregistration.k8s.io/${version}=true\n`,
    );
  }
});

test('keeps what is set already, each once', () => {
  const patch = talosPatch({
    kubernetes: '1.34',
    featureGates: ['ImageVolume=true', 'MutatingAdmissionPolicy=true', 'UserNamespacesSupport=false'],
    runtimeConfig: ['admissionregistration.k8s.io/v1alpha1=true', 'api/all=false'],
  });
  expect(parseAllDocuments(patch).map((each) => each.toJS())).toEqual([
    {
      cluster: {
        apiServer: {
          extraArgs: {
            'feature-gates': 'ImageVolume=true,UserNamespacesSupport=false,MutatingAdmissionPolicy=true',
            'runtime-config':
              'admissionregistration.k8s.io/v1alpha1=true,api/all=false,admissionregistration.k8s.io/v1beta1=true',
          },
        },
      },
    },
  ]);
});

test.each<[title: string, options: Partial<TalosPatchOptions>, ...lines: string[]]>([
  [
    'a Kubernetes before the policies',
    { kubernetes: '1.31' },
    'kubernetes: "1.31" has no MutatingAdmissionPolicy, which came with 1.32; no patch can switch it on (rule A1)',
  ],
  ...['1.36', 'v1.37.1'].map((kubernetes): [string, Partial<TalosPatchOptions>, string] => [
    `Kubernetes ${kubernetes}, which needs none`,
    { kubernetes },
    `kubernetes: "${kubernetes}" serves MutatingAdmissionPolicy by itself; apply no patch, and take out what an earlier one set, because an API server does not start with a gate that it has forgotten (rule A1)`,
  ]),
  [
    'no version',
    { kubernetes: 'latest' },
    'kubernetes: "latest" is not a Kubernetes version; write its minor, such as "1.33" (rule A1)',
  ],
  [
    'no form',
    { form: 'toString' as 'document' },
    'form: "toString" is not a form; write "machine-config" or "document"',
  ],
  [
    'switches that are none',
    { featureGates: ['ImageVolume', 'A=true,B=true'], runtimeConfig: ['batch/v2alpha1'] },
    'featureGates: "ImageVolume" is not a switch; write it such as "MutatingAdmissionPolicy=true"',
    'featureGates: "A=true,B=true" is not a switch; write it such as "MutatingAdmissionPolicy=true"',
    'runtimeConfig: "batch/v2alpha1" is not a switch; write it such as "admissionregistration.k8s.io/v1alpha1=true"',
  ],
  [
    'what it would undo',
    {
      featureGates: ['MutatingAdmissionPolicy=false'],
      runtimeConfig: ['admissionregistration.k8s.io/v1alpha1=false'],
    },
    'featureGates: "MutatingAdmissionPolicy=false" switches off what the patch is for; leave it out (rule A1)',
    'runtimeConfig: "admissionregistration.k8s.io/v1alpha1=false" switches off what the patch is for; leave it out (rule A1)',
  ],
])('%s is refused', (_, options, ...lines) => {
  expect(() => talosPatch({ kubernetes: '1.33', ...options })).toThrow(new RangeError(lines.join('\n')));
});
