import type { Cache } from '../../model/cluster/storage';
import { kindOf, type Repository } from '../../model/repository/repository';

/**
 * What Kopia's connection says of a repository's place and keys (jq's `.`), against what the mover takes from its Secret, by
 * Kopia's own name of the kind. A Secret that somebody else makes may say it in any way that the mover understands: an
 * endpoint and a bucket have two names each, slashes may be doubled or end a path, what is left out is the mover's own
 * (perfectra1n/volsync v0.17.11, mover-kopia/entry.sh, connect_repository).
 */
const AS_IN_THE_SECRET: Readonly<Record<string, string>> = {
  filesystem: '(.path | plain) == ($url | sub("^filesystem://"; "") | plain)',
  s3: [
    '[.bucket, .prefix // "", .endpoint, .accessKeyID // "", .secretAccessKey // ""]',
    '== [said("KOPIA_S3_BUCKET") // ($url | sub("^s3://"; "") | sub("/.*$"; ""))]',
    '+ [$url | sub("^s3://[^/]*/?"; "") | plain | if . == "" then "" else . + "/" end]',
    '+ [said("KOPIA_S3_ENDPOINT") // said("AWS_S3_ENDPOINT") // "s3.amazonaws.com" | sub("^https?://"; "")]',
    '+ [said("AWS_ACCESS_KEY_ID") // "", said("AWS_SECRET_ACCESS_KEY") // ""]',
  ].join('\n    '),
  sftp: [
    '[.host, "\\(.port)", .username, (.path | plain), .password // "", .knownHostsData // ""]',
    '== [env.SFTP_HOST, said("SFTP_PORT") // "22", env.SFTP_USERNAME, (env.SFTP_PATH | plain)]',
    '+ [said("SFTP_PASSWORD") // "", said("SFTP_KNOWN_HOSTS_DATA") // ""]',
  ].join('\n    '),
};

/**
 * Binds a cache volume to its repository. The mover keeps its connection on that volume and, as long as it still opens
 * anything, never looks at its Secret again ("Repository already connected"): after a move it would go on writing to the
 * old place and report success, while restores look in the new one (perfectra1n/volsync v0.17.11, mover-kopia/entry.sh).
 * This runs in the mover between connecting and the snapshot. Where the two differ it empties the cache and fails, and
 * the Job's next try connects as the Secret says.
 */
export function boundCache(cache: Cache, repository: Repository): string | undefined {
  if (cache.storageClassName === undefined) {
    return undefined;
  }
  const { type } = kindOf(repository).storage(repository, String, '/');
  return `cd "$KOPIA_CACHE_DIR" || exit 1
jq -e 'def plain: gsub("/+"; "/") | sub("/$"; "");
def said($name): env[$name] | select(. != "");
env.KOPIA_REPOSITORY as $url | .storage.type == "${type}" and (
  .storage.config |
    ${AS_IN_THE_SECRET[type]}
)' kopia.config >/dev/null && exit 0
echo 'The cache belongs to another repository than the Secret names. It is emptied, and the next try connects anew.'
rm -rf kopia.config ./*
exit 1
`;
}
