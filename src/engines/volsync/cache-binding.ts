import type { Cache } from '../../model/cluster/storage';
import { kindOf, type Repository } from '../../model/repository/repository';

/**
 * What Kopia's connection says of a repository's place and keys (jq's `.`), against what the mover's Secret says, by
 * Kopia's own name of the kind. Movers hand each of these over as it is in the Secret, but for the scheme of an endpoint
 * and slashes at the end of a prefix.
 */
const AS_IN_THE_SECRET: Readonly<Record<string, string>> = {
  filesystem: '"filesystem://" + .path == env.KOPIA_REPOSITORY',
  s3: [
    '["s3://" + .bucket + "/" + (.prefix // "") | sub("/*$"; "")]',
    '+ [.endpoint, .accessKeyID, .secretAccessKey]',
    '== [env.KOPIA_REPOSITORY | sub("/*$"; "")]',
    '+ [env.KOPIA_S3_ENDPOINT | sub("^https?://"; "")]',
    '+ [env.AWS_ACCESS_KEY_ID, env.AWS_SECRET_ACCESS_KEY]',
  ].join('\n    '),
  sftp: [
    '[.host, "\\(.port)", .username, .path, .password // "", .knownHostsData]',
    '== [env.SFTP_HOST, env.SFTP_PORT, env.SFTP_USERNAME, env.SFTP_PATH, env.SFTP_PASSWORD // "", env.SFTP_KNOWN_HOSTS_DATA]',
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
jq -e '.storage.type == "${type}" and (
  .storage.config |
    ${AS_IN_THE_SECRET[type]}
)' kopia.config >/dev/null && exit 0
echo 'The cache belongs to another repository than the Secret names. It is emptied, and the next try connects anew.'
rm -rf kopia.config ./*
exit 1
`;
}
