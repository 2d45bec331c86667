import { existingSecret, GitOpsApp, VolsyncApp } from '../../src';
import { renderTree } from '../../src/gitops/render';
import { VaultReads } from '../../src/gitops/vault-reads';
import { everything } from '../support/clusters';
import { byField } from '../support/secret-sources';

function linesOf(...specs: object[]): string | undefined {
  const reads = new VaultReads();
  for (const spec of specs) {
    reads.add({ apiVersion: 'external-secrets.io/v1', kind: 'ExternalSecret', spec });
  }
  return reads.line;
}

const extract = { extract: { key: 'kopia' } };
const field = { secretKey: 'a', remoteRef: { key: 'kopia', property: 'a' } };

test.each<[says: string, spec: object]>([
  ['4 vault reads a day', { refreshInterval: '12h', dataFrom: [extract, extract] }],
  ['6 vault reads a day', { refreshInterval: '12h', data: [field, field, field] }],
  ['3 vault reads a day', { refreshInterval: '24h', data: [field, field], dataFrom: [{ find: {} }] }],
  ['24 vault reads a day', { dataFrom: [extract] }],
  ['1 vault read a day', { refreshInterval: '720h', dataFrom: [extract] }],
  ['0 vault reads a day', { refreshInterval: '0', dataFrom: [extract] }],
  ['0 vault reads a day', { refreshInterval: '0s', dataFrom: [extract] }],
  ['0 vault reads a day', { refreshPolicy: 'CreatedOnce', refreshInterval: '1m', dataFrom: [extract] }],
  ['0 vault reads a day', { dataFrom: [{ sourceRef: { generatorRef: { kind: 'Password', name: 'x' } } }] }],
])('%s: %j', (says, spec) => {
  expect(linesOf(spec)).toBe(`1 ExternalSecret: ${says}`);
});

test('all of them are added up, and nothing is said where there is none', () => {
  const daily = { refreshInterval: '24h', dataFrom: [extract] };
  expect(linesOf(daily, daily)).toBe('2 ExternalSecrets: 2 vault reads a day');
  expect(linesOf()).toBeUndefined();
});

test('of an app it is what its Secrets come to', () => {
  const vault = (props: object) => {
    const app = new GitOpsApp({ cluster: everything });
    new VolsyncApp(app.chart('games', 'romm'), { app: 'romm', plan: everything.plans.cloud, ...props });
    return renderTree(app, everything).vault;
  };
  expect(vault({})).toBe('2 ExternalSecrets: 6 vault reads a day');
  expect(vault({ secrets: byField })).toBe('2 ExternalSecrets: 5 vault reads a day');
  expect(vault({ plan: everything.plans.standard, secrets: existingSecret(() => 'kopia') })).toBeUndefined();
});
