import { stringify } from 'yaml';
import {
  BackupAlerts,
  GitOpsApp,
  type Migration,
  type MigrationPhase,
  type ResticBackups,
  VolsyncApp,
  type VolsyncAppProps,
} from '../../../../src';
import { readers } from '../../../../src/engines';
import { renderTree } from '../../../../src/gitops/render';
import { compareLedgers } from '../../../../src/ledger/compare/compare';
import { readLedger } from '../../../../src/ledger/read';
import { backups, bareNames, movingCluster, verified } from '../../../support/restic';
import { find, type KubeObject, objectsOf } from '../../../support/synth';

const PHASES = ['restic', 'parallel', 'kopia', 'clean'] as const;
const meeting: ResticBackups = { ...backups, names: bareNames };

function objectsIn(phase: MigrationPhase, from = backups, props: Partial<VolsyncAppProps> = {}): KubeObject[] {
  const migration: Migration = { phase, verified: phase === 'clean' ? verified : undefined };
  return objectsOf((chart) => new VolsyncApp(chart, { app: 'sonarr', migration, ...props }), movingCluster(from));
}

/** The sources and restores, each with its mover and its Secret. */
function moversOf(objects: readonly KubeObject[]): string[] {
  return objects
    .filter(({ kind }) => kind.startsWith('Replication'))
    .map(({ metadata: { name }, spec }) => {
      const mover = spec.restic === undefined ? 'kopia' : 'restic';
      return `${name}: ${mover}, ${spec[mover].repository}`;
    });
}

const namesOf = (objects: readonly KubeObject[], kind: string) =>
  objects.filter((each) => each.kind === kind).map(({ metadata: { name } }) => name);
const isRestic = ({ kind, metadata: { name }, spec }: KubeObject) =>
  spec.restic !== undefined ||
  (kind === 'ExternalSecret' && /local|remote/.test(name)) ||
  kind === 'PersistentVolumeClaim';

test('each phase has its sources and its restore', () => {
  const restic = [
    'sonarr-local: restic, sonarr-volsync-local-secret',
    'sonarr-remote: restic, sonarr-volsync-remote-secret',
  ];
  const kopia = ['sonarr: kopia, sonarr-volsync-secret', 'sonarr-b2: kopia, sonarr-volsync-b2-secret'];
  const fromRestic = 'sonarr-dst: restic, sonarr-volsync-local-secret';
  const fromKopia = 'sonarr-dst: kopia, sonarr-volsync-secret';
  expect(PHASES.map((phase) => moversOf(objectsIn(phase)).sort())).toEqual(
    [
      [...restic, fromRestic],
      [...restic, fromRestic, ...kopia],
      [...restic, fromKopia, ...kopia],
      [fromKopia, ...kopia],
    ].map((each) => each.sort()),
  );
  const maintained = PHASES.map((phase) => namesOf(objectsIn(phase), 'KopiaMaintenance'));
  expect(maintained).toEqual([[], ['sonarr-b2'], ['sonarr-b2'], ['sonarr-b2']]);
});

test.each([
  ['with names of their own', backups],
  ['with names that Kopia wants', meeting],
])('from "restic" to "parallel" objects of Restic stay as they are, byte for byte, %s', (_, from) => {
  const written = PHASES.map((phase) => objectsIn(phase, from).map((each) => stringify(each)));
  const [before = [], after = []] = written;
  expect(before).toHaveLength(6);
  expect(after).toEqual(expect.arrayContaining(before));
  expect(after.length).toBeGreaterThan(before.length);
});

test('the claim is the same in all phases, so that Flux has nothing to change', () => {
  const claims = PHASES.map((phase) => stringify(find(objectsIn(phase), 'PersistentVolumeClaim', 'sonarr')));
  expect(new Set(claims).size).toBe(1);
  expect(claims[0]).toContain('name: sonarr-dst');
});

test('with "kopia" nothing of Restic but the restore goes', () => {
  const of = (phase: MigrationPhase) =>
    objectsIn(phase)
      .filter(isRestic)
      .filter(({ kind }) => kind !== 'ReplicationDestination')
      .map((each) => stringify(each));
  expect(of('kopia')).toEqual(of('parallel'));
});

