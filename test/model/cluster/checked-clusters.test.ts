import { GitOpsApp, nfsRepository } from '../../../src';
import { everything } from '../../support/clusters';

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
