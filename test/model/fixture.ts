import { defineCluster } from '../../src/engines/volsync/define-cluster';
import { volsync } from '../../src/engines/volsync/engine';
import { nfsRepository } from '../../src/engines/volsync/nfs';
import type { AppName } from '../../src/model/app/app-name';
import type { Cluster } from '../../src/model/cluster/cluster';
import type { Identity } from '../../src/model/identity';
import { destination, plan } from '../../src/model/plan/plan';
import type { Repository, UnnamedRepository } from '../../src/model/repository/repository';
import { backblazeB2 } from '../../src/model/repository/s3/presets';
import { prefixPerApp } from '../../src/model/repository/s3/s3-repository';
import { type Problem, renderProblem } from '../../src/model/rules/problem';
import { daily, every, hourly } from '../../src/model/schedule/schedule';

/** Problems as the user reads them. */
export function lines(problems: readonly Problem[]): string[] {
  return problems.map(renderProblem);
}

/** What a cluster is declared with; the tests of its rules change one thing of it each. */
export const declaration = {
  name: 'test',
  kubernetes: '1.33',
  secretStore: { kind: 'ClusterSecretStore', name: 'vault' },
  capacity: '7Gi',
  storage: {
    storageClassName: 'block',
    volumeSnapshotClassName: 'block-snapshots',
    cache: { storageClassName: 'local', capacity: '12Gi' },
  },
  mover: { uid: 1000, gid: 1001, runAsNonRoot: true },
  repositories: {
    nas: nfsRepository({
      server: 'nas.internal',
      path: '/mnt/backups',
      access: 'admission-policy',
      secret: { item: 'kopia' },
    }),
    b2: backblazeB2({
      region: 'us-east-005',
      bucket: 'my-backups',
      credentials: { item: 'backblaze' },
      secret: { item: 'kopia' },
      prefix: prefixPerApp,
    }),
  },
  primary: 'nas',
  plans: ({ nas, b2 }) => ({
    standard: plan(
      destination(nas, { schedule: hourly, retention: { hourly: 24, daily: 7 } }),
      destination(b2, { schedule: daily, retention: { daily: 14 } }),
    ),
    local: plan(destination(nas, { schedule: every(6).hours, retention: { latest: 4 } })),
  }),
  defaultPlan: 'standard',
} as const satisfies Parameters<
  typeof defineCluster<Record<'nas' | 'b2', UnnamedRepository>, Record<'standard' | 'local', ReturnType<typeof plan>>>
>[0];

export const cluster = defineCluster(declaration);

/** The engine that the model is tried with. */
export const engine = volsync;

/** The identity of an app's snapshots in one repository. */
export function snapshotIdentity({ app, namespace }: AppName, { name }: Repository, { primary }: Cluster): Identity {
  return engine.identityOf(engine.names.source(app, name, primary), namespace);
}
