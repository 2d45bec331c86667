import {
  backblazeB2,
  cloudflareR2,
  field,
  nfsRepository,
  resticRepository,
  s3Repository,
  sharedPrefix,
} from '../../../src';
import { repositoryLocation } from '../../../src/model/repository/repository';
import { resticKeyFields, resticPlace, resticSettings } from '../../../src/model/restic/place';
import type { ResticRepository } from '../../../src/model/restic/repository';
import { renderSecretText } from '../../../src/model/values/secret-text';

const sonarr = { app: 'sonarr', namespace: 'media' };
const at = (place: ResticRepository['at'], more: Partial<ResticRepository> = {}) =>
  resticRepository({ name: 'old', at: place, ...more });
const urlOf = (repository: ResticRepository, app = sonarr) =>
  renderSecretText(resticPlace(repository, app).url, (name) => `{{ ${name} }}`);
const credentials = { item: 'bucket' };
const b2 = backblazeB2({ region: 'us-east-005', bucket: 'restic', credentials });
const minio = { endpoint: 'minio.storage.svc:9000', bucket: 'restic', credentials };

test.each<[string, ResticRepository]>([
  ['/mnt/repository/sonarr', at(nfsRepository({ server: 'nas', path: '/tank/', access: 'mover-volumes' }))],
  ['/repository/sonarr', at(nfsRepository({ server: 'nas', path: '/tank', access: 'admission-policy' }))],
  ['s3:https://s3.us-east-005.backblazeb2.com/restic/sonarr', at(b2)],
  [
    's3:https://{{ ID }}.r2.cloudflarestorage.com/restic/sonarr',
    at(cloudflareR2({ account: field('ID'), bucket: 'restic', credentials })),
  ],
  [
    's3:http://minio.storage.svc:9000/restic/volsync/sonarr',
    at(s3Repository({ ...minio, tls: false, prefix: sharedPrefix('volsync') })),
  ],
  ['{{ REPOSITORY_TEMPLATE }}/sonarr', at(field('REPOSITORY_TEMPLATE'))],
  ['b2:bucket/sonarr', at('b2:bucket')],
  ['rest:https://{{ HOST }}/restic/sonarr', at(['rest:https://', field('HOST'), '/restic'])],
  [
    's3:https://s3.us-east-005.backblazeb2.com/restic/media/sonarr',
    at(b2, { folder: ({ app, namespace }) => `${namespace}/${app}` }),
  ],
])('%s is the address of an app', (url, repository) => {
  expect(urlOf(repository)).toBe(url);
});

test('a place is spelt as that of a repository of Kopia is', () => {
  const location = (repository: ResticRepository) => resticPlace(repository, sonarr).location;
  const inB2 = repositoryLocation(
    backblazeB2({ region: 'us-east-005', bucket: 'restic', prefix: sharedPrefix('sonarr') }),
  );
  expect(location(at(b2))).toBe(inB2);
  // Written out, with a port that goes without saying, and without a scheme.
  expect(location(at('s3:https://s3.us-east-005.backblazeb2.com:443/restic'))).toBe(inB2);
  expect(location(at('s3:S3.us-east-005.backblazeb2.com/restic'))).toBe(inB2);
  const onNas = nfsRepository({ server: 'NAS', path: '/tank//volsync/', access: 'mover-volumes' });
  expect(location(at(onNas))).toBe('nfs://nas/tank/volsync/sonarr/');
});

test('of what is in a vault the field tells two places apart, and its item', () => {
  const location = (item: string, name: string) =>
    resticPlace(at(field(name), { secret: { item, password: 'P' } }), sonarr).location;
  expect(new Set([location('one', 'A'), location('one', 'B'), location('two', 'A')]).size).toBe(3);
  expect(location('one', 'A')).toBe(location('one', 'A'));
  expect(resticPlace(at(field('A')), sonarr).address).toBe('<A>/sonarr');
});

test('keys are those of the bucket, or those that are named', () => {
  expect(resticKeyFields(at(b2))).toEqual({
    AWS_ACCESS_KEY_ID: 'AWS_ACCESS_KEY_ID',
    AWS_SECRET_ACCESS_KEY: 'AWS_SECRET_ACCESS_KEY',
  });
  expect(resticSettings(at(b2))).toEqual({ AWS_DEFAULT_REGION: 'us-east-005' });
  expect(resticKeyFields(at(nfsRepository({ server: 'nas', path: '/tank', access: 'mover-volumes' })))).toEqual({});
  const keys = { B2_ACCOUNT_ID: 'id', B2_ACCOUNT_KEY: 'key' };
  expect(resticKeyFields(at('b2:bucket', { credentials: { keys } }))).toEqual(keys);
  expect([resticKeyFields(at('b2:bucket')), resticSettings(at('b2:bucket'))]).toEqual([{}, {}]);
});
