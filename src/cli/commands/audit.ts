import type { Reader } from '../../ledger/reader';
import { FROM_FLAGS, FROM_HELP, liveOption } from '../from/from';
import { readSettings } from '../settings';
import { type Call, CannotRun, type Outcome, type Subcommand } from '../subcommand';

/** Kinds that say what is written into claims, beside those that say what is backed up. */
const WRITERS = [
  ['', 'Namespace'],
  ['', 'Pod'],
  ['apps', 'Deployment'],
  ['apps', 'StatefulSet'],
  ['apps', 'DaemonSet'],
  ['autoscaling', 'HorizontalPodAutoscaler'],
  ['keda.sh', 'ScaledObject'],
  ['kustomize.toolkit.fluxcd.io', 'Kustomization'],
  ['helm.toolkit.fluxcd.io', 'HelmRelease'],
  ['source.toolkit.fluxcd.io', 'OCIRepository'],
  ['postgresql.cnpg.io', 'Cluster'],
  ['postgresql.cnpg.io', 'ScheduledBackup'],
  ['k8s.mariadb.com', 'MariaDB'],
  ['k8s.mariadb.com', 'Backup'],
  ['k8s.mariadb.com', 'PhysicalBackup'],
].map(([group = '', kind = '']): Reader => ({ group, kind, read: () => [] }));

export const audit: Subcommand = {
  usage: 'audit [from]',
  summary: 'what is not backed up, and what is wrong with what is; by default in the output folder',
  details: `${FROM_HELP}

What was looked at and may stay is said on the object itself, each until a date:
  metadata:
    annotations:
      cdk8s-volsync-kopia/accepted: "claim-unprotected until 2027-01-31: a cache"`,
  options: FROM_FLAGS,
  prints: true,
  failOn: 'risk',
  run,
};

async function run({ args, options, form, paint, io }: Call): Promise<Outcome> {
  const [{ readFound }, { readers }, { auditors }, { auditObjects }, { folderOwners }] = [
    await import('../from/from'),
    await import('../../engines'),
    await import('../../engines/auditors'),
    await import('../../ledger/audit/audit'),
    await import('../../ledger/folder-owners'),
  ];
  const where = liveOption(options) ?? { typed: args[0] ?? readSettings().output };
  const { files, base, name } = await readFound(where, io, [...readers, ...WRITERS]);
  const result = auditObjects([...files.values()].flat(), {
    readers,
    auditors,
    owners: folderOwners(files, base),
    today: new Date().toISOString().slice(0, 'yyyy-mm-dd'.length),
  });
  if (result.objects === 0) {
    throw new CannotRun(`${name}: no object is there, so nothing can be said of backups`);
  }
  const worst = result.findings[0]?.severity;
  return { text: await textOf(), ...(worst !== undefined && { worst }) };

  async function textOf(): Promise<string> {
    if (form === 'json') {
      return `${JSON.stringify(result, null, 2)}\n`;
    }
    if (form === 'markdown') {
      return (await import('../../ledger/show/audit-markdown')).auditMarkdown(result);
    }
    const { auditText } = await import('../../ledger/show/audit-text');
    return auditText(result, (severity, text) => paint(COLOURS[severity], text));
  }
}

const COLOURS = { loss: 'red', risk: 'yellow', note: 'dim' } as const;
