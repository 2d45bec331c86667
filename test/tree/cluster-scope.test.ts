import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { Cluster, defaultCluster } from '../../src';
import { everything } from '../support/clusters';
import { nasCluster } from '../support/nas';

test('a construct belongs to the nearest cluster up the tree', () => {
  const app = new App();
  const chart = new Chart(app, 'test');
  const inner = new Construct(chart, 'inner');
  expect(Cluster.of(inner)).toBe(defaultCluster);

  Cluster.attach(app, everything);
  expect(Cluster.of(inner)).toBe(everything);

  const nearer = nasCluster();
  Cluster.attach(chart, nearer);
  expect(Cluster.of(inner)).toBe(nearer);
  expect(Cluster.of(app)).toBe(everything);
});

test.each([undefined, null, 'home', {}])('a cluster that is %j is refused, not taken for the default', (cluster) => {
  const chart = new Chart(new App(), 'test');
  expect(() => Cluster.attach(chart, cluster as never)).toThrow(
    new TypeError(
      `[test] Cluster.attach: ${JSON.stringify(cluster)} is not a cluster; give it what defineCluster({ … }) makes`,
    ),
  );
});
