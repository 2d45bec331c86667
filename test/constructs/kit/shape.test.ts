import { App, Chart } from 'cdk8s';
import { nfsRepository } from '../../../src';
import { requireRepository } from '../../../src/constructs/kit/shape';
import { everything } from '../../support/clusters';

const chart = () => new Chart(new App(), 'test');

test('a repository of a cluster is one', () => {
  for (const repository of Object.values(everything.repositories)) {
    expect(() => requireRepository(chart(), 'repository', repository)).not.toThrow();
  }
});

test.each([
  undefined,
  null,
  'nas',
  5,
  {},
  { name: 'nas' },
  { type: 'nfs', name: 5 },
  { type: 'toString', name: 'nas' },
  // No cluster has named it yet.
  nfsRepository({ server: 'nas', path: '/x', access: 'mover-volumes', secret: { item: 'x' } }),
])('%j is none', (value) => {
  expect(() => requireRepository(chart(), 'from', value)).toThrow(
    new TypeError(
      `[test] from: ${JSON.stringify(value)} is not a repository; use one of the cluster's, cluster.repositories.<name>`,
    ),
  );
});
