import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** The files of a certificate that signs itself. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

/** Makes a certificate for hosts, in a folder. */
export function makeCertificate(folder: string, hosts: readonly string[]): Certificate {
  const files = { certificate: join(folder, 'tls.crt'), key: join(folder, 'tls.key') };
  const { status, stderr, error } = spawnSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
      ...['-subj', '/CN=S3 of the tests', '-addext', `subjectAltName=${hosts.map((each) => `DNS:${each}`).join(',')}`],
      ...['-keyout', files.key, '-out', files.certificate],
    ],
    { encoding: 'utf8' },
  );
  if (error) throw new Error(`openssl is missing (${error.message}): it is in Debian's package openssl`);
  if (status !== 0) throw new Error(stderr);
  return files;
}
