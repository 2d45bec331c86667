import { type Chart, JsonPatch } from 'cdk8s';
import { KopiaMaintenance, VolsyncApp } from '../../../src';
import { everything } from '../../support/clusters';
import { nasCluster } from '../../support/nas';
import { errorsOf } from '../../support/synth';

const errors = (build: (chart: Chart) => void) => errorsOf((app) => build(app.chart('games', 'romm')), everything);
const AT = { restore: '[games/romm/volsync-romm/restore]', source: '[games/romm/volsync-romm/Resource]' };

const patched = (what: keyof typeof AT, ...patches: JsonPatch[]) =>
  errors((chart) => {
    const { restore, sources } = new VolsyncApp(chart, { app: 'romm' });
    (what === 'restore' ? restore : sources.nas)?.addJsonPatch(...patches);
  });

test.each<[title: string, what: keyof typeof AT, patches: JsonPatch[], message: string]>([
  [
    'a backup that is paused',
    'source',
    [JsonPatch.add('/spec/paused', true)],
    'spec.paused: true does nothing and reports success at every run; remove it, and suspend the Kustomization in its place (rule C1)',
  ],
  [
    'a restore that is paused',
    'restore',
    [JsonPatch.add('/spec/paused', true)],
    'spec.paused: true does nothing and reports success at every run; remove it, and suspend the Kustomization in its place (rule C1)',
  ],
  [
    'a backup that copies in no way',
    'source',
    [JsonPatch.remove('/spec/kopia/copyMethod')],
    'spec.kopia.copyMethod: is missing, and every backup fails without it; write "Snapshot" (rule V1)',
  ],
  ...['Clone', 'Direct', 'None'].map((copyMethod): [string, 'restore', JsonPatch[], string] => [
    `a restore by ${copyMethod}`,
    'restore',
    [JsonPatch.replace('/spec/kopia/copyMethod', copyMethod)],
    `spec.kopia.copyMethod: "${copyMethod}" is not what a claim can be filled from: the restore runs and fails at its end; write "Snapshot" (rule V1)`,
  ]),
  [
    'a restore in no way',
    'restore',
    [JsonPatch.remove('/spec/kopia/copyMethod')],
    'spec.kopia.copyMethod: is missing: the restore runs and fails at its end; write "Snapshot" (rule V1)',
  ],
  [
    'a clone into a claim that is there',
    'restore',
    [JsonPatch.replace('/spec/kopia/copyMethod', 'Clone'), JsonPatch.add('/spec/kopia/destinationPVC', 'other')],
    'spec.kopia.copyMethod: "Clone" is not what a claim can be filled from: the restore runs and fails at its end; write "Snapshot" or "Direct" (rule V1)',
  ],
  [
    'a shallow restore',
    'restore',
    [JsonPatch.add('/spec/kopia/shallow', 0)],
    'spec.kopia.shallow: 0 picks the first of so many snapshots, and 0 restores nothing and reports success; remove it (rule I1)',
  ],
  [
    'a restore of the last but one until a day',
    'restore',
    [JsonPatch.add('/spec/kopia/previous', 1), JsonPatch.add('/spec/kopia/restoreAsOf', '2026-01-01T00:00:00Z')],
    'spec.kopia.previous: beside restoreAsOf it restores nothing, and reports success, where there are fewer snapshots; write one of the two (rule I1)',
  ],
  [
    'a restore as of a local time',
    'restore',
    [JsonPatch.add('/spec/kopia/restoreAsOf', '2026-01-01T00:00:00+02:00')],
    'spec.kopia.restoreAsOf: "2026-01-01T00:00:00+02:00" is compared as text with times in UTC; write it in UTC, ending in "Z" (rule I1)',
  ],
  [
    'a restore of half an identity',
    'restore',
    [JsonPatch.add('/spec/kopia/username', 'romm')],
    'spec.kopia: has username alone, and the restore then never runs; write both or neither (rule I1)',
  ],
])('%s is refused', (_, what, patches, message) => {
  expect(patched(what, ...patches)).toEqual([`${AT[what]} ${message}`]);
});

test('what VolSync carries out passes', () => {
  expect(patched('restore', JsonPatch.add('/spec/kopia/restoreAsOf', '2026-01-01T00:00:00Z'))).toEqual([]);
  expect(patched('restore', JsonPatch.add('/spec/kopia/previous', 1))).toEqual([]);
  expect(patched('source', JsonPatch.add('/spec/paused', false))).toEqual([]);
});

test('a maintainer by a word never runs', () => {
  const cluster = nasCluster({ access: 'mover-volumes' });
  const found = errorsOf((app) => {
    new VolsyncApp(app.chart('games', 'romm'), { app: 'romm' });
    new KopiaMaintenance(app.chart('storage', 'upkeep'), {
      repository: cluster.repositories.nas,
    }).maintenance.addJsonPatch(JsonPatch.replace('/spec/trigger/schedule', '@daily'));
  }, cluster);
  expect(found).toEqual([
    '[storage/upkeep/maintenance-nas/Resource] spec.trigger.schedule: is a word, of which no CronJob is made here; write the five fields, such as "0 0 * * *" (rule C1)',
  ]);
});