describe('where names meet', () => {
  test('no object that is there ever changes its mover, nor a Secret what it opens', () => {
    const steps = PHASES.map((phase) => objectsIn(phase, meeting));
    const said = (objects: readonly KubeObject[]) =>
      new Map(
        objects.flatMap(({ kind, metadata: { name }, spec }): [string, string][] => {
          if (kind === 'ReplicationSource') {
            return [[`${kind}/${name}`, spec.restic === undefined ? 'kopia' : 'restic']];
          }
          const [password = ''] = Object.keys(spec.target?.template?.data ?? {});
          return kind === 'ExternalSecret' ? [[`${kind}/${name}`, password.slice(0, 6)]] : [];
        }),
      );
    for (const [index, objects] of steps.slice(1).entries()) {
      const before = said(steps[index] ?? []);
      const changed = [...said(objects)].filter(([name, what]) => (before.get(name) ?? what) !== what);
      expect(changed).toEqual([]);
    }
    expect(moversOf(steps[1] ?? [])).toContain('sonarr: restic, sonarr-volsync-secret');
    expect(moversOf(steps[1] ?? [])).toContain('sonarr-kopia: kopia, sonarr-volsync-kopia-secret');
    expect(moversOf(steps[2] ?? [])).toContain('sonarr-restic: restic, sonarr-volsync-restic-secret');
    expect(moversOf(steps[3] ?? [])).toContain('sonarr: kopia, sonarr-volsync-secret');
  });

  test('Kopia files everything under the name that it keeps', () => {
    const identities = (['parallel', 'kopia', 'clean'] as const).map((phase) => {
      const objects = objectsIn(phase, meeting);
      const source = objects.find(
        ({ spec }) =>
          spec.kopia?.repository?.startsWith('sonarr-volsync-') &&
          spec.sourcePVC &&
          !spec.kopia.repository.includes('b2'),
      );
      return `${source?.spec.kopia.username ?? source?.metadata.name}@${source?.spec.kopia.hostname ?? source?.metadata.namespace}`;
    });
    expect(identities).toEqual(['sonarr@games', 'sonarr@games', 'sonarr@games']);
    const restores = (['kopia', 'clean'] as const).map((phase) => {
      const { kopia } = find(objectsIn(phase, meeting), 'ReplicationDestination', 'sonarr-dst').spec;
      return `${kopia.username ?? kopia.sourceIdentity.sourceName}@${kopia.hostname ?? 'games'}`;
    });
    expect(restores).toEqual(['sonarr@games', 'sonarr@games']);
  });

  test('the maintainer of a repository whose Secret is another one for a while is another one as well', () => {
    const names: ResticBackups = {
      ...backups,
      names: { secret: ({ app, repository }) => `${app}-volsync-${repository === 'remote' ? 'b2' : repository}` },
    };
    const [parallel = [], clean = []] = (['parallel', 'clean'] as const).map((phase) => objectsIn(phase, names));
    expect(namesOf(parallel, 'KopiaMaintenance')).toEqual(['sonarr-kopia-b2']);
    expect(find(parallel, 'KopiaMaintenance', 'sonarr-kopia-b2').spec.repository.repository).toBe(
      'sonarr-volsync-b2-kopia-secret',
    );
    expect(namesOf(clean, 'KopiaMaintenance')).toEqual(['sonarr-b2']);
  });
});

describe('an app', () => {
  test('says its phase where its cluster says how Restic backs up, and the cluster for those that do not', () => {
    const cluster = { ...movingCluster(), migration: { phase: 'restic', from: backups } } as const;
    const movers = (props: Partial<VolsyncAppProps>) =>
      moversOf(objectsOf((chart) => new VolsyncApp(chart, { app: 'sonarr', ...props }), cluster)).length;
    expect([movers({}), movers({ migration: { phase: 'parallel' } }), movers({ migration: false })]).toEqual([3, 5, 3]);
  });

  test('of a claim that exists has no restore in any phase', () => {
    const restores = PHASES.map((phase) =>
      namesOf(objectsIn(phase, backups, { existingClaim: 'data-0' }), 'ReplicationDestination'),
    );
    expect(restores).toEqual([[], [], [], []]);
  });

  test('is watched by alerts for each program, and by each alert once', () => {
    const cluster = movingCluster();
    const app = new GitOpsApp({ cluster });
    new VolsyncApp(app.chart('media', 'sonarr'), { app: 'sonarr', migration: { phase: 'parallel' } });
    new BackupAlerts(app.chart('storage', 'alerts'), {});
    const text = [...renderTree(app, cluster).files].find(([path]) => path.endsWith('alerts.k8s.yaml'))?.[1] ?? '';
    for (const [name, method] of [
      ['sonarr-local', 'restic'],
      ['sonarr-remote', 'restic'],
      ['sonarr', 'kopia'],
      ['sonarr-b2', 'kopia'],
    ]) {
      expect(text).toContain(
        `absent(volsync_volume_out_of_sync{role="source",method="${method}",obj_namespace="media",obj_name="${name}"})`,
      );
    }
    expect(text).toContain(
      'max_over_time(volsync_volume_out_of_sync{role="source",method="restic",obj_namespace="media",obj_name=~"sonarr-local|sonarr-remote"}[15m])',
    );
    expect(text).not.toMatch(/volsync_kopia_operation[^}]*sonarr-local/);
  });
});

test.each([
  ['of their own', backups],
  ['that Kopia wants', meeting],
])('what a step does to backups reads as it is, forth and back, with names %s', (_, from) => {
  const ledgers = PHASES.map((phase) => readLedger(objectsIn(phase, from), { readers }));
  const step = (before: number, after: number) =>
    compareLedgers(ledgers[before] as never, ledgers[after] as never)
      .filter(({ severity }) => severity === 'loss')
      .map(({ code, destination }) => `${code}: ${destination}`);
  const gone = [
    'destination-lost: nfs://192.0.2.2/mnt/tank/volsync/sonarr/',
    expect.stringMatching(/^destination-lost: .*REPOSITORY_TEMPLATE/),
  ];
  expect([step(0, 1), step(1, 2), step(1, 0).length, step(2, 1)]).toEqual([[], [], 2, []]);
  expect(step(2, 3)).toEqual(gone);
  expect(step(3, 2)).toEqual([]);
  // Whoever skips a phase is told no less.
  expect(step(0, 3)).toEqual(expect.arrayContaining(gone));
});
