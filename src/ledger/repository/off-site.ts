import { isIPv4 } from 'node:net';
import type { Answer } from '../answer';

/** Who rents out storage: below these domains nobody keeps a server at home. */
const PROVIDERS = [
  'amazonaws.com',
  'azure.com',
  'backblazeb2.com',
  'cloudflarestorage.com',
  'digitaloceanspaces.com',
  'googleapis.com',
  'idrivee2.com',
  'linodeobjects.com',
  'ovh.net',
  'rsync.net',
  'scw.cloud',
  'storjshare.io',
  'wasabisys.com',
  'windows.net',
  'your-objectstorage.com',
  'your-storagebox.de',
];

const LOCAL = /(^|\.)(internal|local|lan|home|home\.arpa|svc|svc\.cluster\.local|cluster\.local|localhost)$/;

const PRIVATE = /^(10\.|127\.|169\.254\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/;

/**
 * Whether a host, with its port or without, is in another house. A name that anybody may own can lead home just as well.
 * @param otherwise what is said of such a one
 */
export function hostOffSite(host: string, otherwise: Answer = 'unknown'): Answer {
  const name = host.toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '');
  if (PROVIDERS.some((each) => name === each || name.endsWith(`.${each}`))) {
    return 'yes';
  }
  const atHome = LOCAL.test(name) || (isIPv4(name) ? PRIVATE.test(name) : !name.includes('.'));
  return atHome ? 'no' : otherwise;
}

/** What there is to say of a kind whose host is not. */
export function offSiteByKind(kind: string): Answer {
  if (['azure', 'gcs', 'b2', 'google-drive'].includes(kind)) {
    return 'yes';
  }
  return kind === 'nfs' || kind === 'claim' ? 'no' : 'unknown';
}
