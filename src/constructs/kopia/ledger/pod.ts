import { at, type Loose, listAt, textAt, textsAt } from '../../../ledger/loose';
import type { FoundObject } from '../../../ledger/object';
import type { World } from '../../../ledger/reader';
import { claimPlace, type Located, nfsPlace } from '../../../ledger/repository/place';
import { literalValue, type SecretValue } from '../../../ledger/secrets/secret-value';
import { repositoryLabel } from '../../kit/labels';

/** A pod of a CronJob, as far as it tells what Kopia does in it. */
export class KopiaPodReading {
  private readonly spec: Loose;
  private readonly label: string | undefined;

  constructor(
    private readonly object: FoundObject,
    private readonly world: World,
  ) {
    const template = at(object.body, 'spec', 'jobTemplate', 'spec', 'template');
    this.spec = at(template, 'spec');
    this.label = textAt(template, 'metadata', 'labels', repositoryLabel);
  }

  /** Every container, in the order in which they run. */
  get containers(): readonly Loose[] {
    return [...listAt(this.spec, 'initContainers'), ...listAt(this.spec, 'containers')];
  }

  /** What a container is called with, as one text. */
  commandOf(container: Loose): string {
    return [...textsAt(container, 'command'), ...textsAt(container, 'args')].join(' ');
  }

  /** The value of a variable, where it is written down or comes from a Secret that is known. */
  variable(container: Loose, name: string): SecretValue | undefined {
    const found = listAt(container, 'env').find((each) => textAt(each, 'name') === name);
    const plain = textAt(found, 'value');
    if (plain !== undefined) {
      return literalValue(plain);
    }
    const secret = textAt(found, 'valueFrom', 'secretKeyRef', 'name');
    const key = textAt(found, 'valueFrom', 'secretKeyRef', 'key');
    return secret === undefined || key === undefined ? undefined : this.secretKey(secret, key);
  }

  /** What is in a file that comes from a Secret or a ConfigMap. */
  file(container: Loose, path: string): SecretValue | undefined {
    for (const mount of listAt(container, 'volumeMounts')) {
      const mounted = textAt(mount, 'mountPath') ?? '';
      const key =
        mounted === path
          ? textAt(mount, 'subPath')
          : path.startsWith(`${mounted}/`)
            ? path.slice(mounted.length + 1)
            : undefined;
      const volume = this.volume(textAt(mount, 'name'));
      const secret = textAt(volume, 'secret', 'secretName');
      const map = textAt(volume, 'configMap', 'name');
      const found =
        key === undefined ? undefined : secret !== undefined ? this.secretKey(secret, key) : this.mapKey(map, key);
      if (found !== undefined) {
        return found;
      }
    }
    return undefined;
  }

  /** Where a folder is that the container sees. */
  folder(container: Loose, path: string): Located | undefined {
    for (const mount of listAt(container, 'volumeMounts')) {
      const mounted = textAt(mount, 'mountPath') ?? '';
      const volume = this.volume(textAt(mount, 'name'));
      if (path === mounted || path.startsWith(`${mounted}/`)) {
        const below = [textAt(mount, 'subPath') ?? '', path.slice(mounted.length)];
        const [server, exported] = [textAt(volume, 'nfs', 'server'), textAt(volume, 'nfs', 'path')];
        const claim = textAt(volume, 'persistentVolumeClaim', 'claimName');
        if (server !== undefined && exported !== undefined) {
          return nfsPlace(server, exported, ...below);
        }
        if (claim !== undefined) {
          return claimPlace(this.label === undefined ? this.object.ref.namespace : undefined, claim, ...below);
        }
      }
    }
    return undefined;
  }

  /** The Secret of the password; it has the keys as well. */
  secretOf(container: Loose): string | undefined {
    const password = listAt(container, 'env').find((each) => textAt(each, 'name') === 'KOPIA_PASSWORD');
    return textAt(password, 'valueFrom', 'secretKeyRef', 'name');
  }

  private volume(name: string | undefined): Loose {
    return listAt(this.spec, 'volumes').find((each) => name !== undefined && textAt(each, 'name') === name);
  }

  private secretKey(name: string, key: string): SecretValue | undefined {
    return this.world.secrets.find(this.object.ref.namespace, name).keys.get(key);
  }

  private mapKey(name: string | undefined, key: string): SecretValue | undefined {
    const map = this.world.objects.find('', 'ConfigMap', this.object.ref.namespace, name);
    const text = textAt(map?.body, 'data', key);
    return text === undefined ? undefined : literalValue(text);
  }
}
