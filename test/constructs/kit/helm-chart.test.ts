import { type GitOpsApp, KopiaServer, VolsyncOperator } from '../../../src';
import { chartProblems } from '../../../src/constructs/kit/helm-chart';
import { versions } from '../../../src/versions';
import { lines } from '../../model/fixture';
import { everything } from '../../support/clusters';
import { errorsOf } from '../../support/synth';

const NO_CHART = 'is not a chart in a registry; write it without its tag, such as "oci://ghcr.io/example/chart"';

test('every chart that is pinned is one', () => {
  expect(Object.values(versions.charts).flatMap((each) => chartProblems('chart', each))).toEqual([]);
});

test.each([
  'oci://ghcr.io//app-template',
  'oci://ghcr.io',
  'oci://ghcr.io/',
  'oci:///app-template',
  'oci://ghcr.io/App-Template',
  'oci://ghcr.io/app template',
  'https://ghcr.io/app-template',
  'OCI://ghcr.io/app-template',
  'ghcr.io/app-template',
  'oci://oci://ghcr.io/app-template',
  'oci://ghcr.io/app-template:5.0.0',
  'oci://user@ghcr.io/app-template',
  '',
  undefined,
  ['oci://ghcr.io/app-template'],
])('%j is at no place', (url) => {
  expect(lines(chartProblems('chart', { url: url as string, tag: '5.1.0' }))).toEqual([
    `chart.url: ${JSON.stringify(url)} ${NO_CHART}`,
  ]);
});

test.each(['oci://ghcr.io/x', 'oci://registry.internal:5000/a/b', 'oci://localhost:5000/x'])('%s is one', (url) => {
  expect(chartProblems('chart', { url, tag: '5.1.0' })).toEqual([]);
});

test('whoever installs a chart looks at it in the same way', () => {
  const charts = ['oci://ghcr.io//x', 'oci://ghcr.io/x'].flatMap((url) =>
    ['5.1.0', '5. not a tag', '5.1.0@sha256:abc', '', '^5.0.0'].map((tag) => ({ url, tag })),
  );
  for (const chart of charts) {
    const builds = [
      (app: GitOpsApp) => new KopiaServer(app.chart('s', 'x'), 'x', { repository: everything.repositories.nas, chart }),
      (app: GitOpsApp) => new VolsyncOperator(app.chart('s', 'x'), 'x', { chart }),
    ];
    const expected = lines(chartProblems('chart', chart)).map((line) => `[s/x/x] ${line}`);
    expect(builds.map((build) => errorsOf(build, everything))).toEqual([expected, expected]);
  }
});
