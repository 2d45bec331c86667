import { pinnedCharts, recordedReleases } from '../e2e/support/recorded-releases';
import { comparable, deployedPod, misfits } from '../e2e/support/release-checks';
import { releasePod } from '../e2e/support/release-pod';
import type { Manifest } from '../support/manifest-tree';
import { ownReleases, valuesOf } from '../support/releases';

const { charts, releases } = recordedReleases();
const own = ownReleases();
const recorded = (name: string) => {
  const found = releases.find((each) => each.name === name);
  const declared = own.find(({ release: { metadata } }) => `${metadata.namespace}/${metadata.name}` === name);
  if (!found || !declared) throw new Error(`${name} is not on record`);
  return { objects: found.objects as Manifest[], declared };
};

test('the record is of the versions that are pinned: whoever moves one records anew', () => {
  const stamped = Object.entries(charts).map(([chart, { pinned }]) => [chart, pinned]);
  expect(Object.fromEntries(stamped)).toEqual(pinnedCharts());
  // VolSync's chart is the very one; of app-template the last that could be had whole.
  expect(charts.volsync.rendered).toBe(charts.volsync.pinned);
  expect(charts['app-template'].rendered).toMatch(/^[45]\.\d+\.\d+$/);
});

test('the record is of the values that are written now', () => {
  expect(releases.map(({ name, values }) => [name, values])).toEqual(
    own.map(({ release }) => [`${release.metadata.namespace}/${release.metadata.name}`, valuesOf(release)]),
  );
});

test('the pod of the server is the one that the end-to-end tests run', () => {
  const { objects, declared } = recorded('storage/kopia');
  expect(objects.map(({ kind }) => kind).sort()).toEqual(['ConfigMap', 'Deployment', 'HTTPRoute', 'Service']);
  expect(comparable(deployedPod(objects).spec)).toEqual(comparable(releasePod(declared.release)));
  expect(misfits(objects, declared.beside)).toEqual([]);
});

test('the operator and every mover have the image that is pinned, and metrics are open', () => {
  const { objects, declared } = recorded('storage/volsync');
  const { repository, tag } = valuesOf(declared.release).image as { repository: string; tag: string };
  const deployment = objects.find(({ kind }) => kind === 'Deployment') as unknown as {
    readonly labels: object;
    readonly containers: readonly { readonly image: string; readonly args: readonly string[] }[];
  };
  const [{ image, args } = { image: '', args: [] as readonly string[] }, ...others] = deployment.containers;
  expect(others).toEqual([]);
  expect(image).toBe(`${repository}:${tag}`);
  const images = args.flatMap((each) => /^--(.*)-container-image=(.*)$/.exec(each)?.slice(1, 3).join(' ') ?? []);
  expect(images).toEqual(
    ['kopia', 'rclone', 'restic', 'rsync', 'rsync-tls', 'syncthing'].map((mover) => `${mover} ${repository}:${tag}`),
  );
  expect(args).toContain('--metrics-require-rbac=false');
  // Ours reads them, and the chart's is taken out.
  expect(objects.map(({ kind }) => kind)).not.toContain('ServiceMonitor');
  expect(declared.beside.map(({ kind }) => kind)).toContain('ServiceMonitor');
});
