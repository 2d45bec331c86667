import type { DecidedCustomCa } from '../../../model/repository/custom-ca';
import type { RepositoryVolume } from '../../../model/repository/kind';
import { kindOf } from '../../../model/repository/repository';
import { CONNECTION, kopiaPaths } from '../connection';
import { authoritiesOf, authorityFolder } from '../trust';
import { PREFERENCES } from './preferences';
import type { ServerRelease } from './release';
import { isPlain, keyFiles } from './secrets';

/**
 * What the pod mounts, in the values of app-template. The chart mounts them in the order of their names: the folder must
 * come before the files in it.
 * @param configMap what the chart calls the ConfigMap
 */
export function persistence({ connection, pod, cacheClaim }: ServerRelease, configMap: string) {
  const { repository, readOnly, secret } = connection;
  const keys = keyFiles(connection);
  const volume = kindOf(repository).volume(repository);
  const [config, preferences] = [CONNECTION, PREFERENCES].map(file) as [object, object];
  const fromMap = { type: 'configMap', identifier: configMap };
  return {
    cache: { ...cacheVolume(pod.cache, cacheClaim), globalMounts: [{ path: kopiaPaths.folder }] },
    tmp: { type: 'emptyDir', sizeLimit: '256Mi', globalMounts: [{ path: kopiaPaths.home }] },
    ...(isPlain(connection)
      ? { config: { ...fromMap, globalMounts: [config, preferences] } }
      : {
          config: { type: 'secret', name: secret.name, globalMounts: [config] },
          preferences: { ...fromMap, globalMounts: [preferences] },
        }),
    ...(keys.length > 0 && { keys: { type: 'secret', name: secret.name, globalMounts: keys.map(file) } }),
    ...(volume && {
      repository: { ...chartVolume(volume), globalMounts: [{ path: kopiaPaths.repository, readOnly }] },
    }),
    ...Object.fromEntries(authoritiesOf([repository]).map(chartAuthority)),
  };
}

function cacheVolume(size: string, claim: ServerRelease['cacheClaim']) {
  return claim === undefined
    ? { type: 'emptyDir', sizeLimit: size }
    : {
        type: 'persistentVolumeClaim',
        // There is one pod at a time.
        accessMode: 'ReadWriteOnce',
        size,
        ...(claim.storageClassName !== undefined && { storageClass: claim.storageClassName }),
      };
}

/** A key of a Secret or of a ConfigMap as a file in Kopia's folder. */
function file(key: string) {
  return { path: `${kopiaPaths.folder}/${key}`, subPath: key, readOnly: true };
}

/** Its one key by `subPath`: the chart does not pick keys of what it mounts whole. */
function chartAuthority({ configMapName, secretName, key }: DecidedCustomCa, index: number): [string, object] {
  const source =
    secretName === undefined ? { type: 'configMap', name: configMapName } : { type: 'secret', name: secretName };
  const mount = { path: `${authorityFolder(index)}/${key}`, subPath: key, readOnly: true };
  return [`authority-${index}`, { ...source, globalMounts: [mount] }];
}

function chartVolume(volume: RepositoryVolume) {
  return 'nfs' in volume
    ? { type: 'nfs', ...volume.nfs }
    : { type: 'persistentVolumeClaim', existingClaim: volume.persistentVolumeClaim.claimName };
}
