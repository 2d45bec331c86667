import { type Resources, VolsyncOperator } from '../../src';
import { isAbove } from '../../src/model/values/resources';
import { chartFolder, isWhole } from '../support/charts';
import { program } from '../support/programs';
import { allReleases, filledIn, type Release, valuesOf } from '../support/releases';
import { type ApiServer, startApiServer } from './support/api-server';
import { emitted, only } from './support/backup-site';
import { installCrds, makeNamespaces } from './support/cluster-setup';
import { counted } from './support/counts';
import { renderReleases } from './support/helm';
import { describeWith } from './support/needs';
import { recordedReleases, renderOwnReleases } from './support/recorded-releases';
import { comparable, deployedPod, misfits } from './support/release-checks';
import { releasePod } from './support/release-pod';

const whole = (['app-template', 'volsync'] as const).every((chart) => isWhole(chartFolder(chart)));

/** A release of the operator with resources of its own. */
function operatorOf(resources: Resources | undefined): Release {
  const objects = emitted((app) => new VolsyncOperator(app.chart('storage', 'volsync'), { resources }));
  return { of: JSON.stringify(resources), chart: 'volsync', release: only(objects, 'HelmRelease'), beside: [] };
}

function suite() {
  const releases = allReleases().map(filledIn);
  let rendered: ReturnType<typeof renderReleases>;
  let server: ApiServer;

  beforeAll(async () => {
    program('helm');
    rendered = renderReleases(releases);
    server = await startApiServer();
    await installCrds(server.client);
  }, 600_000);

  afterAll(() => server?.stop());

  test('make of our own releases what is on record', () => {
    expect(renderOwnReleases()).toEqual(recordedReleases());
  });

  test('make the pods that the tests run, with selectors and ports that fit our objects', () => {
    const wrong = releases.flatMap(({ of, release, chart, beside }, index) => {
      const objects = rendered[index] ?? [];
      if (chart === 'app-template') {
        expect([of, comparable(deployedPod(objects).spec)]).toEqual([of, comparable(releasePod(release))]);
        const { labels = {}, annotations = {} } = valuesOf(release).defaultPodOptions as Record<string, object>;
        expect(deployedPod(objects).metadata).toMatchObject({ labels, annotations });
      }
      return misfits(objects, beside).map((each) => `${of}: ${each}`);
    });
    expect(wrong).toEqual([]);
    counted('charts', 'releases rendered', releases.length);
  });

  test('leave no request of the operator above its limit', () => {
    const given: readonly (Resources | undefined)[] = [
      { limits: { memory: '32Mi' } },
      { requests: { memory: '2Gi' } },
      { requests: { cpu: '1500m' }, limits: { memory: '48M' } },
      { limits: { cpu: '50m' } },
      { requests: { cpu: '1' }, limits: { cpu: '1' } },
    ];
    const asked = given.map((resources) => operatorOf(resources));
    const operators = [...releases.filter(({ chart }) => chart === 'volsync'), ...asked];
    const resources = renderReleases(operators).flatMap((objects) =>
      deployedPod(objects).spec.containers.map((each) => each.resources as Required<Resources>),
    );
    expect(resources.length).toBe(operators.length);
    const above = resources.filter(({ requests, limits }) =>
      Object.entries(requests).some(([name, amount]) => isAbove(name, amount, limits[name])),
    );
    expect(above).toEqual([]);
    expect(resources.slice(-asked.length)).toEqual([
      { requests: { cpu: '100m' }, limits: { cpu: '1000m', memory: '32Mi' } },
      { requests: { cpu: '100m', memory: '2Gi' }, limits: { cpu: '1000m' } },
      { requests: { cpu: '1500m' }, limits: { memory: '48M' } },
      { requests: { memory: '64Mi' }, limits: { cpu: '50m', memory: '1Gi' } },
      { requests: { cpu: '1', memory: '64Mi' }, limits: { cpu: '1', memory: '1Gi' } },
    ]);
  });

  test('make objects that a real API server takes, unknown fields forbidden', async () => {
    const { client } = server;
    const refused: string[] = [];
    let count = 0;
    for (const [index, { of, release }] of releases.entries()) {
      // Each in a namespace of its own: several are called alike.
      const namespace = `release-${index}`;
      const objects = (rendered[index] ?? []).filter(({ kind }) => kind !== 'CustomResourceDefinition');
      await makeNamespaces(client, [{ ...release, metadata: { ...release.metadata, namespace } }]);
      for (const object of objects) {
        const { namespace: own, ...metadata } = object.metadata;
        const moved = own === undefined ? object : { ...object, metadata: { ...metadata, namespace } };
        count += 1;
        await client.apply(moved).catch((error: Error) => refused.push(`${of}: ${error.message}`));
      }
    }
    counted('charts', 'objects of releases applied', count);
    expect(refused).toEqual([]);
  }, 600_000);

  test('a null of ours reaches them through the API server', async () => {
    const { client } = server;
    const { release } = releases.find((each) => each.chart === 'volsync') ?? {};
    if (!release) throw new Error('there is no operator');
    const spec = release.spec as { values: object };
    const values = { ...spec.values, resources: { requests: { memory: '2Gi' }, limits: { memory: null } } };
    const object = { ...release, metadata: { ...release.metadata, name: 'nulls' }, spec: { ...spec, values } };
    await makeNamespaces(client, [object]);
    await client.apply(object);
    expect((await client.read(object))?.spec).toMatchObject({ values: { resources: values.resources } });
  });
}

if (whole) {
  describeWith(['helm', 'kustomize', 'kube-apiserver', 'etcd'], 'the charts themselves', suite);
} else {
  test('the charts are not here, and what they made is on record', () => {
    expect(recordedReleases().releases.length).toBe(2);
    process.stdout.write(
      'CHARTS_DIR names no whole charts: what they made of dist/ is on record, and nothing is rendered\n',
    );
  });
}
