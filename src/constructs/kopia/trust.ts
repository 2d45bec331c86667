import type { k8s } from 'cdk8s-plus-30';
import type { DecidedCustomCa } from '../../model/repository/custom-ca';
import { kindOf, type Repository } from '../../model/repository/repository';
import { firstOfEach } from '../../model/values/repeated';
import { kopiaPaths } from './connection';

/** The certificate authorities that a pod has to trust beside the public ones, to speak with these repositories. */
export function authoritiesOf(repositories: readonly Repository[]): readonly DecidedCustomCa[] {
  const found = repositories.flatMap((each) => kindOf(each).customCa(each) ?? []);
  return firstOfEach(found, ({ configMapName, secretName, key }) => JSON.stringify([configMapName, secretName, key]));
}

/** Where a pod finds one of its authorities, and nothing else. */
export function authorityFolder(index: number): string {
  return `${kopiaPaths.authorities}/${index}`;
}

/** The variable by which Kopia, as every program in Go, learns of them; the image's own bundle goes on to be read. */
export function trustVariables(authorities: readonly DecidedCustomCa[]): Readonly<Record<string, string>> {
  const folders = authorities.map((_, index) => authorityFolder(index));
  return folders.length === 0 ? {} : { SSL_CERT_DIR: [...folders, PUBLIC].join(':') };
}

/** Where images keep the public ones one by one, if not in a bundle. */
const PUBLIC = '/etc/ssl/certs';

export function trustVolumes(authorities: readonly DecidedCustomCa[]): k8s.Volume[] {
  return authorities.map(({ configMapName, secretName, key }, index) => {
    const items = [{ key, path: key }];
    const source =
      secretName === undefined ? { configMap: { name: configMapName, items } } : { secret: { secretName, items } };
    return { name: volumeName(index), ...source };
  });
}

export function trustMounts(authorities: readonly DecidedCustomCa[]): k8s.VolumeMount[] {
  return authorities.map((_, index) => ({
    name: volumeName(index),
    mountPath: authorityFolder(index),
    readOnly: true,
  }));
}

function volumeName(index: number): string {
  return `authority-${index}`;
}
