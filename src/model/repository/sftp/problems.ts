import { type Problem, problemIf } from '../../rules/problem';
import { show } from '../../rules/show';
import { hostProblems } from '../../values/host';
import { unknownKeyProblems } from '../../values/known-keys';
import { isLine } from '../../values/line';
import { isWhole } from '../../values/number';
import { isAbsolutePath } from '../../values/path';
import { isFieldRef } from '../../values/secret-text';
import { knownHostsProblems } from './known-hosts';
import type { SftpRepository } from './sftp-repository';

/** Everything wrong with where a server is said to be, and with how it is opened. */
export function sftpProblems(field: string, repository: SftpRepository): Problem[] {
  const { host, port, username, path, credentials, knownHosts } = repository;
  const place = [
    ...hostProblems(`${field}.host`, host),
    ...problemIf(
      !isWhole(port, 1, 2 ** 16 - 1),
      `${field}.port`,
      () => `${show(port)} is not a port; write a whole number from 1 to 65535, or leave it out for 22`,
    ),
  ];
  return [
    ...place,
    ...problemIf(
      !(isLine(username) && /^[^\s:]+$/.test(username) && !username.includes('{{')),
      `${field}.username`,
      () => `${show(username)} is not the name of an account; write one without blanks and ":"`,
    ),
    ...problemIf(
      !isAbsolutePath(path) || path.includes('{{'),
      `${field}.path`,
      () => `${show(path)} is not an absolute path; write the folder on the server, such as "/backups/kopia"`,
    ),
    ...unknownKeyProblems(`${field}.credentials`, credentials, CREDENTIALS),
    ...loginProblems(`${field}.credentials`, credentials),
    // Which line is for a server cannot be said of one that is none.
    ...(place.length > 0 || isFieldRef(knownHosts)
      ? []
      : knownHostsProblems(`${field}.knownHosts`, knownHosts, repository)),
  ];
}

const CREDENTIALS = { item: true, password: true, privateKey: true } as const;

function loginProblems(field: string, { password, privateKey }: SftpRepository['credentials']): Problem[] {
  const names = [password, privateKey].filter((each) => each !== undefined).length;
  const text =
    names === 0
      ? 'name neither a password nor a private key; write the field of one, password or privateKey'
      : 'name a password and a private key, and Kopia would not look at the key; write one of password and privateKey';
  return problemIf(names !== 1, field, text, 'S1');
}
