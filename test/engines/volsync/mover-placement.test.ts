import {
  defineCluster,
  destination,
  type GitOpsApp,
  hourly,
  KopiaMaintenance,
  type Placement,
  VolsyncApp,
} from '../../../src';
import { moverAffinity } from '../../../src/engines/volsync/mover-placement';
import { declaration } from '../../model/fixture';
import { platform } from '../../support/platform-cluster';
import { errorsOf, find, objectsOf } from '../../support/synth';
import { moverPlacement, placement } from '../../support/whole-placement';

const disk = { key: 'disk', operator: 'In', values: ['ssd'] };
const arch = { key: 'kubernetes.io/arch', operator: 'In', values: ['amd64'] };
const required = (...nodeSelectorTerms: object[]) => ({
  nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } },
});

test('a node selector is a rule that every node must match', () => {
  expect(moverAffinity({ nodeSelector: { disk: 'ssd', 'kubernetes.io/arch': 'amd64' } })).toEqual(
    required({ matchExpressions: [disk, arch] }),
  );
});

test('a node selector holds beside each of the terms, of which one has to match', () => {
  const affinity = required({ matchExpressions: [disk] }, { matchFields: [{ key: 'metadata.name' }] });
  expect(moverAffinity({ affinity, nodeSelector: { 'kubernetes.io/arch': 'amd64' } } as Placement)).toEqual(
    required({ matchExpressions: [disk, arch] }, { matchFields: [{ key: 'metadata.name' }], matchExpressions: [arch] }),
  );
});

test('wishes and rules about pods stay beside it', () => {
  const { podAffinity, podAntiAffinity, nodeAffinity } = moverPlacement.affinity;
  expect(moverAffinity(moverPlacement)).toMatchObject({
    podAffinity,
    podAntiAffinity,
    nodeAffinity: {
      preferredDuringSchedulingIgnoredDuringExecution: nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution,
    },
  });
});

test.each<Placement>([{}, { affinity: {} }, { nodeSelector: {} }, { affinity: {}, nodeSelector: {}, tolerations: [] }])(
  '%j is no affinity',
  (nothing) => {
    expect(moverAffinity(nothing)).toBeUndefined();
  },
);

test('an affinity alone stays what it is', () => {
  expect(moverAffinity({ affinity: placement.affinity })).toEqual(placement.affinity);
});

const to = [destination(platform.repositories.attic, { schedule: hourly, retention: { daily: 7 } })];
const romm = (own: Placement | undefined) => (app: GitOpsApp) => {
  new VolsyncApp(app.chart('games', 'romm'), { app: 'romm', destinations: to, placement: own });
  new KopiaMaintenance(app.chart('storage', 'maintenance'), { repository: platform.repositories.attic });
};
const tolerations = [{ operator: 'Exists' }];
const nodeSelector = { disk: 'ssd' };

test("an app's own tolerations are refused, and without them it is as good", () => {
  expect(errorsOf(romm({ tolerations, nodeSelector }), platform)).toEqual([
    '[games/romm/volsync-romm] placement.tolerations: [{"operator":"Exists"}] would not get to a mover, because VolSync gives them none; leave it out, and let nodeSelector or affinity choose nodes without taints',
  ]);
  expect(errorsOf(romm({ nodeSelector }), platform)).toEqual([]);
});

const chosen =
  'placement.tolerations: [{"operator":"Exists"}] is for nodes that are chosen beside it, and VolSync gives its movers none, so on tainted nodes they would wait for ever; say tolerations where they get through, such as new KopiaMaintenance(chart, { placement: { tolerations } }), and write [] here';

test('where nodes are chosen, a cluster has no tolerations for all', () => {
  const define = (general: Placement) => () => defineCluster({ ...declaration, placement: general });
  expect(define({ tolerations, nodeSelector })).toThrow(
    `The cluster is not declared right:\n  [cluster test] ${chosen}`,
  );
  expect(define({ tolerations: [], nodeSelector })).not.toThrow();
  expect(define({ tolerations })).not.toThrow();
});

test('nor are they where an app chooses nodes, unless it takes them back', () => {
  const cluster = { ...platform, placement: { tolerations } };
  expect(errorsOf(romm({ nodeSelector }), cluster)).toEqual([`[games/romm/volsync-romm] ${chosen}`]);
  expect(errorsOf(romm({ nodeSelector, tolerations: [] }), cluster)).toEqual([]);
  expect(errorsOf(romm(undefined), cluster)).toEqual([]);
});

test('who has to run near others is on their nodes, which may be tainted as well', () => {
  const cluster = { ...platform, placement: { tolerations } };
  const near = { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'romm' } } };
  const affinity = { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [near] } };
  expect(errorsOf(romm({ affinity }), cluster)).toEqual([`[games/romm/volsync-romm] ${chosen}`]);
  expect(errorsOf(romm({ affinity, tolerations: [] }), cluster)).toEqual([]);
});

test('what the cluster says of pods is in movers and in maintainers, as each can have it', () => {
  const cluster = { ...platform, placement: { tolerations }, podLabels: { team: 'home' } };
  const { attic } = platform.repositories;
  const objects = objectsOf((chart) => {
    new VolsyncApp(chart, { app: 'romm', destinations: to, podLabels: { net: 'storage' } });
    new KopiaMaintenance(chart, { repository: attic, placement: { nodeSelector } });
  }, cluster);
  const labels = { team: 'home', 'cdk8s-volsync-kopia/repository': 'attic' };
  for (const kind of ['ReplicationSource', 'ReplicationDestination']) {
    const { kopia } = find(objects, kind, kind === 'ReplicationSource' ? 'romm-attic' : 'romm-dst').spec;
    expect(kopia.moverPodLabels).toEqual({ ...labels, net: 'storage' });
    expect(kopia.moverAffinity).toBeUndefined();
  }
  expect(find(objects, 'KopiaMaintenance', 'attic').spec).toMatchObject({
    tolerations,
    nodeSelector,
    moverPodLabels: labels,
  });
});

test("VolSync knows its pods by a label, so that is not anybody's", () => {
  const make = (app: GitOpsApp) => {
    const podLabels = { 'app.kubernetes.io/created-by': 'me', 'volsync.backube/cleanup': 'x' };
    new VolsyncApp(app.chart('games', 'romm'), { app: 'romm', destinations: to, podLabels });
    new KopiaMaintenance(app.chart('storage', 'x'), { repository: platform.repositories.attic, podLabels });
  };
  const line = (path: string, key: string) =>
    `[${path}] podLabels: "${key}" is not free: what is there goes by it, and would do something else; leave it out`;
  expect(errorsOf(make, platform)).toEqual([
    line('games/romm/volsync-romm', 'app.kubernetes.io/created-by'),
    line('games/romm/volsync-romm', 'volsync.backube/cleanup'),
    line('storage/x/maintenance-attic', 'app.kubernetes.io/created-by'),
    line('storage/x/maintenance-attic', 'volsync.backube/cleanup'),
  ]);
});
