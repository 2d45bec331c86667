import { renderFluxVars } from '../../values/flux-var';
import { canonicalHostAndPort } from '../../values/host';
import { renderSecretText, type SecretText } from '../../values/secret-text';
import type { S3Repository } from './s3-repository';

/** What a vault or Flux puts in: no host name has such a character, and it has no capitals. */
const FILLED_IN = /\uE001\d+\uE001/g;

/** Amazon's names for one service: with or without a region, by IPv6, by FIPS. A bucket has its name in all regions together. */
const AMAZON = /^s3(?:[.-][a-z0-9-]+)*\.amazonaws\.com(\.cn)?(?=:|$)/;

/**
 * The endpoint, spelt alike wherever one place is meant: whatever its letters, a port that need not be written, fields among
 * its parts, and the bucket's own host in front of it.
 */
export function placeEndpoint({ endpoint, bucket, tls }: S3Repository, read: (field: string) => string): string {
  const filledIn: string[] = [];
  const later = (text: string) => `\uE001${filledIn.push(text) - 1}\uE001`;
  const text = renderSecretText(endpoint, (field) => later(read(field)));
  const host = canonicalHostAndPort(renderFluxVars(text).replace(/\$\{\w+\}/g, later), tls ? 443 : 80);
  const name = ownHost(bucket);
  const service = name !== undefined && host.startsWith(`${name}.`) ? host.slice(name.length + 1) : host;
  return service
    .replace(AMAZON, 's3.amazonaws.com$1')
    .replace(FILLED_IN, (each) => filledIn[Number(each.slice(1, -1))] ?? each);
}

/** What a bucket's own host begins with. */
function ownHost(bucket: SecretText): string | undefined {
  let known = true;
  const name = renderSecretText(bucket, () => {
    known = false;
    return '';
  });
  return known && name !== '' ? name : undefined;
}
