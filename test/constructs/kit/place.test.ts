import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import * as library from '../../../src';
import { GitOpsApp, VolsyncApp } from '../../../src';
import { everything } from '../../support/clusters';
import { errorsOf } from '../../support/synth';

type AnyConstruct = new (scope: unknown, id: string, props: object) => Construct;

const constructs = Object.entries<unknown>({ ...library }).filter(
  (entry): entry is [string, AnyConstruct] =>
    typeof entry[1] === 'function' && entry[1].prototype instanceof Construct && !(entry[1].prototype instanceof App),
);

test('there are constructs', () => {
  expect(constructs.map(([name]) => name)).toEqual(expect.arrayContaining(['VolsyncApp', 'KopiaServer', 'NfsScaler']));
});

describe.each(constructs)('%s', (_, Made) => {
  test('is not made outside of a chart', () => {
    const inChart = 'make it in one, app.chart(namespace, name) or new Chart(app, name, { namespace })';
    for (const scope of [new App(), new Construct(new App(), 'games')]) {
      const path = [scope.node.path, 'x'].filter((each) => each !== '').join('/');
      expect(() => new Made(scope, 'x', {})).toThrow(
        new Error(`[${path}] scope: it is in no chart, so it would be in no file; ${inChart} (rule F3)`),
      );
    }
  });

  test('is not made where something of its name is', () => {
    const chart = new Chart(new App(), 'test');
    new Construct(chart, 'x');
    expect(() => new Made(chart, 'x', {})).toThrow(
      new Error(
        '[test/x] id: "x" is made here already, and one would overwrite the other; remove one of them, or give it another name (rule F3)',
      ),
    );
  });

  test('is not made of nothing', () => {
    for (const scope of [undefined, null, 'games', {}]) {
      expect(() => new Made(scope, 'x', {})).toThrow(/^\[x\] scope: .* is no place for a construct; give it a chart/);
    }
  });
});

test('the repairs work', () => {
  expect(
    errorsOf((app) => {
      const chart = app.chart('games', 'romm');
      new VolsyncApp(chart, { app: 'romm' });
      expect(() => new VolsyncApp(chart, { app: 'romm' })).toThrow('give it another name');
      new VolsyncApp(chart, { app: 'plex' });
      expect(() => new VolsyncApp(app, { app: 'n8n' })).toThrow('make it in one');
      new VolsyncApp(new Chart(app, 'n8n', { namespace: 'home' }), { app: 'n8n' });
    }, everything),
  ).toEqual([]);
});

test('an app has one chart of a name in a namespace, and as many as there are namespaces', () => {
  const app = new GitOpsApp({ cluster: everything });
  app.chart('games', 'romm');
  expect(app.chart('media', 'romm').node.path).toBe('media/romm');
  expect(() => app.chart('games', 'romm')).toThrow(
    new Error(
      '[games/romm] id: there is a chart "romm" in "games" already; make it once and keep it, or give one of them another name (rule F3)',
    ),
  );
});
