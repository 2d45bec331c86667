import { annotationsOf, type FoundObject } from '../object';
import { hostOffSite } from './off-site';
import { type Located, s3Place, unknownPlace } from './place';

/** Where a repository is, on objects whose Secret is not made beside them. It is spelt as {@link Located.key} is. */
export const LOCATION_ANNOTATION = 'cdk8s-volsync-kopia/location';

/** The place that an object itself says it works on. */
export function declaredPlace(object: FoundObject): Located | undefined {
  const said = annotationsOf(object)[LOCATION_ANNOTATION];
  if (said === undefined) {
    return undefined;
  }
  const [, kind, host = ''] = /^(nfs|claim|sftp):\/\/(?:[^/@]*@)?([^/]*)/.exec(said) ?? [];
  if (kind === 'nfs' || kind === 'claim' || kind === 'sftp') {
    const offSite = kind === 'claim' ? 'no' : hostOffSite(host, kind === 'nfs' ? 'no' : 'unknown');
    return { key: said, location: said, known: true, kind, offSite };
  }
  const [endpoint, bucket, prefix] = texts(said);
  return endpoint === undefined || bucket === undefined || prefix === undefined
    ? unknownPlace(said, said)
    : { ...s3Place(piece(endpoint), piece(bucket), piece(prefix)), key: said };
}

function texts(said: string): readonly string[] {
  try {
    const list: unknown = JSON.parse(said);
    return Array.isArray(list) ? list.filter((each) => typeof each === 'string') : [];
  } catch {
    return [];
  }
}

function piece(marked: string) {
  return { marked, refs: [] };
}
