import { ApiObject, type Chart, JsonPatch } from 'cdk8s';
import { VolsyncApp } from '../../../src';
import { everything } from '../../support/clusters';
import { errorsOf } from '../../support/synth';

const errors = (build: (chart: Chart) => void) => errorsOf((app) => build(app.chart('games', 'romm')), everything);

const RESTORE = '[games/romm/volsync-romm/restore]';
const once = { 'kustomize.toolkit.fluxcd.io/ssa': 'IfNotPresent' };

/** What is wrong with an app whose restore is patched. */
const patched = (...patches: JsonPatch[]) =>
  errors((chart) => {
    const app = new VolsyncApp(chart, { app: 'romm' });
    ApiObject.of(app.node.findChild('restore')).addJsonPatch(...patches);
  });

const restoreOf = (name: string, kopia: object) => (chart: Chart) =>
  new ApiObject(chart, `restore-${name}`, {
    apiVersion: 'volsync.backube/v1alpha1',
    kind: 'ReplicationDestination',
    metadata: { name, labels: once },
    spec: { trigger: { manual: 'now' }, kopia: { copyMethod: 'Snapshot', ...kopia } },
  });

describe('I1: a restore asks for what its claim is backed up as', () => {
  test.each([
    ['takes the identity away', [JsonPatch.remove('/spec/kopia/sourceIdentity')], 'romm-dst@games:/data'],
    ['empties it', [JsonPatch.replace('/spec/kopia/sourceIdentity', {})], 'romm-dst@games:/data'],
    ['misspells the source', [JsonPatch.replace('/spec/kopia/sourceIdentity/sourceName', 'rom')], 'rom@games:/data'],
    [
      'names another namespace',
      [JsonPatch.add('/spec/kopia/sourceIdentity/sourceNamespace', 'game')],
      'romm@game:/data',
    ],
    [
      'names another user',
      [JsonPatch.add('/spec/kopia/username', 'emulators'), JsonPatch.add('/spec/kopia/hostname', 'games')],
      'emulators@games:/data',
    ],
  ])('a patch %s', (_, patches, asked) => {
    const [found = '', ...more] = patched(...patches);
    expect(found).toMatch(
      /^\[games\/romm\/volsync-romm\/restore\] spec\.kopia: this restore looks for (.*), and nothing is backed up under that name; its claim is backed up as (.*), so ask for that \(rule I1\)$/,
    );
    expect(found).toContain(`${RESTORE} spec.kopia: this restore looks for ${asked},`);
    expect(found).toContain('romm@games:/data');
    expect(more).toEqual([]);
  });

  test.each([
    ['spell it out', [JsonPatch.add('/spec/kopia/username', 'romm'), JsonPatch.add('/spec/kopia/hostname', 'games')]],
    ['name the namespace that it is in', [JsonPatch.add('/spec/kopia/sourceIdentity/sourceNamespace', 'games')]],
  ])('a patch may %s', (_, patches) => {
    expect(patched(...patches)).toEqual([]);
  });

  test('source and restore may move together', () => {
    const elsewhere = [
      JsonPatch.add('/spec/kopia/username', 'emulators'),
      JsonPatch.add('/spec/kopia/hostname', 'den'),
    ];
    const found = errors((chart) => {
      const app = new VolsyncApp(chart, { app: 'romm' });
      for (const id of ['restore', 'Resource']) ApiObject.of(app.node.findChild(id)).addJsonPatch(...elsewhere);
    });
    expect(found).toEqual([]);
  });
});

describe('I1: a restore that was written by hand', () => {
  test('names a source, or is called like one', () => {
    expect(errors(restoreOf('romm-look', { destinationPVC: 'look' }))).toEqual([
      '[games/romm/restore-romm-look] spec.kopia: this restore looks for romm-look@games:/data, and nothing is backed up under that name; name the source in sourceIdentity.sourceName, or its username and hostname (rule I1)',
    ]);
    const beside = (name: string, kopia: object) =>
      errors((chart) => {
        new VolsyncApp(chart, { app: 'romm' });
        restoreOf(name, kopia)(chart);
      });
    expect(beside('romm', { destinationPVC: 'look' })).toEqual([]);
    expect(beside('romm-look', { destinationPVC: 'look', sourceIdentity: { sourceName: 'romm' } })).toEqual([]);
  });

  test('may ask for what was backed up elsewhere, as long as it says so', () => {
    expect(errors(restoreOf('old', { sourceIdentity: { sourceName: 'plex', sourceNamespace: 'media' } }))).toEqual([]);
    expect(errors(restoreOf('old', { username: 'plex', hostname: 'media' }))).toEqual([]);
  });
});
