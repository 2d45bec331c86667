import type { Construct } from 'constructs';
import { ExternalSecret, type ExternalSecretSpecSecretStoreRefKind } from '../../../imports/external-secrets.io';
import type { MadeSecret } from '../../model/secrets/decide-secret';
import { READY } from '../../tree/health-check';
import { addManifest, type Manifest } from '../../tree/manifest';
import { plainName, propertiesOf, rewriteTo, type VaultContents, type VaultItem, vaultItems } from './vault-items';

export type { VaultFields } from './vault-items';

/** A Secret made of vault items. */
export interface VaultSecretOptions extends VaultContents, MadeSecret {
  /** What the Secret is called. @default `<name>-secret` */
  readonly target?: string;
  readonly namespace: string;
  readonly labels?: Record<string, string>;
}

/** The ExternalSecret that makes a Secret of exactly the keys that are asked for (rule S1). */
export function addVaultSecret(scope: Construct, id: string, options: VaultSecretOptions): Manifest {
  const { name, target = `${name}-secret`, namespace, labels, by, password } = options;
  const items = vaultItems(options);
  const read = (item: VaultItem | undefined) => (field: string) => `{{ .${item?.prefix ?? ''}${plainName(field)} }}`;
  const fields = { password: read(items[0])(password?.password ?? ''), credential: read(items.at(-1)) };
  return addManifest(scope, id, ExternalSecret, {
    metadata: { name, namespace, labels },
    spec: {
      refreshInterval: `${by.refreshInterval}`,
      secretStoreRef: { ...by.store, kind: by.store?.kind as ExternalSecretSpecSecretStoreRefKind },
      target: { name: target, template: { data: options.keys(fields) } },
      ...(by.items === 'properties'
        ? { data: items.flatMap(propertiesOf) }
        : {
            dataFrom: items.map((item) => ({
              extract: { key: item.key },
              rewrite: item.prefix === '' ? undefined : rewriteTo(item),
            })),
          }),
    },
  });
}

/** When External Secrets has made the Secret of what the object says now: of its generation it says nothing but this. */
export const SECRET_READY = `${READY} && status.syncedResourceVersion.startsWith(string(metadata.generation) + '-')`;
