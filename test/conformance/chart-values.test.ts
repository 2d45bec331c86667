import { appTemplateJudge, chartFolder, volsyncJudge } from '../support/charts';
import { allReleases, ownReleases, valuesOf } from '../support/releases';

const judges = { 'app-template': appTemplateJudge(), volsync: volsyncJudge() };
const releases = allReleases();

test('the values of every release are such as its chart takes', () => {
  const count = (chart: string) => releases.filter((each) => each.chart === chart).length;
  expect([count('app-template'), count('volsync')]).toEqual([34, 33]);
  expect(
    releases.flatMap(({ of, chart, release }) => judges[chart](valuesOf(release)).map((error) => `${of}: ${error}`)),
  ).toEqual([]);
});

const own = (chart: string) => {
  const found = ownReleases().find((each) => each.chart === chart);
  if (!found) throw new Error(`dist/ has no release of ${chart}`);
  return valuesOf(found.release);
};

describe('and others are not', () => {
  const server = own('app-template') as Record<'service' | 'route', { kopia: Record<string, object> }>;
  const operator = own('volsync');

  test.each<[string, object, string]>([
    ['a key that the chart does not read', { persistance: {} }, '/ must NOT have additional properties'],
    ['a key in a key', { service: { kopia: { ...server.service.kopia, port: 1 } } }, '/service/kopia'],
    ['a volume of no kind', { persistence: { cache: { type: 'nfs', servr: 'x' } } }, '/persistence/cache'],
    ['a timeout at the wrong place', { route: { kopia: { ...server.route.kopia, timeouts: {} } } }, '/route/kopia'],
    [
      'a probe that is a text',
      { controllers: { kopia: { containers: { app: { probes: 'x' } } } } },
      '/controllers/kopia',
    ],
  ])('of app-template: %s', (_, wrong, error) => {
    expect(judges['app-template']({ ...server, ...wrong }).join('\n')).toContain(error);
  });

  test.each<[string, object, string]>([
    ['a key that the chart does not read', { manageCrds: true }, '/manageCrds is read by nothing'],
    ['a key in a key', { metrics: { disableAuth: true, enabled: true } }, '/metrics/enabled is read by nothing'],
    ['a mover that there is not', { 'rsync-ssh': { tag: 'x' } }, '/rsync-ssh is read by nothing'],
  ])('of VolSync: %s', (_, wrong, error) => {
    expect(judges.volsync({ ...operator, ...wrong })).toEqual([error]);
  });
});

test('the charts are named by their versions', () => {
  expect([chartFolder('app-template').version, chartFolder('volsync').version]).toEqual([
    expect.stringMatching(/^[45]\.\d+\.\d+$/),
    expect.stringMatching(/^\d+\.\d+\.\d+$/),
  ]);
});
