import { isDeepStrictEqual } from 'node:util';
import { imageRef, versions } from '../../../src/versions';
import type { Manifest } from '../../support/manifest-tree';
import { type MoverJob, recordedJobs, type Workload } from './mover-jobs';
import type { Container, EnvVar, PodSpec } from './pod-spec';

/** The fields of an object that tell its pod from the one that is on record. */
interface Fields {
  readonly repository: string;
  readonly sourceIdentity?: { readonly sourceName: string };
  readonly actions?: { readonly beforeSnapshot?: string };
  readonly moverVolumes?: readonly object[];
}

/**
 * The pod of a Job that VolSync's controller made, as it is on record, of an object whose Secret, identity, action and
 * volumes are others by now. @param name of the object that it was made of
 */
export function podLike({ kind, metadata, spec }: Manifest, name = metadata.name): PodSpec {
  const pod = recordedPod(kind, name);
  const { kopia } = spec as { readonly kopia?: Fields };
  return kopia ? withFields(pod, kopia) : pod;
}

function withFields(pod: PodSpec, { repository, sourceIdentity, actions, moverVolumes }: Fields): PodSpec {
  const mounts = moverVolumes ? () => true : ({ name }: { readonly name: string }) => !name.startsWith('u-');
  const values: Readonly<Record<string, string | undefined>> = {
    KOPIA_BEFORE_SNAPSHOT: actions?.beforeSnapshot,
    ...(sourceIdentity && { KOPIA_OVERRIDE_USERNAME: sourceIdentity.sourceName }),
  };
  const variable = ({ name, value, valueFrom }: EnvVar): EnvVar[] => {
    if (valueFrom) return [{ name, valueFrom: { secretKeyRef: { ...valueFrom.secretKeyRef, name: repository } } }];
    const now = name in values ? values[name] : value;
    return now === undefined ? [] : [{ name, value: now }];
  };
  return {
    ...pod,
    volumes: pod.volumes?.filter(mounts),
    containers: pod.containers.map(({ env = [], volumeMounts = [], ...each }) => ({
      ...each,
      env: env.flatMap(variable),
      volumeMounts: volumeMounts.filter(mounts),
    })),
  };
}

/** A source without what binds its cache to its repository. */
export function unbound(object: Manifest): Manifest {
  const { kopia, ...spec } = object.spec as { readonly kopia: Fields };
  return { ...object, spec: { ...spec, kopia: { ...kopia, actions: undefined } } };
}

function recordedPod(kind: string, name: string): PodSpec {
  const { containers, ...spec } = without(templateOf(recorded(kind, name).made), OF_THE_POD) as unknown as PodSpec;
  return {
    ...spec,
    containers: containers.map((each) => {
      const { securityContext = {}, ...container } = without(each, OF_A_CONTAINER) as unknown as Container;
      return {
        ...container,
        image: imageRef(versions.images.volsync),
        securityContext: without(securityContext, OF_ITS_SECURITY),
      };
    }),
  };
}

function recorded(kind: string, name: string): MoverJob {
  const found = recordedJobs().find(({ of }) => of.kind === kind && of.metadata.name === name);
  if (!found) throw new Error(`no Job of ${kind} ${name} is on record`);
  return found;
}

function templateOf({ spec }: Workload): object {
  return (spec.jobTemplate?.spec ?? spec).template.spec;
}

/** What the API server adds of itself and changes nothing here, and accounts, which nobody asks for here. */
const OF_THE_POD = {
  dnsPolicy: 'ClusterFirst',
  schedulerName: 'default-scheduler',
  terminationGracePeriodSeconds: 30,
  serviceAccount: undefined,
  serviceAccountName: undefined,
};
const OF_A_CONTAINER = {
  imagePullPolicy: 'IfNotPresent',
  terminationMessagePath: '/dev/termination-log',
  terminationMessagePolicy: 'File',
};
const OF_ITS_SECURITY = { privileged: false, runAsNonRoot: true };

/** An object without some fields, which are as expected, or whatever they are where nothing is expected. */
function without(object: object, expected: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const kept = Object.entries(object).filter(([field, value]) => {
    if (!(field in expected)) return true;
    const wanted = expected[field];
    if (wanted === undefined || isDeepStrictEqual(value, wanted)) return false;
    throw new Error(`${field} is ${JSON.stringify(value)}, and ${JSON.stringify(wanted)} is all that is known here`);
  });
  return Object.fromEntries(kept);
}
