import { defineCluster, GitOpsApp, hourly, nfsRepository } from '../../../src';
import type { Cluster } from '../../../src/tree/cluster-scope';
import { everything } from '../../support/clusters';
import { declaration } from '../fixture';

const use = (change: object) => () => new GitOpsApp({ cluster: { ...everything, ...change } as never });

const repositories = Object.keys(everything.repositories).join(', ');
const plans = Object.keys(everything.plans).join(', ');
const stray = nfsRepository({ server: 'nas.internal', path: '/b', access: 'mover-volumes', secret: { item: 'kopia' } });

describe('a cluster that was changed after it was declared', () => {
  test.each<[change: object, line: string]>([
    [{ primary: 'nass' }, `primary: "nass" is not a repository; name one of ${repositories}`],
    [{ defaultPlan: undefined }, `defaultPlan: undefined is not a plan; name one of ${plans}`],
    [
      { restore: { enableFileDeletion: 'false' } },
      'restore.enableFileDeletion: "false" is neither true nor false; write true or false, without quotes (rule D1)',
    ],
    [{ flux: undefined }, 'flux: undefined is not what defineCluster makes; take it from there'],
    [{ restore: null }, 'restore: null is not what defineCluster makes; take it from there'],
    [{ plans: [] }, 'plans: [] is not what defineCluster makes; take it from there'],
    [{ engine: undefined }, 'engine: undefined is not what defineCluster makes; take it from there'],
    [JSON.parse(JSON.stringify(everything)), 'engine: it is not what defineCluster makes; take it from there'],
    [{ mover: undefined }, 'mover: undefined is not an object; write mover: { … }'],
    [
      { repositories: { ...everything.repositories, other: stray } },
      'repositories.other: its name is undefined, and plans would name what is not there; declare it in defineCluster',
    ],
  ])('%j is refused', (change, line) => {
    expect(use(change)).toThrow(`The cluster is not declared right:\n  [cluster ${everything.name}] ${line}`);
  });

  test('everything wrong is said at once', () => {
    expect(use({ primary: 'nass', defaultPlan: 'x' })).toThrow(/primary: .*\n.*defaultPlan: /);
  });

  test.each([
    ['as it is', {}],
    ['with another size of claims', { capacity: '10Gi' }],
    ['with other variables', { flux: { ...everything.flux, substituteFrom: [{ kind: 'Secret', name: 'more' }] } }],
  ])('%s is taken', (_, change) => {
    expect(use(change)).not.toThrow();
  });
});

describe('what has been checked stays as it was checked', () => {
  const declared = (): Cluster => defineCluster(declaration);
  const spread = (): Cluster => {
    const cluster = { ...declared(), restore: { enableFileDeletion: false } };
    new GitOpsApp({ cluster });
    return cluster;
  };

  test.each<[what: string, change: (cluster: Cluster) => void]>([
    ['the primary repository', (cluster) => Object.assign(cluster, { primary: 'nass' })],
    ['what restores delete', ({ restore }) => Object.assign(restore, { enableFileDeletion: 'false' })],
    ['the place of a repository', ({ repositories }) => Object.assign(repositories.nas as object, { server: '' })],
    ['the item of a password', ({ repositories }) => Object.assign(repositories.nas?.secret as object, { item: 5 })],
    ['which repositories there are', ({ repositories }) => Object.assign(repositories, { other: {} })],
    ['the user of movers', ({ mover }) => Object.assign(mover, { uid: 'root' })],
    ['a plan', ({ plans }) => Object.assign(plans, { standard: undefined })],
    [
      'what a plan keeps',
      ({ plans }) => Object.assign(plans.standard?.destinations[0]?.retention as object, { daily: -1 }),
    ],
    [
      'when a plan runs',
      ({ plans }) => Object.assign(plans.standard?.destinations[0]?.schedule as object, { rest: 'x' }),
    ],
    ['where a plan copies to', ({ plans }) => Object.assign(plans.standard?.destinations as object, { 5: {} })],
    ['how Flux finds it', ({ flux }) => Object.assign(flux.source, { name: '' })],
    ['the engine', (cluster) => Object.assign(cluster, { engine: {} })],
  ])('%s cannot be changed', (_, change) => {
    for (const cluster of [declared(), spread()]) {
      const before = JSON.stringify(cluster);
      expect(() => change(cluster)).toThrow(TypeError);
      expect(JSON.stringify(cluster)).toBe(before);
    }
  });

  test('a copy can be changed, and is looked at', () => {
    const cluster = { ...declared(), mover: { ...declared().mover, uid: 1000 } };
    expect(() => new GitOpsApp({ cluster })).not.toThrow();
    expect(() => new GitOpsApp({ cluster: { ...cluster, primary: 'nass' as never } })).toThrow(
      'primary: "nass" is not',
    );
  });

  test('what a declaration was made of stays its own', () => {
    const mover = { uid: 1, gid: 2 };
    const plans = { standard: everything.plans.standard };
    const repositories = { ...declaration.repositories };
    defineCluster({ ...declaration, mover, repositories });
    mover.uid = 3;
    Object.assign(repositories.nas, { server: 'other.internal' });
    Object.assign(repositories, { more: {} });
    expect([mover.uid, Object.keys(repositories), Object.isFrozen(plans)]).toEqual([3, ['nas', 'b2', 'more'], false]);
    expect(hourly.at(5).cron('')).toBe('5 * * * *');
  });

  test('an app has the cluster that it was made for', () => {
    const app = new GitOpsApp({ cluster: declared() });
    expect(() => Object.assign(app, { cluster: { ...declared(), primary: 'zz' } })).toThrow(TypeError);
    expect(app.cluster.primary).toBe('nas');
  });
});
