import { Objects } from '../../../src/ledger/object';
import { Secrets } from '../../../src/ledger/secrets/secret-keys';
import { drawn, shown } from '../../../src/ledger/secrets/secret-value';
import { object, vaultSecret } from '../support';

const extract = (key: string, rewrite?: unknown) => ({ extract: { key }, ...(rewrite !== undefined && { rewrite }) });
const prefixed = (target: string, source = '(.*)') => [{ regexp: { source, target } }];

function keysOf(...objects: readonly unknown[]) {
  const { keys, complete } = new Secrets(new Objects(objects)).find('games', 'romm-secret');
  return { complete, keys: Object.fromEntries([...keys].map(([key, value]) => [key, drawn(value)])) };
}

function templated(template: Record<string, string>, dataFrom: readonly unknown[], more: object = {}) {
  return vaultSecret({}, 'romm-secret', {
    dataFrom,
    target: { name: 'romm-secret', template: { data: template } },
    ...more,
  });
}

test.each<[what: string, text: string, dataFrom: readonly unknown[], value: string]>([
  ['a field', 's3://{{ .BUCKET }}/a', [extract('kopia')], 's3://["kopia","BUCKET"]/a'],
  ['one of two items', '{{.A}}', [extract('one'), extract('two')], '["one|two","A"]'],
  ['an item whose fields have a prefix', '{{ .VS_A }}', [extract('one', prefixed('VS_$1'))], '["one","A"]'],
  [
    'one item with a prefix among two',
    '{{ .two_A }}',
    [extract('one', prefixed('one_$1', '^(.*)$')), extract('two', prefixed('two_$1', '^(.+)$'))],
    '["two","A"]',
  ],
  ['printf as JSON', '{{ printf "%s.r2" .A | toJson }}', [extract('one')], '"["one","A"].r2"'],
  ['printf of two, with a percent sign', '{{ printf "%s%%-%s" .A .B }}', [extract('one')], '["one","A"]%-["one","B"]'],
  ['a field by index', '{{ index . "a-b" }}', [extract('one')], '["one","a-b"]'],
  ['what is not carried out', '{{ .A | b64enc }}', [extract('one')], '["one",".A | b64enc"]'],
])('a template is told by where its values are: %s', (_, text, dataFrom, value) => {
  expect(keysOf(templated({ KEY: text }, dataFrom))).toEqual({ complete: true, keys: { KEY: value } });
});

test('fields that are fetched one by one are keys where no template is', () => {
  const data = [{ secretKey: 'KOPIA_PASSWORD', remoteRef: { key: 'kopia', property: 'password' } }];
  const spec = { dataFrom: undefined, data, target: { name: 'romm-secret' } };
  expect(keysOf(vaultSecret({}, 'romm-secret', spec))).toEqual({
    complete: true,
    keys: { KOPIA_PASSWORD: '["kopia","password"]' },
  });
});

test('a whole item without a template may have any key', () => {
  const spec = { target: { name: 'romm-secret' } };
  expect(keysOf(vaultSecret({}, 'romm-secret', spec))).toEqual({ complete: false, keys: {} });
});

test('a Secret that is there itself says its values, and encrypted ones say nothing', () => {
  const body = {
    data: { A: Buffer.from('plain').toString('base64'), B: 'ENC[AES256_GCM,data:x]' },
    stringData: { C: 'text', D: '**REDACTED**' },
  };
  const secret = { ...object('v1', 'Secret', 'romm-secret', {}), ...body };
  expect(keysOf(secret)).toEqual({
    complete: true,
    keys: { A: 'plain', B: '["encrypted","B"]', C: 'text', D: '**REDACTED**' },
  });
  expect(keysOf({ ...secret, stringData: { C: 'REDACTED', D: '***' } }).keys).toMatchObject({
    C: '["encrypted","C"]',
    D: '["encrypted","D"]',
  });
});

test('of a Secret that nothing makes no key is known', () => {
  expect(keysOf()).toEqual({ complete: false, keys: {} });
});

test('people read which field of which item it is', () => {
  const { keys } = new Secrets(new Objects([templated({ A: 'x/{{ .B }}' }, [extract('kopia')])])).find(
    'games',
    'romm-secret',
  );
  expect([...keys.values()].map(shown)).toEqual(['x/<kopia: B>']);
});
