import { at, type Loose, textAt } from '../../../ledger/loose';
import { type Located, otherPlace, s3Place, sftpPlace, unknownPlace } from '../../../ledger/repository/place';
import type { SecretPiece, SecretValue } from '../../../ledger/secrets/secret-value';
import type { KopiaPodReading } from './pod';

const NOWHERE = unknownPlace('a connection that is not here', 'a place that nothing here says');

/** Kopia's kinds of storage that one or two fields tell. */
const OTHERS = {
  azureBlob: { kind: 'azure', fields: ['storageAccount', 'container', 'prefix'] },
  gcs: { kind: 'gcs', fields: ['bucket', 'prefix'] },
  b2: { kind: 'b2', fields: ['bucket', 'prefix'] },
  webdav: { kind: 'webdav', fields: ['url'] },
  rclone: { kind: 'rclone', fields: ['remotePath'] },
} as const;

/** The place that a file of Kopia's names, a connection or one of `from-config`. */
export function placeOfFile(file: SecretValue | undefined, pod: KopiaPodReading, container: Loose): Located {
  const storage = file === undefined ? undefined : at(parsed(file.marked), 'storage');
  const type = textAt(storage, 'type');
  if (file === undefined || type === undefined) {
    return NOWHERE;
  }
  const piece = (key: string): SecretPiece => {
    const value = at(storage, 'config', key);
    return { marked: typeof value === 'number' ? `${value}` : (textAt(storage, 'config', key) ?? ''), refs: file.refs };
  };
  switch (type) {
    case 'filesystem':
      return pod.folder(container, piece('path').marked) ?? NOWHERE;
    case 's3':
      return s3Place(
        piece('endpoint'),
        piece('bucket'),
        piece('prefix'),
        at(storage, 'config', 'doNotUseTLS') !== true,
      );
    case 'sftp':
      return sftpPlace(piece('username'), piece('host'), piece('port'), piece('path'));
    default: {
      const other = Object.hasOwn(OTHERS, type) ? OTHERS[type as keyof typeof OTHERS] : undefined;
      return other === undefined
        ? unknownPlace(`kopia ${type}`, `a place of kind ${type}, of which nothing is known here`)
        : otherPlace(other.kind, ...other.fields.map(piece).filter(({ marked }) => marked !== ''));
    }
  }
}

/** The place that flags of a command name. */
export function placeOfFlags(command: string, pod: KopiaPodReading, container: Loose): Located {
  const [, type] = /\bsync-to\s+(?:-\S+\s+)*(\w[\w-]*)/.exec(command) ?? [];
  const flag = (name: string): SecretPiece => ({
    marked: new RegExp(`--${name}[= ]["']?([^\\s"']+)`).exec(command)?.[1] ?? '',
    refs: [],
  });
  if (command.includes('$')) {
    return unknownPlace(`sync-to ${type}`, 'a place that variables of its command name');
  }
  if (type === 'filesystem') {
    return pod.folder(container, flag('path').marked) ?? NOWHERE;
  }
  return type === 's3' ? s3Place(flag('endpoint'), flag('bucket'), flag('prefix')) : NOWHERE;
}

function parsed(text: string): Loose {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
