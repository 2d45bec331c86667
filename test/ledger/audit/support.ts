import { parseAllDocuments } from 'yaml';
import { readers } from '../../../src/engines';
import { auditors } from '../../../src/engines/auditors';
import { type Audit, auditObjects } from '../../../src/ledger/audit/audit';
import { claim, maintenance, object, restore, source, vaultSecret } from '../support';

/** The day on which the tests ask. */
export const TODAY = '2026-11-26';

export function auditOf(...objects: readonly unknown[]): Audit {
  return auditObjects(objects, { readers, auditors, today: TODAY });
}

/** Findings as `code Kind namespace/name`, of some codes or of all. */
export function foundIn(audit: Audit, ...codes: readonly string[]): readonly string[] {
  return audit.findings
    .filter(({ code }) => codes.length === 0 || codes.includes(code))
    .map(
      ({ code, object: { kind, namespace, name } }) =>
        `${code} ${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`,
    );
}

/** The sentences of one code. */
export function textsOf(audit: Audit, code: string): readonly string[] {
  return audit.findings.filter((each) => each.code === code).map(({ text }) => text);
}

const user = { runAsUser: 568, runAsGroup: 568 };

/** Nothing is wrong with this one. */
export function sound(): readonly unknown[] {
  return [
    claim(),
    restore({ moverSecurityContext: user }),
    source({ moverSecurityContext: user }),
    vaultSecret(),
    maintenance({ podSecurityContext: user }),
    deployment(),
    cronJob('verify', 'kopia snapshot verify --verify-files-percent=1'),
    cronJob('mirror', 'kopia repository sync-to s3 --bucket=copies --endpoint=s3.eu-central-003.backblazeb2.com'),
    alert(),
    ...configs(),
  ];
}

/** What writes into the claim. @param uid null where nothing says as whom */
export function deployment(uid: number | null = 568, claimName = 'romm'): Record<string, unknown> {
  return object('apps/v1', 'Deployment', 'romm', {
    template: {
      spec: {
        ...(uid !== null && { securityContext: { runAsUser: uid, runAsGroup: uid } }),
        containers: [{ name: 'app', volumeMounts: [{ name: 'data', mountPath: '/data' }] }],
        volumes: [{ name: 'data', persistentVolumeClaim: { claimName } }],
      },
    },
  });
}

export function alert(): Record<string, unknown> {
  const rules = [{ alert: 'OutOfSync', expr: 'volsync_volume_out_of_sync == 1' }];
  return object('monitoring.coreos.com/v1', 'PrometheusRule', 'backups', { groups: [{ name: 'backups', rules }] });
}

/** A program of Kopia's on the same folder of the NAS. */
function cronJob(name: string, command: string): Record<string, unknown> {
  return object('batch/v1', 'CronJob', name, {
    schedule: '0 6 * * *',
    jobTemplate: {
      spec: {
        template: {
          spec: {
            containers: [
              {
                name: 'kopia',
                command: ['sh', '-c', command],
                env: [
                  { name: 'KOPIA_CONFIG_PATH', value: '/config/repository.config' },
                  {
                    name: 'KOPIA_PASSWORD',
                    valueFrom: { secretKeyRef: { name: 'romm-secret', key: 'KOPIA_PASSWORD' } },
                  },
                ],
                volumeMounts: [
                  { name: 'config', mountPath: '/config' },
                  { name: 'repository', mountPath: '/repository' },
                ],
              },
            ],
            volumes: [
              { name: 'config', configMap: { name: `${name}-config` } },
              { name: 'repository', nfs: { server: 'nas.internal', path: '/mnt/backups' } },
            ],
          },
        },
      },
    },
  });
}

/** The file by which they find it. */
function configs(): readonly unknown[] {
  const config = JSON.stringify({ storage: { type: 'filesystem', config: { path: '/repository' } } });
  return ['verify', 'mirror'].map((name) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: `${name}-config`, namespace: 'games' },
    data: { 'repository.config': config },
  }));
}

/** The objects of a YAML stream, labels and all. */
export function streamOf(text: string): readonly unknown[] {
  return parseAllDocuments(text).flatMap((document) => document.toJS() ?? []);
}
