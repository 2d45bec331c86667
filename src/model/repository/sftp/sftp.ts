import { canonicalHost, hostInAddress } from '../../values/host';
import { canonicalFolder } from '../../values/path';
import { renderSecretText } from '../../values/secret-text';
import type { ReadField, RepositoryKind } from '../kind';
import { sftpProblems } from './problems';
import type { SftpRepository } from './sftp-repository';

/** A folder that a server offers by SFTP; all apps share the repository in it. */
export const sftp: RepositoryKind<SftpRepository> = {
  makers: ['sftpRepository'],
  keys: {
    type: true,
    name: true,
    secret: true,
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
  // The account belongs to the place: many a server shows each of them a root of its own.
  location: ({ username, host, port, path }) =>
    `sftp://${username}@${canonicalHost(host)}:${port}${canonicalFolder(path)}`,
  oneUserUnless: () => undefined,
  volume: () => undefined,
  moverPath: () => undefined,
  credentials: ({ credentials: { item } }) => ({ item }),
  vaultNames: ({ credentials: { item, ...fields } }) => ({
    'credentials.item': item,
    ...Object.fromEntries(Object.entries(fields).map(([name, value]) => [`credentials.${name}`, value])),
  }),
  storage: (repository, read) => ({ type: 'sftp', config: storageConfig(repository, read) }),
  // Kopia takes what opens an account from its files alone.
  environment: () => ({}),
  moverKeys,
  moverFiles: ({ credentials }) => (credentials.privateKey === undefined ? [] : ['SFTP_KEY_FILE']),
  customCa: () => undefined,
  mirrorRisk: () => undefined,
};

function storageConfig(repository: SftpRepository, read: ReadField): Record<string, unknown> {
  const { host, port, username, path, credentials, knownHosts } = repository;
  return {
    host: hostInAddress(host),
    port,
    username,
    path,
    ...(credentials.privateKey === undefined
      ? { password: read(credentials.password) }
      : { keyData: read(credentials.privateKey) }),
    knownHostsData: renderSecretText(knownHosts, read),
  };
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
      : { SFTP_KEY_FILE: read(credentials.privateKey) }),
    SFTP_KNOWN_HOSTS_DATA: renderSecretText(knownHosts, read),
  };
}
