import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart, JsonPatch, Lazy, Testing, Yaml, YamlOutputType } from 'cdk8s';
import { ConfigMap, k8s } from 'cdk8s-plus-30';
import { fluxVar, GitOpsApp, VolsyncApp } from '../../src';
import { markedJson } from '../../src/tree/flux-vars';
import { everything } from '../support/clusters';

const host = `romm.${fluxVar('DOMAIN')}`;
const PRIVATE_USE = /[\uE000-\uF8FF]/;

/** Objects of cdk8s, cdk8s-plus and its bindings, with variables wherever text can stand. */
function addObjects(chart: Chart): void {
  const bare = new ApiObject(chart, 'bare', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'bare', labels: { zone: fluxVar('ZONE') }, annotations: { [fluxVar('KEY')]: 'x' } },
    data: {
      host,
      list: [host, { host }],
      lazy: Lazy.any({ produce: () => host }),
      yaml: Yaml.stringify({ host }),
      json: JSON.stringify({ host }),
    },
  });
  bare.addJsonPatch(JsonPatch.add('/data/patched', host));
  new ConfigMap(chart, 'plus', { metadata: { name: 'plus' }, data: { host } });
  new k8s.KubeConfigMap(chart, 'binding', { metadata: { name: 'binding' }, data: { host } });
}

function plainApp(build: (chart: Chart) => void, props = {}): { app: App; chart: Chart } {
  const app = new App(props);
  const chart = new Chart(app, 'test', { namespace: fluxVar('NAMESPACE'), labels: { part: fluxVar('PART') } });
  build(chart);
  return { app, chart };
}

describe('in an app of cdk8s a variable is what Flux reads', () => {
  test('in a test of cdk8s', () => {
    const objects = Testing.synth(plainApp(addObjects).chart);
    const metadata = { namespace: '${NAMESPACE}', labels: { part: '${PART}' } };
    expect(objects[0]).toEqual({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        ...metadata,
        name: 'bare',
        labels: { part: '${PART}', zone: '${ZONE}' },
        annotations: { '${KEY}': 'x' },
      },
      data: {
        host: 'romm.${DOMAIN}',
        list: ['romm.${DOMAIN}', { host: 'romm.${DOMAIN}' }],
        lazy: 'romm.${DOMAIN}',
        yaml: 'host: romm.${DOMAIN}\n',
        json: '{"host":"romm.${DOMAIN}"}',
        patched: 'romm.${DOMAIN}',
      },
    });
    expect(objects[1]).toMatchObject({ metadata: { ...metadata, name: 'plus' }, data: { host: 'romm.${DOMAIN}' } });
    expect(objects[2]).toMatchObject({ metadata: { ...metadata, name: 'binding' }, data: { host: 'romm.${DOMAIN}' } });
  });

  test('as YAML', () => {
    const text = plainApp(addObjects).app.synthYaml();
    expect(text).not.toMatch(PRIVATE_USE);
    expect(text.match(/romm\.\$\{DOMAIN\}/g)).toHaveLength(9);
  });

  test.each(Object.values(YamlOutputType).filter((each) => typeof each === 'number'))(
    'in its files, however they are divided (%i)',
    (yamlOutputType) => {
      const outdir = mkdtempSync(join(tmpdir(), 'flux-vars-'));
      plainApp(addObjects, { outdir, yamlOutputType }).app.synth();
      const files = readdirSync(outdir, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
      const text = files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8')).join('');
      rmSync(outdir, { recursive: true });
      expect(text).not.toMatch(PRIVATE_USE);
      expect(text.match(/romm\.\$\{DOMAIN\}/g)).toHaveLength(9);
    },
  );

  test('in an object of ours', () => {
    const { chart } = plainApp(() => {});
    const app = new VolsyncApp(chart, { app: 'romm' });
    app.claim?.addJsonPatch(JsonPatch.add('/metadata/annotations/zone', fluxVar('ZONE')));
    expect(app.claim?.toJson().metadata.annotations.zone).toBe('${ZONE}');
  });

  test('also when an app of ours has read its own objects before', () => {
    const ours = new GitOpsApp({ cluster: everything });
    addObjects(ours.chart('games', 'test'));
    expect(() => ours.synthYaml()).not.toThrow();
    expect(JSON.stringify(Testing.synth(plainApp(addObjects).chart))).not.toMatch(PRIVATE_USE);
    expect(
      JSON.stringify(Testing.synth(ours.node.findAll().find((each) => each instanceof Chart) as Chart)),
    ).not.toMatch(PRIVATE_USE);
  });
});

test('marks that were asked for stay, whatever fails or asks for objects meanwhile', () => {
  const { chart } = plainApp(() => {});
  const props = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' } };
  const inner = new ApiObject(chart, 'inner', { ...props, data: { host } });
  const outer = new ApiObject(chart, 'outer', {
    ...props,
    data: { host, inner: Lazy.any({ produce: () => JSON.stringify(markedJson(inner)) }) },
  });
  const broken = new ApiObject(chart, 'broken', { ...props, data: new Map() });
  expect(JSON.stringify(markedJson(outer)).match(/\uE000/g)).toHaveLength(6);
  expect(() => markedJson(broken)).toThrow('Failed serializing');
  expect(JSON.stringify(outer.toJson())).not.toMatch(PRIVATE_USE);
});
