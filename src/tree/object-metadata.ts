import type { ApiObjectProps } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import type { ObjectMetadata } from '../model/cluster/object-metadata';
import { Cluster } from './cluster-scope';

const declared = new WeakMap<IConstruct, ObjectMetadata>();

/** Says what all objects carry that a construct adds from now on. */
export function carryMetadata(construct: Construct, { labels, annotations }: ObjectMetadata): void {
  if (labels !== undefined || annotations !== undefined) {
    declared.set(construct, { labels, annotations });
  }
}

/** An object with what its cluster and its construct say of all theirs; what is said of itself counts. */
export function withMetadata(scope: Construct, object: ApiObjectProps): ApiObjectProps {
  const cluster = Cluster.of(scope);
  const construct = declared.get(scope) ?? {};
  const labels = merged(cluster.labels, construct.labels, object.metadata?.labels);
  const annotations = merged(cluster.annotations, construct.annotations, object.metadata?.annotations);
  return labels === object.metadata?.labels && annotations === object.metadata?.annotations
    ? object
    : { ...object, metadata: { ...object.metadata, ...(labels && { labels }), ...(annotations && { annotations }) } };
}

type Entries = Readonly<Record<string, string>> | undefined;

/** The last counts; what is the only one stays itself. */
function merged(general: Entries, own: Entries, last: Entries): { [key: string]: string } | undefined {
  return general === undefined && own === undefined ? last : { ...general, ...own, ...last };
}
