import type { CustomCa } from '../../../src/model/repository/custom-ca';
import { kindOf } from '../../../src/model/repository/repository';
import { s3Problems } from '../../../src/model/repository/s3/problems';
import { s3Repository } from '../../../src/model/repository/s3/s3-repository';
import { everything } from '../../support/clusters';
import { lines } from '../fixture';

const minimal = {
  endpoint: 'minio.storage.svc:9000',
  bucket: 'backups',
  credentials: { item: 's3' },
  secret: { item: 'kopia' },
};
const trusting = (customCa: unknown, tls?: boolean) =>
  s3Repository({ ...minimal, customCa: customCa as CustomCa, tls });

test('a certificate authority is named, and its key is that of cert-manager unless told', () => {
  expect([
    trusting({ configMapName: 'minio-ca' }).customCa,
    trusting({ secretName: 'minio-tls', key: 'tls.crt' }).customCa,
    trusting({ secretName: 'minio-tls', key: undefined, configMapName: null }).customCa,
    trusting(undefined).customCa,
    trusting(null).customCa,
  ]).toEqual([
    { configMapName: 'minio-ca', key: 'ca.crt' },
    { secretName: 'minio-tls', key: 'tls.crt' },
    { secretName: 'minio-tls', key: 'ca.crt' },
    undefined,
    undefined,
  ]);
});

test('of all kinds only a bucket has one', () => {
  const trusted = Object.values(everything.repositories).filter((each) => kindOf(each).customCa(each) !== undefined);
  expect(trusted.map(({ name }) => name)).toEqual(['garage']);
});

test.each<[customCa: unknown, ...messages: string[]]>([
  [{}, 'customCa: {"key":"ca.crt"} names nothing; write { configMapName } or { secretName } (rule S1)'],
  [
    { configMapName: 'a', secretName: 'b' },
    'customCa: {"key":"ca.crt","configMapName":"a","secretName":"b"} names two things; write { configMapName } or { secretName } (rule S1)',
  ],
  [
    { configMapName: 'Minio CA' },
    'customCa.configMapName: "Minio CA" is not a Kubernetes name; use lower-case letters, digits, "-" and "." (rule I2)',
  ],
  [
    { secretName: 5 },
    'customCa.secretName: 5 is not a Kubernetes name; use lower-case letters, digits, "-" and "." (rule I2)',
  ],
  [
    { configMapName: 'a', key: 'certs/ca.crt' },
    'customCa.key: "certs/ca.crt" is not a key of a ConfigMap or a Secret; write letters, digits, "-", "_" and ".", such as "ca.crt" (rule S1)',
  ],
  [
    { configMapName: 'a', key: '..' },
    'customCa.key: ".." is not a key of a ConfigMap or a Secret; write letters, digits, "-", "_" and ".", such as "ca.crt" (rule S1)',
  ],
  [
    { configMapName: 'a', key: '' },
    'customCa.key: "" is not a key of a ConfigMap or a Secret; write letters, digits, "-", "_" and ".", such as "ca.crt" (rule S1)',
  ],
  [
    { configMapName: 'a', name: 'b' },
    'customCa.name: nothing reads this field; write one of configMapName, secretName, key',
  ],
  ['minio-ca', 'customCa: "minio-ca" is not a set of fields; write { configMapName, secretName, key }'],
  ['', 'customCa: "" is not a set of fields; write { configMapName, secretName, key }'],
])('%j is refused', (customCa, ...messages) => {
  expect(lines(s3Problems('s3', trusting(customCa)))).toEqual(messages.map((each) => `s3.${each}`));
});

test('it goes with TLS alone', () => {
  expect(lines(s3Problems('s3', trusting({ configMapName: 'minio-ca' }, false)))).toEqual([
    's3.customCa: nobody shows a certificate over plain HTTP; leave it out, or leave tls: false out (rule S1)',
  ]);
});
