import { KopiaMaintenance, type MigrationPhase, NfsInjectionPolicy, VolsyncApp } from '../../src';
import { home } from '../../src/home/cluster';
import { backups } from '../support/restic';
import { find, objectsOf } from '../support/synth';

/** Sources and the restore of one app of the home cluster, each with its mover. */
function moversIn(phase: MigrationPhase): string[] {
  const proof = { on: '2026-02-01', from: home.primary };
  const migration = { phase, from: backups, verified: { local: proof, remote: proof } };
  const { nas } = home.repositories;
  const objects = objectsOf((chart) => {
    new KopiaMaintenance(chart, { repository: nas });
    new NfsInjectionPolicy(chart, { repository: nas });
    new VolsyncApp(chart, { app: 'sonarr', migration });
  }, home);
  expect(find(objects, 'PersistentVolumeClaim', 'sonarr').spec.dataSourceRef.name).toBe('sonarr-dst');
  return objects
    .filter(({ kind }) => kind.startsWith('Replication'))
    .map(({ metadata: { name }, spec }) => `${name} ${spec.restic === undefined ? 'kopia' : 'restic'}`)
    .sort();
}

test('an app of the home cluster would go from Restic to Kopia so', () => {
  const restic = ['sonarr-local restic', 'sonarr-remote restic'];
  const kopia = home.plans.standard.destinations.map(({ repository: { name } }) =>
    name === home.primary ? 'sonarr kopia' : `sonarr-${name} kopia`,
  );
  expect(moversIn('restic')).toEqual([...restic, 'sonarr-dst restic'].sort());
  expect(moversIn('parallel')).toEqual([...restic, ...kopia, 'sonarr-dst restic'].sort());
  expect(moversIn('kopia')).toEqual([...restic, ...kopia, 'sonarr-dst kopia'].sort());
  expect(moversIn('clean')).toEqual([...kopia, 'sonarr-dst kopia'].sort());
});
