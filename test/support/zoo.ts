import { daily, destination, every, GitOpsApp, hourly, VolsyncApp, type VolsyncAppProps } from '../../src';
import { renderTree } from '../../src/gitops/render';
import { everything } from './clusters';
import { moverPlacement } from './whole-placement';

type Options = Partial<VolsyncAppProps>;

const { repositories, plans } = everything;
const retention = { hourly: 24, daily: 7, weekly: 4, monthly: 3, yearly: 1, latest: 2 };
const only = (name: keyof typeof repositories): Options => ({
  destinations: [destination(repositories[name], { schedule: hourly, retention })],
});

/** The choices that an app has, each with what it can be. Every combination of them is legal. */
const where: readonly Options[] = [
  {},
  { plan: plans.cloud },
  { plan: plans.both.at({ nas: 1, b2: 2, r2: 3 }) },
  only('attic'),
  only('shared'),
  only('r2'),
  only('share'),
  only('box'),
  only('garage'),
];
const how: readonly Options[] = [
  {},
  { copyMethod: 'Clone' },
  { copyMethod: 'Direct', compression: 'none', parallelism: 8 },
];
const what: readonly Options[] = [
  {},
  {
    claim: 'data',
    capacity: '1Ti',
    prune: true,
    storage: {
      storageClassName: 'longhorn',
      volumeSnapshotClassName: 'longhorn',
      snapshotStorageClassName: 'one-replica',
      servesAccessModes: ['ReadWriteOnce', 'ReadWriteMany'],
      snapshotsOutliveVolume: false,
    },
  },
  { existingClaim: 'data-0', dependsOn: [{ name: 'storage', namespace: 'infra' }, { name: 'volsync' }] },
  {
    restore: false,
    copyMethod: 'Snapshot',
    beforeBackup: 'copy-trigger',
    storage: { volumeSnapshotClassName: 'of-the-default' },
  },
  { restore: { asOf: '2026-01-31T03:00:00+01:00' }, accessModes: ['ReadWriteMany'] },
  {
    restore: { previous: 3 },
    storage: { storageClassName: 'shared', volumeSnapshotClassName: 'shared', snapshotAccessModes: ['ReadOnlyMany'] },
  },
];
const who: readonly Options[] = [
  {},
  { cache: { capacity: '12Gi', storageClassName: 'local', accessModes: ['ReadWriteOncePod'] } },
  {
    cache: 'emptyDir',
    restoreCache: { storageClassName: 'fast', capacity: '20Gi' },
    mover: { gid: 0, fsGroup: 1000, fsGroupChangePolicy: 'OnRootMismatch', supplementalGroups: [44, 105] },
  },
  {
    resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '1Gi' } },
    podLabels: { 'network.home.arpa/s3': 'allowed' },
    labels: { team: 'home' },
    annotations: { 'example.org/owner': 'who is asked: me' },
    mover: { seccompProfile: { type: 'Unconfined' }, fsGroup: false },
    placement: moverPlacement,
  },
];
const before: readonly Options[] = [{}, { formerly: { namespace: 'media' } }, { formerly: { app: 'was' } }];
const when: readonly Options[] = [
  {},
  { schedule: '@daily' },
  { schedule: '5,35 0-6 1 */2 *' },
  { schedule: every(6).hours.at(30), retention: { latest: 1 } },
  { schedule: daily.hour(23), retention: { yearly: 99 } },
];

/** Every combination of the choices; the schedule, which depends on none of them, takes turns. */
export const zoo: readonly Options[] = where
  .flatMap((a) => how.map((b) => ({ ...a, ...b })))
  .flatMap((a) => what.map((b) => ({ ...a, ...b })))
  .flatMap((a) => who.map((b) => ({ ...a, ...b })))
  .flatMap((a) => before.map((b) => ({ ...a, ...b })))
  .map((a, index) => ({ ...a, ...when[index % when.length] }));

/** An app per combination, in one tree, as it would be written. */
export function zooFiles(): ReadonlyMap<string, string> {
  const app = new GitOpsApp({ cluster: everything });
  for (const [index, options] of zoo.entries()) {
    const name = `zoo-${index}`;
    const formerly = options.formerly?.app === undefined ? {} : { formerly: { app: `was.${name}` } };
    new VolsyncApp(app.chart('zoo', name), { ...options, app: name, ...formerly, ...claims(options, name) });
  }
  return renderTree(app, everything).files;
}

/** Claims need names of their own, or two of them would be one object. */
function claims({ claim, existingClaim }: Options, name: string): Options {
  return { claim: claim && `${name}-${claim}`, existingClaim: existingClaim && `${name}-${existingClaim}` };
}
