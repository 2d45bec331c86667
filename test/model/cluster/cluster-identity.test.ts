import { defineCluster } from '../../../src';
import { declaration } from '../fixture';

const declared = (change: object) => () => defineCluster({ ...declaration, ...change } as never);

test.each([
  [
    { identity: 'cluster' },
    '[cluster test] identity: "cluster" tells no apps apart; write "namespace" or "namespace.cluster" (rule I2)',
  ],
  [
    { identity: 'namespace.cluster', name: 'Home Lab' },
    '[cluster Home Lab] name: "Home Lab" is part of every host name in Kopia; write lower-case letters, digits and "-", such as "home", or remove identity (rule I2)',
  ],
  [
    { identity: 'namespace.cluster', name: 'home_lab' },
    '[cluster home_lab] name: "home_lab" is part of every host name in Kopia; write lower-case letters, digits and "-", such as "home", or remove identity (rule I2)',
  ],
])('%j is refused', (change, line) => {
  expect(declared(change)).toThrow(`The cluster is not declared right:\n  ${line}`);
});

test.each([{ name: 'Home Lab' }, { identity: 'namespace', name: 'Home Lab' }, { identity: 'namespace.cluster' }])(
  '%j is taken',
  (change) => {
    expect(declared(change)).not.toThrow();
  },
);
