import { annotationsOf, type FoundObject } from '../object';
import { hostOffSite } from './off-site';
import { type Located, s3Place, unknownPlace } from './place';

/** Where a repository is, on objects whose Secret is not made beside them: an address, as the declaration spells it. */
export const LOCATION_ANNOTATION = 'cdk8s-volsync-kopia/location';

/** The place that an object itself says it works on. */
export function declaredPlace(object: FoundObject): Located | undefined {
  const said = annotationsOf(object)[LOCATION_ANNOTATION];
  if (said === undefined) {
    return undefined;
  }
  const [, kind, host = '', path = ''] = /^(nfs|claim|sftp|s3):\/\/(?:[^/@]*@)?([^/]*)\/?(.*)$/s.exec(said) ?? [];
  if (kind === 's3') {
    const [bucket = '', ...prefix] = path.split('/');
    return s3Place(piece(host), piece(bucket), piece(prefix.join('/')));
  }
  if (kind === 'nfs' || kind === 'claim' || kind === 'sftp') {
    const offSite = kind === 'claim' ? 'no' : hostOffSite(host, kind === 'nfs' ? 'no' : 'unknown');
    return { key: said, location: said, known: true, kind, offSite };
  }
  return unknownPlace(said, said);
}

function piece(marked: string) {
  return { marked, refs: [] };
}
