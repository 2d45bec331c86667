import type { World } from '../../../ledger/reader';
import { declaredPlace } from '../../../ledger/repository/declared-place';
import {
  type Located,
  openerOf,
  otherPlace,
  type Place,
  s3Place,
  sftpPlace,
  unknownPlace,
} from '../../../ledger/repository/place';
import type { SecretKeys } from '../../../ledger/secrets/secret-keys';
import { beginsInVault, drawn, type SecretValue, shown } from '../../../ledger/secrets/secret-value';
import type { MoverKind } from './mover';
import { claimOfMover, onlyVolume, placeOfFolder } from './mover-volumes';

/** The keys of a Secret that movers read, in the order in which they choose the kind of a repository by them. */
const BACKENDS = [
  { key: 'KOPIA_AZURE_CONTAINER', kind: 'azure', also: 'KOPIA_AZURE_STORAGE_ACCOUNT' },
  { key: 'KOPIA_GCS_BUCKET', kind: 'gcs' },
  { key: 'KOPIA_REPOSITORY', kind: 'filesystem' },
  { key: 'KOPIA_B2_BUCKET', kind: 'b2' },
  { key: 'WEBDAV_URL', kind: 'webdav' },
  { key: 'SFTP_HOST', kind: 'sftp' },
  { key: 'RCLONE_REMOTE_PATH', kind: 'rclone' },
  { key: 'GOOGLE_DRIVE_FOLDER_ID', kind: 'google-drive' },
] as const;

/**
 * Where a mover finds its repository, by the keys of its Secret and by what it mounts, as the fork decides it
 * (perfectra1n/volsync v0.17.11, mover-kopia/entry.sh).
 */
export function kopiaPlace(mover: MoverKind, secret: SecretKeys, { objects }: World): Place {
  const opener = openerOf(secret.keys.get('KOPIA_PASSWORD'));
  const claim = mover.job === 'mover' ? claimOfMover(mover) : undefined;
  const declared = secret.from === undefined ? declaredPlace(mover.object) : undefined;
  return { ...(claim ?? declared ?? located(mover, secret, objects)), opener };
}

function located(mover: MoverKind, secret: SecretKeys, objects: World['objects']): Located {
  const { keys } = secret;
  const url = keys.get('KOPIA_REPOSITORY');
  const bucket = keys.get('KOPIA_S3_BUCKET');
  if (bucket !== undefined || url?.marked.startsWith('s3://')) {
    return bucketPlace(keys, url, bucket);
  }
  for (const backend of BACKENDS) {
    const value = keys.get(backend.key);
    if (value === undefined) {
      continue;
    }
    if (backend.kind === 'filesystem') {
      const folder = folderPlace(mover, value, secret, objects);
      if (folder !== undefined) {
        return folder;
      }
    } else if (backend.kind === 'sftp') {
      return accountPlace(keys, value);
    } else {
      const account = 'also' in backend ? keys.get(backend.also) : undefined;
      return otherPlace(backend.kind, ...(account === undefined ? [value] : [account, value]));
    }
  }
  return nothingSaid(secret);
}

function bucketPlace(keys: SecretKeys['keys'], url: SecretValue | undefined, own: SecretValue | undefined): Located {
  const [, bucket = '', prefix = ''] = /^s3:\/\/([^/]*)\/?(.*)$/s.exec(url?.marked ?? '') ?? [];
  const endpoint = keys.get('KOPIA_S3_ENDPOINT') ?? keys.get('AWS_S3_ENDPOINT');
  const host = (endpoint?.marked ?? 's3.amazonaws.com').replace(/^https?:\/\//, '');
  const plain = ['KOPIA_S3_DISABLE_TLS', 'AWS_S3_DISABLE_TLS'].some((key) => keys.get(key)?.marked === 'true');
  return s3Place(
    { marked: host, refs: endpoint?.refs ?? [] },
    own ?? { marked: bucket, refs: url?.refs ?? [] },
    { marked: prefix, refs: url?.refs ?? [] },
    !plain,
  );
}

function folderPlace(
  mover: MoverKind,
  url: SecretValue,
  secret: SecretKeys,
  objects: World['objects'],
): Located | undefined {
  if (url.marked.startsWith('filesystem://')) {
    const folder = url.marked.slice('filesystem://'.length);
    const said = drawn({ ...url, marked: folder });
    return (
      placeOfFolder(mover, said, objects) ??
      unknownPlace(
        `filesystem://${said}`,
        `folder ${shown({ ...url, marked: folder })}, on a volume that no object here mounts`,
      )
    );
  }
  if (!beginsInVault(url.marked)) {
    return undefined;
  }
  const volume = onlyVolume(mover);
  if (volume !== undefined) {
    const location = `somewhere below ${volume.location}; the folder is in ${shown(url)}`;
    return unknownPlace(`${drawn(url)} ${volume.key}`, location, volume.kind);
  }
  const endpoint = secret.keys.get('KOPIA_S3_ENDPOINT') ?? secret.keys.get('AWS_S3_ENDPOINT');
  const said = [url, ...(endpoint === undefined ? [] : [endpoint])].map(drawn);
  return unknownPlace(said.join(' '), `a place that only the vault knows: ${shown(url)}`);
}

function accountPlace(keys: SecretKeys['keys'], host: SecretValue): Located {
  const or = (key: string, otherwise: string) => keys.get(key) ?? { marked: otherwise, refs: [] };
  return sftpPlace(or('SFTP_USERNAME', ''), host, or('SFTP_PORT', '22'), or('SFTP_PATH', ''));
}

function nothingSaid({ namespace, name, from, complete }: SecretKeys): Located {
  if (from === undefined) {
    return unknownPlace(
      `secret ${namespace}/${name}`,
      `a place that only Secret ${namespace ?? ''}/${name} knows, which is not here`,
    );
  }
  return complete
    ? unknownPlace(`nowhere ${namespace}/${name}`, `none: Secret ${name} names no repository that movers know`)
    : unknownPlace(
        `secret ${namespace}/${name}`,
        `a place that only the vault knows: all fields of Secret ${name} come from there`,
      );
}
