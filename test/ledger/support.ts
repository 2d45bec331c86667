import { readers } from '../../src/engines';
import type { Copy, Ledger, Protection } from '../../src/ledger/ledger';
import { readLedger } from '../../src/ledger/read';

/** What objects say to every reader that there is. */
export function ledgerOf(...objects: readonly unknown[]): Ledger {
  return readLedger(objects, { readers });
}

/** The one claim that is protected. */
export function protectionIn(ledger: Ledger): Protection {
  const [first, ...others] = ledger.protected;
  if (first === undefined || others.length > 0) {
    throw new Error(`${ledger.protected.length} claims are protected`);
  }
  return first;
}

/** The one destination of the one claim that is protected. */
export function copyIn(ledger: Ledger): Copy {
  const [first, ...others] = protectionIn(ledger).destinations;
  if (first === undefined || others.length > 0) {
    throw new Error('there is not exactly one destination');
  }
  return first;
}

type Fields = Readonly<Record<string, unknown>>;

/** An object of namespace `games`. */
export function object(apiVersion: string, kind: string, name: string, spec: Fields, metadata: Fields = {}): Fields {
  return { apiVersion, kind, metadata: { name, namespace: 'games', ...metadata }, spec };
}

export const nasVolumes = [
  { mountPath: 'repository', volumeSource: { nfs: { server: 'nas.internal', path: '/mnt/backups' } } },
];

/** A backup as components write it, into a folder of the NAS. */
export function source(kopia: Fields = {}, spec: Fields = {}, name = 'romm'): Fields {
  return object('volsync.backube/v1alpha1', 'ReplicationSource', name, {
    sourcePVC: 'romm',
    trigger: { schedule: '0 4 * * *' },
    kopia: {
      repository: 'romm-secret',
      copyMethod: 'Snapshot',
      retain: { hourly: 0, daily: 7, weekly: 0, monthly: 0, yearly: 0, latest: 0 },
      moverVolumes: nasVolumes,
      ...kopia,
    },
    ...spec,
  });
}

/** The Secret that a vault fills. */
export function vaultSecret(data: Fields = {}, name = 'romm-secret', spec: Fields = {}): Fields {
  return object('external-secrets.io/v1', 'ExternalSecret', `${name}-vault`, {
    secretStoreRef: { kind: 'ClusterSecretStore', name: 'vault' },
    dataFrom: [{ extract: { key: 'kopia' } }],
    target: {
      name,
      template: {
        data: {
          KOPIA_PASSWORD: '{{ .KOPIA_PASSWORD }}',
          KOPIA_REPOSITORY: 'filesystem:///mnt/repository',
          ...data,
        },
      },
    },
    ...spec,
  });
}

export function claim(spec: Fields = {}, metadata: Fields = {}): Fields {
  return object(
    'v1',
    'PersistentVolumeClaim',
    'romm',
    {
      accessModes: ['ReadWriteOnce'],
      storageClassName: 'block',
      resources: { requests: { storage: '5Gi' } },
      dataSourceRef: { apiGroup: 'volsync.backube', kind: 'ReplicationDestination', name: 'romm-dst' },
      ...spec,
    },
    metadata,
  );
}

export function restore(kopia: Fields = {}, name = 'romm-dst'): Fields {
  return object('volsync.backube/v1alpha1', 'ReplicationDestination', name, {
    trigger: { manual: 'restore-once' },
    kopia: {
      repository: 'romm-secret',
      sourceIdentity: { sourceName: 'romm' },
      moverVolumes: nasVolumes,
      ...kopia,
    },
  });
}

export function maintenance(spec: Fields = {}, name = 'nas'): Fields {
  return object('volsync.backube/v1alpha1', 'KopiaMaintenance', name, {
    repository: { repository: 'romm-secret' },
    trigger: { schedule: '30 3 * * *' },
    moverVolumes: nasVolumes,
    ...spec,
  });
}
