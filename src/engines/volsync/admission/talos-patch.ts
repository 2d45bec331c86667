import { stringify } from 'yaml';
import { kubernetesMinor, kubernetesProblems } from '../../../model/cluster/kubernetes';
import { type Problem, problemIf, renderProblem } from '../../../model/rules/problem';
import { show } from '../../../model/rules/show';
import { withoutStack } from '../../../model/rules/without-stack';
import { given } from '../../../model/values/given';
import { admissionPolicyFlags, needsFeatureGate } from './api-server';

/**
 * Where a Talos configuration says how the API server is started: `.cluster.apiServer` of the machine configuration, or
 * from Talos 1.14 on a document of its own. Only one of them may be there.
 */
export type TalosForm = 'machine-config' | 'document';

/** What a Talos patch is made of. */
export interface TalosPatchOptions {
  /** The cluster's Kubernetes, such as `'1.33'`. */
  readonly kubernetes: string;
  /** Where the Talos configuration says how the API server is started. @default in the machine configuration */
  readonly form?: TalosForm;
  /** Feature gates that are set already, `ImageVolume=true`: the patch takes the place of them all. @default none */
  readonly featureGates?: readonly string[];
  /** What `runtime-config` says already, `batch/v2alpha1=true`: the patch takes the place of it all. @default nothing */
  readonly runtimeConfig?: readonly string[];
}

/**
 * The Talos patch that Kubernetes 1.32 to 1.35 need before they serve MutatingAdmissionPolicy: feature gate and
 * runtime-config, in one patch, because one without the other either does nothing or stops all writes.
 * @throws RangeError where Kubernetes needs none or has no such policies, or if something is not of its notation
 */
export function talosPatch(options: TalosPatchOptions): string {
  const { kubernetes, form = 'machine-config', featureGates = [], runtimeConfig = [] } = given(options);
  const minor = kubernetesMinor(kubernetes) ?? 0;
  const flags = admissionPolicyFlags(minor);
  const problems = [
    ...versionProblems(kubernetes, minor),
    ...problemIf(!Object.hasOwn(FORMS, form), 'form', () => `${show(form)} is not a form; write ${FORM_NAMES}`),
    ...listProblems('featureGates', featureGates, flags.featureGate),
    ...listProblems('runtimeConfig', runtimeConfig, flags.runtimeConfig),
  ];
  if (problems.length > 0) {
    throw withoutStack(new RangeError(problems.map(renderProblem).join('\n')));
  }
  const extraArgs = {
    'feature-gates': joined(featureGates, flags.featureGate),
    'runtime-config': joined(runtimeConfig, flags.runtimeConfig),
  };
  return `${HEAD}${stringify(FORMS[form](extraArgs), { lineWidth: 0 })}`;
}

const HEAD = `# For the control-plane nodes: talosctl patch machineconfig --nodes <node> --patch @<this file>
# Both arguments belong together: the gate without the runtime-config stops every write to the cluster.
`;

const FORMS: Readonly<Record<TalosForm, (extraArgs: object) => object>> = {
  'machine-config': (extraArgs) => ({ cluster: { apiServer: { extraArgs } } }),
  document: (extraArgs) => ({ apiVersion: 'v1alpha1', kind: 'KubeAPIServerConfig', extraArgs }),
};
const FORM_NAMES = Object.keys(FORMS).map(show).join(' or ');

/** All in one text: of two patches that set the same argument Talos takes the later one. */
function joined(present: readonly string[], needed: string): string {
  return [...present.filter((each) => each !== needed), needed].join(',');
}

function versionProblems(kubernetes: string, minor: number): Problem[] {
  const problems = kubernetesProblems('kubernetes', kubernetes);
  if (problems.length > 0 || needsFeatureGate(minor)) {
    return problems;
  }
  const text =
    minor < 32
      ? 'has no MutatingAdmissionPolicy, which came with 1.32; no patch can switch it on'
      : 'serves MutatingAdmissionPolicy by itself; apply no patch, and take out what an earlier one set, because an API server does not start with a gate that it has forgotten';
  return [{ field: 'kubernetes', text: `${show(kubernetes)} ${text}`, rule: 'A1' }];
}

function listProblems(field: string, values: readonly string[], needed: string): Problem[] {
  const [key] = needed.split('=');
  return values.flatMap((value) => [
    ...problemIf(
      !/^[\w./-]+=(true|false)$/.test(value),
      field,
      () => `${show(value)} is not a switch; write it such as ${show(needed)}`,
    ),
    ...problemIf(
      value === `${key}=false`,
      field,
      () => `${show(value)} switches off what the patch is for; leave it out`,
      'A1',
    ),
  ]);
}
