import { ifGiven, type Problem, problemIf } from '../../rules/problem';
import { show } from '../../rules/show';
import { isHostAndPort } from '../../values/host';
import { booleanProblems, unknownKeyProblems } from '../../values/known-keys';
import { isSecretText, renderSecretText, type SecretText } from '../../values/secret-text';
import { customCaProblems } from '../custom-ca';
import { presetProblems } from './preset';
import type { S3Prefix, S3Repository } from './s3-repository';

/** Everything wrong with where a bucket is said to be. */
export function s3Problems(field: string, repository: S3Repository): Problem[] {
  const { bucket, prefix, tls, customCa, credentials } = repository;
  const name = plain(bucket);
  return [
    ...booleanProblems(`${field}.tls`, tls, 'S1'),
    ...unknownKeyProblems(`${field}.credentials`, credentials, CREDENTIALS),
    ...placeProblems(field, repository),
    ...ifGiven(customCa, (each) => customCaProblems(`${field}.customCa`, each, tls)),
    ...problemIf(
      !/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) || name.includes('..'),
      `${field}.bucket`,
      () => `${show(name || bucket)} is not a bucket; write its name of 3 to 63 lower-case characters, or field('…')`,
      'S1',
    ),
    ...prefixProblems(`${field}.prefix`, prefix),
  ];
}

const CREDENTIALS = { item: true, accessKeyId: true, secretAccessKey: true } as const;

function placeProblems(field: string, { endpoint, region, preset }: S3Repository): Problem[] {
  const problems = preset ? presetProblems(field, preset) : [];
  if (problems.length > 0) {
    // What is made of it is wrong as well, but nobody has written that.
    return problems;
  }
  return [
    ...endpointProblems(`${field}.endpoint`, endpoint),
    ...problemIf(
      region !== undefined && !/^[a-zA-Z0-9-]+$/.test(region),
      `${field}.region`,
      () => `${show(region)} is not a region; write its name, such as "us-east-005"`,
      'S1',
    ),
  ];
}

const SCHEME = /^[a-z]+:\/\//i;

function endpointProblems(field: string, endpoint: SecretText): Problem[] {
  const host = plain(endpoint);
  if (SCHEME.test(host)) {
    const rest = host.replace(SCHEME, '').replace(/\/.*$/, '');
    const repair = typeof endpoint === 'string' && isHostAndPort(rest) ? `write ${show(rest)}` : 'leave it out';
    const text = `${show(host)} has a scheme, which decides nothing; ${repair}, and tls: false for plain HTTP`;
    return [{ field, text, rule: 'S1' }];
  }
  return problemIf(
    !isHostAndPort(host),
    field,
    () => `${show(host || endpoint)} is not host or host:port; leave path and blanks out`,
    'S1',
  );
}

function prefixProblems(field: string, prefix: S3Prefix | undefined): Problem[] {
  // One that is misspelt is told with the fields of the repository.
  if (prefix === undefined) {
    return [];
  }
  if (!['shared', 'app', 'namespace/app'].includes(prefix?.layout)) {
    const text = `${show(prefix)} is not a division of the bucket; use sharedPrefix('…'), prefixPerApp or prefixPerNamespacedApp`;
    return [{ field, text, rule: 'S1' }];
  }
  return problemIf(
    prefix.layout === 'shared' && !isPrefix(prefix.prefix),
    field,
    () =>
      `${show((prefix as { readonly prefix: unknown }).prefix)} is not a prefix; use letters, digits, ".", "_", "-" and "/" between them`,
    'S1',
  );
}

function isPrefix(prefix: unknown): boolean {
  return typeof prefix === 'string' && /^[a-zA-Z0-9._/-]*$/.test(prefix) && !/^\/|\.\.|\/\//.test(prefix);
}

/** The text with a stand-in for each field, so that what is written around fields can be checked; `''` for no text. */
function plain(text: SecretText): string {
  return isSecretText(text) ? renderSecretText(text, () => 'field') : '';
}
