import { Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import { kubernetesMinor } from '../../../model/cluster/kubernetes';
import { problemIf } from '../../../model/rules/problem';
import { show } from '../../../model/rules/show';
import { Cluster } from '../../../tree/cluster-scope';
import { addClusterManifest, type Manifest } from '../../../tree/manifest';
import { reportProblems, warn } from '../../../tree/validation';
import { admissionPolicyFlags, mutatingAdmissionPolicyVersion, needsFeatureGate } from './api-server';
import { type Cel, cel, celLabel, celString } from './cel';

/** A policy that changes VolSync's Jobs on their way into the cluster. */
export interface JobPolicy {
  readonly name: string;
  /** Whether a Job that the policy cannot change is refused or let through. */
  readonly failurePolicy: 'Fail' | 'Ignore';
  /** All must hold, or the Job stays as it is. Asked for when the policy is written. */
  readonly matchConditions: () => readonly { readonly name: string; readonly expression: Cel }[];
  readonly mutation: JobMutation | undefined;
  /** What to do instead where Kubernetes has no such policies. */
  readonly instead: string;
}

export type JobMutation =
  | { readonly patchType: 'ApplyConfiguration'; readonly applyConfiguration: { readonly expression: Cel } }
  | { readonly patchType: 'JSONPatch'; readonly jsonPatch: { readonly expression: Cel } };

/** Where a Job's pod spec is, in an expression. */
export const POD_SPEC = 'spec.template.spec';

/** Whether VolSync made a Job, by one of its labels. */
export function jobLabelIs(label: string, value: string): Cel {
  return cel(`${celLabel(cel('object.metadata'), label, '')} == ${celString(value)}`);
}

/**
 * Adds a MutatingAdmissionPolicy for Jobs and its binding, without which it does nothing, in the version that the
 * cluster's Kubernetes serves (rule A1).
 *
 * It acts on CREATE and on UPDATE, because VolSync writes its Jobs anew at every look, and a Job that comes back without
 * what the policy put in is deleted and started over, for ever.
 */
export function addJobPolicy(scope: Construct, options: JobPolicy): { policy: Manifest; binding: Manifest } {
  const { name, mutation } = options;
  const { kubernetes, featureGates = [] } = Cluster.of(scope);
  const minor = kubernetesMinor(kubernetes) ?? 0;
  const version = mutatingAdmissionPolicyVersion(minor);
  const apiVersion = `admissionregistration.k8s.io/${version ?? 'v1'}`;

  reportProblems(scope, () =>
    problemIf(
      version === undefined,
      'kubernetes',
      () => `${show(kubernetes)} has no MutatingAdmissionPolicy, which came with 1.32; ${options.instead}`,
      'A1',
    ),
  );
  if (needsFeatureGate(minor) && !featureGates.includes('MutatingAdmissionPolicy')) {
    const { featureGate, runtimeConfig } = admissionPolicyFlags(minor);
    const text = `${show(kubernetes)} serves MutatingAdmissionPolicy only if the API server has the feature gate ${featureGate} and the runtime-config ${runtimeConfig}; apply what \`npm run talos-patch\` writes, then declare featureGates: ['MutatingAdmissionPolicy'] in the cluster`;
    warn(scope, { field: 'kubernetes', text, rule: 'A1' });
  }

  const policy = addClusterManifest(scope, 'Resource', {
    apiVersion,
    kind: 'MutatingAdmissionPolicy',
    metadata: { name },
    spec: {
      failurePolicy: options.failurePolicy,
      reinvocationPolicy: 'IfNeeded',
      matchConstraints: {
        resourceRules: [
          { apiGroups: ['batch'], apiVersions: ['v1'], resources: ['jobs'], operations: ['CREATE', 'UPDATE'] },
        ],
      },
      matchConditions: Lazy.any({ produce: options.matchConditions }),
      mutations: mutation ? [mutation] : [],
    },
  });
  const binding = addClusterManifest(scope, 'binding', {
    apiVersion,
    kind: 'MutatingAdmissionPolicyBinding',
    metadata: { name },
    spec: { policyName: name },
  });
  return { policy, binding };
}
