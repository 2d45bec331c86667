import { ApiObject, type Chart, JsonPatch } from 'cdk8s';
import { VolsyncApp } from '../../../src';
import { everything } from '../../support/clusters';
import { errorsOf } from '../../support/synth';

const errors = (build: (chart: Chart) => void) => errorsOf((app) => build(app.chart('games', 'romm')), everything);

const SOURCE = '[games/romm/volsync-romm/Resource]';

/** What is wrong with an app whose source is patched. */
const patched = (...patches: JsonPatch[]) =>
  errors((chart) => ApiObject.of(new VolsyncApp(chart, { app: 'romm' })).addJsonPatch(...patches));

describe('R1: what is written keeps what was declared', () => {
  test.each([
    [
      'a patch removes all of it',
      JsonPatch.remove('/spec/kopia/retain'),
      "spec.kopia.retain: lacks hourly, daily, weekly, monthly, yearly, latest, and what is left out is Kopia's own: 10 latest, 48 hourly, 7 daily, 4 weekly, 24 monthly, 3 yearly; write all six, 0 for none (rule R1)",
    ],
    [
      'a patch removes a key',
      JsonPatch.remove('/spec/kopia/retain/yearly'),
      "spec.kopia.retain: lacks yearly, and what is left out is Kopia's own: 10 latest, 48 hourly, 7 daily, 4 weekly, 24 monthly, 3 yearly; write all six, 0 for none (rule R1)",
    ],
    [
      'a patch makes text of a key',
      JsonPatch.replace('/spec/kopia/retain/daily', '7'),
      'spec.kopia.retain: daily "7" is not a number of snapshots; write a whole number, 0 or more (rule R1)',
    ],
    [
      'a patch keeps everything for ever',
      JsonPatch.replace('/spec/kopia/retain', { hourly: 0, daily: 0, weekly: 0, monthly: 0, yearly: 0, latest: 0 }),
      'spec.kopia.retain: every key is 0, which Kopia reads as "keep everything for ever"; set at least one key above 0 (rule R1)',
    ],
    [
      'a patch files snapshots elsewhere',
      JsonPatch.add('/spec/kopia/sourcePathOverride', '/config'),
      'spec.kopia.sourcePathOverride: "/config" files snapshots under a path that no retention holds for; remove it (rule R1)',
    ],
  ])('%s', (_, patch, message) => {
    expect(patched(patch)).toEqual([`${SOURCE} ${message}`]);
  });

  test('a patch may keep more', () => {
    expect(patched(JsonPatch.replace('/spec/kopia/retain/yearly', 5))).toEqual([]);
  });
});

describe('C1: what is written runs when it says', () => {
  test.each([
    ['61 99 * * *', '"61 99 * * *" has minute "61", which is not within 0 to 59'],
    ['0 0 30 2 *', '"0 0 30 2 *" never comes; no such day is in those months'],
  ])('a patch writes %s', (schedule) => {
    const [found = '', ...more] = patched(JsonPatch.replace('/spec/trigger/schedule', schedule));
    expect(found).toMatch(new RegExp(`^\\${SOURCE} spec\\.trigger\\.schedule: .*\\(rule C1\\)$`));
    expect(more).toEqual([]);
  });

  test('a patch may write another minute, or leave it to a Flux variable', () => {
    expect(patched(JsonPatch.replace('/spec/trigger/schedule', '7 * * * *'))).toEqual([]);
  });

  test.each(['spec.trigger.schedule', 'spec.schedule'])('a maintainer of your own, in %s', (field) => {
    const maintainer = (schedule: string) => (chart: Chart) =>
      new ApiObject(chart, 'x', {
        apiVersion: 'volsync.backube/v1alpha1',
        kind: 'KopiaMaintenance',
        metadata: { name: 'daily' },
        spec: field === 'spec.schedule' ? { schedule } : { trigger: { schedule } },
      });
    expect(errors(maintainer('60 2 * * *'))).toEqual([
      expect.stringMatching(
        new RegExp(`^\\[games/romm/x\\] ${field.replaceAll('.', '\\.')}: "60 2 \\* \\* \\*" .*\\(rule C1\\)$`),
      ),
    ]);
    expect(errors(maintainer('0 2 * * *'))).toEqual([]);
  });
});

test('sources and restores of another mover are none of these rules', () => {
  const once = { 'kustomize.toolkit.fluxcd.io/ssa': 'IfNotPresent' };
  const object = (kind: string, spec: object) => (chart: Chart) =>
    new ApiObject(chart, 'x', {
      apiVersion: 'volsync.backube/v1alpha1',
      kind,
      metadata: { name: 'x', labels: once },
      spec,
    });
  expect(errors(object('ReplicationSource', { trigger: { schedule: '0 * * * *' }, restic: {} }))).toEqual([]);
  expect(errors(object('ReplicationDestination', { trigger: { manual: 'now' }, restic: {} }))).toEqual([]);
});
