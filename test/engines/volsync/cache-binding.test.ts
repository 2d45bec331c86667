import { claimRepository, nfsRepository, s3Repository, sftpRepository } from '../../../src';
import { boundCache } from '../../../src/engines/volsync/cache-binding';
import type { UnnamedRepository } from '../../../src/model/repository/repository';

const secret = { item: 'kopia' };
const cache = { capacity: '8Gi', storageClassName: 'local' };
const bound = (repository: UnnamedRepository) => boundCache(cache, { ...repository, name: 'any' })?.split('\n');

/** What stands around the comparison. */
const script = (type: string, ...compared: string[]) => [
  'cd "$KOPIA_CACHE_DIR" || exit 1',
  `jq -e 'def plain: gsub("/+"; "/") | sub("/$"; "");`,
  'def said($name): env[$name] | select(. != "");',
  `env.KOPIA_REPOSITORY as $url | .storage.type == "${type}" and (`,
  '  .storage.config |',
  ...compared.map((line) => `    ${line}`),
  ")' kopia.config >/dev/null && exit 0",
  "echo 'The cache belongs to another repository than the Secret names. It is emptied, and the next try connects anew.'",
  'rm -rf kopia.config ./*',
  'exit 1',
  '',
];

test.each([
  ['on NFS', nfsRepository({ server: 'nas.internal', path: '/backups', access: 'mover-volumes', secret })],
  ['on a claim', claimRepository({ claim: 'backups', secret })],
])('a cache is bound to a repository %s by its folder', (_, repository) => {
  expect(bound(repository)).toEqual(
    script('filesystem', '(.path | plain) == ($url | sub("^filesystem://"; "") | plain)'),
  );
});

test('to a bucket by its place and keys, whatever the spelling of prefix and endpoint', () => {
  const credentials = { item: 'bucket' };
  expect(bound(s3Repository({ endpoint: 's3.example.org', bucket: 'backups', credentials, secret }))).toEqual(
    script(
      's3',
      '[.bucket, .prefix // "", .endpoint, .accessKeyID // "", .secretAccessKey // ""]',
      '== [said("KOPIA_S3_BUCKET") // ($url | sub("^s3://"; "") | sub("/.*$"; ""))]',
      '+ [$url | sub("^s3://[^/]*/?"; "") | plain | if . == "" then "" else . + "/" end]',
      '+ [said("KOPIA_S3_ENDPOINT") // said("AWS_S3_ENDPOINT") // "s3.amazonaws.com" | sub("^https?://"; "")]',
      '+ [said("AWS_ACCESS_KEY_ID") // "", said("AWS_SECRET_ACCESS_KEY") // ""]',
    ),
  );
});

test('to a server by its account and folder', () => {
  const credentials = { item: 'box', password: 'PASSWORD' };
  const host = { host: 'box.internal', username: 'kopia', path: '/srv', knownHosts: 'box.internal ssh-ed25519 AAAA' };
  expect(bound(sftpRepository({ ...host, credentials, secret }))).toEqual(
    script(
      'sftp',
      '[.host, "\\(.port)", .username, (.path | plain), .password // "", .knownHostsData // ""]',
      '== [env.SFTP_HOST, said("SFTP_PORT") // "22", env.SFTP_USERNAME, (env.SFTP_PATH | plain)]',
      '+ [said("SFTP_PASSWORD") // "", said("SFTP_KNOWN_HOSTS_DATA") // ""]',
    ),
  );
});

test('a cache that lives as long as its pod needs no binding', () => {
  const repository = { ...claimRepository({ claim: 'backups', secret }), name: 'any' };
  expect(boundCache({}, repository)).toBeUndefined();
  expect(boundCache({ capacity: '20Gi' }, repository)).toBeUndefined();
});
