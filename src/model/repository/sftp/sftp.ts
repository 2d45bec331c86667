import { canonicalHost, hostInAddress } from '../../values/host';
import { canonicalFolder } from '../../values/path';
import { renderSecretText } from '../../values/secret-text';
import type { ReadField, RepositoryKind } from '../kind';
import { networkPlace } from '../network-place';
import { REPOSITORY_NAMES } from '../options';
import { sftpProblems } from './problems';
import type { SftpRepository } from './sftp-repository';

/** A folder that a server offers by SFTP; all apps share the repository in it. */
export const sftp: RepositoryKind<SftpRepository> = {
  makers: ['sftpRepository'],
  keys: {
    type: true,
    name: true,
    secret: true,
    ...REPOSITORY_NAMES,
    maintenance: true,
    maintainedElsewhere: true,
    host: true,
    port: true,
    username: true,
    path: true,
    credentials: true,
    knownHosts: true,
  },
  problems: sftpProblems,
  ownedByApp: () => false,
  location,
  seed: location,
  address: location,
  oneUserUnless: () => undefined,
  volume: () => undefined,
  network: ({ host, port }) => ({ ...networkPlace(hostInAddress(host), port), port }),
  moverPath: () => undefined,
  credentials: ({ credentials: { item } }) => ({ item }),
  withKeys: () => undefined,
  secretTexts: ({ knownHosts }) => ({ knownHosts }),
  vaultNames: ({ credentials: { item, ...fields } }) => ({
    'credentials.item': item,
    ...Object.fromEntries(Object.entries(fields).map(([name, value]) => [`credentials.${name}`, value])),
  }),
  storage: (repository, read) => ({ type: 'sftp', config: storageConfig(repository, opened(repository, read), read) }),
  storageBesideFiles: (repository, _, folder) =>
    repository.credentials.privateKey === undefined
      ? undefined
      : { type: 'sftp', config: storageConfig(repository, { keyfile: `${folder}/${KEY_FILE}` }, asWritten) },
  // Kopia takes what opens an account from its files alone.
  environment: () => ({}),
  moverKeys,
  moverFiles: ({ credentials }) => (credentials.privateKey === undefined ? [] : [KEY_FILE]),
  storageKeys: () => ({}),
  connectArgs: () => undefined,
  customCa: () => undefined,
  mirrorRisk: () => undefined,
};

/** The key of a mover's Secret whose value is a file to Kopia. */
const KEY_FILE = 'SFTP_KEY_FILE';

// The account belongs to the place: many a server shows each of them a root of its own.
function location({ username, host, port, path }: SftpRepository): string {
  return `sftp://${username}@${canonicalHost(host)}:${port}${canonicalFolder(path)}`;
}

function storageConfig(repository: SftpRepository, key: object, read: ReadField): Record<string, unknown> {
  const { host, port, username, path, knownHosts } = repository;
  const knownHostsData = renderSecretText(knownHosts, read);
  return { host: hostInAddress(host), port, username, path, ...key, knownHostsData };
}

function opened({ credentials }: SftpRepository, read: ReadField): object {
  return credentials.privateKey === undefined
    ? { password: read(credentials.password) }
    : { keyData: read(credentials.privateKey) };
}

/** Where there is no vault, a field is reported, and stands as what it is called. */
function asWritten(field: string): string {
  return field;
}

function moverKeys(repository: SftpRepository, read: ReadField): Record<string, string> {
  const { username, port, path, credentials, knownHosts } = repository;
  const host = hostInAddress(repository.host);
  return {
    // It must be there and not begin as one of the other kinds does; nothing more of it is read.
    KOPIA_REPOSITORY: `sftp://${username}@${host}:${port}${path}`,
    SFTP_HOST: host,
    SFTP_PORT: `${port}`,
    SFTP_USERNAME: username,
    SFTP_PATH: path,
    ...(credentials.privateKey === undefined
      ? { SFTP_PASSWORD: read(credentials.password) }
      : { [KEY_FILE]: read(credentials.privateKey) }),
    SFTP_KNOWN_HOSTS_DATA: renderSecretText(knownHosts, read),
  };
}
