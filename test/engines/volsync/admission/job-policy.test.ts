import { App, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { acceptWarning, Cluster, MoverJitterPolicy, NfsInjectionPolicy } from '../../../../src';
import { nasCluster } from '../../../support/nas';
import { warningsOf } from '../../../support/synth';

const warningsIn = (build: (chart: Chart) => Construct, cluster: Cluster) => {
  const chart = new Chart(new App(), 'test');
  Cluster.attach(chart, cluster);
  return warningsOf(build(chart));
};
const operator = { namespace: 'volsync-system' };
const jitter = (chart: Chart) => new MoverJitterPolicy(chart, { operator });
const nfs = (chart: Chart) => {
  const { nas } = Cluster.of(chart).repositories;
  return new NfsInjectionPolicy(chart, { operator, repository: nas as NonNullable<typeof nas> });
};

test.each([
  ['1.32', 'v1alpha1'],
  ['1.33', 'v1alpha1'],
  ['1.34', 'v1beta1'],
  ['1.35', 'v1beta1'],
])('Kubernetes %s needs a feature gate, and says so (A1)', (kubernetes, version) => {
  const text = `kubernetes: "${kubernetes}" serves MutatingAdmissionPolicy only if the API server has the feature gate MutatingAdmissionPolicy=true and the runtime-config admissionregistration.k8s.io/${version}=true; apply what \`npm run talos-patch\` writes, then declare featureGates: ['MutatingAdmissionPolicy'] in the cluster (rule A1)`;
  expect(warningsIn(jitter, nasCluster({}, kubernetes))).toEqual([`[test/mover-jitter] ${text}`]);
  expect(warningsIn(nfs, nasCluster({}, kubernetes))).toEqual([`[test/nfs-injection-nas] ${text}`]);
});

test.each(['1.31', '1.36', '1.37'])('Kubernetes %s has no gate to warn of', (kubernetes) => {
  expect(warningsIn(jitter, nasCluster({}, kubernetes))).toEqual([]);
  expect(warningsIn(nfs, nasCluster({}, kubernetes))).toEqual([]);
});

test('a cluster that declares the gate is not warned', () => {
  const cluster: Cluster = { ...nasCluster({}, '1.33'), featureGates: ['MutatingAdmissionPolicy'] };
  expect(warningsIn(jitter, cluster)).toEqual([]);
  expect(warningsIn(nfs, cluster)).toEqual([]);
});

test('the warning can be accepted', () => {
  const accepted = (chart: Chart) => {
    acceptWarning(chart, 'A1', 'the API server is upgraded tomorrow');
    return jitter(chart);
  };
  expect(warningsIn(accepted, nasCluster({}, '1.33'))).toEqual([]);
});
