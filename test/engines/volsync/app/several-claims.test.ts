import {
  GitOpsApp as App,
  acceptWarning,
  daily,
  destination,
  type GitOpsApp,
  VolsyncApp,
  type VolsyncAppProps,
} from '../../../../src';
import { everything } from '../../../support/clusters';
import { appWarningsOf, errorsOf } from '../../../support/synth';

const { nas, attic } = everything.repositories;
const into = (repository: typeof nas | typeof attic) => [
  destination(repository, { schedule: daily, retention: { daily: 7 } }),
];

/** Apps of one namespace, each in a chart of its own. */
const apart =
  (...apps: VolsyncAppProps[]) =>
  (app: GitOpsApp) => {
    for (const [index, props] of apps.entries()) {
      new VolsyncApp(app.chart('games', `chart-${index}`), props);
    }
  };

const suggested = /such as app: "([^"]+)"/;

test('a further claim under a name of its own has objects and an identity of its own', () => {
  expect(
    errorsOf(
      apart({ app: 'romm' }, { app: 'romm-config' }, { app: 'romm-set', existingClaim: 'data-romm-0' }),
      everything,
    ),
  ).toEqual([]);
});

test.each<[what: string, first: VolsyncAppProps, second: VolsyncAppProps]>([
  ['another claim', { app: 'romm' }, { app: 'romm', claim: 'library' }],
  ['a claim that exists', { app: 'romm' }, { app: 'romm', existingClaim: 'data-romm-0' }],
  ['no claim', { app: 'tt.rss', claim: 'a' }, { app: 'tt.rss' }],
  ['a long name', { app: 'n'.repeat(46), claim: 'a' }, { app: 'n'.repeat(46), claim: 'b' }],
])('an app of the same name with %s is told a name that will do', (_, first, second) => {
  const [line, ...others] = errorsOf(apart(first, second), everything);
  expect(others).toEqual([]);
  expect(line).toContain('is the identity of [games/chart-0/volsync-');
  const [, name] = suggested.exec(`${line}`) ?? [];
  expect(errorsOf(apart(first, { ...second, app: `${name}` }), everything)).toEqual([]);
});

test("the name that is suggested is nobody else's", () => {
  const apps = [{ app: 'romm' }, { app: 'romm-config' }, { app: 'romm', claim: 'romm-config' }];
  const [line] = errorsOf(apart(...apps), everything);
  expect(line).toContain('such as app: "romm-config-2", or remove one of them; what gets another name begins');
});

test('in one chart it is told at the line where it is made', () => {
  const twice = (second: VolsyncAppProps) => (app: GitOpsApp) => {
    const chart = app.chart('games', 'romm');
    new VolsyncApp(chart, { app: 'romm' });
    new VolsyncApp(chart, second);
  };
  expect(() => errorsOf(twice({ app: 'romm', claim: 'library' }), everything)).toThrow(
    new Error(
      '[games/romm/volsync-romm] id: "volsync-romm" is made here already, and one would overwrite the other; remove one of them, or give it another name: a second claim of the app is protected under one of its own, such as app: "romm-library" (rule F3)',
    ),
  );
  expect(errorsOf(twice({ app: 'romm-library', claim: 'library' }), everything)).toEqual([]);
});

test('a claim that two apps name is told, and both repairs are good', () => {
  const line =
    '[games/chart-1/volsync-romm-config] existingClaim: "romm" in namespace "games" is backed up into "nas" by [games/chart-0/volsync-romm] already: one claim would have two histories there, and the one that was meant perhaps none; name another claim, or remove one of them (rule I3)';
  expect(errorsOf(apart({ app: 'romm' }, { app: 'romm-config', existingClaim: 'romm' }), everything)).toEqual([line]);
  expect(errorsOf(apart({ app: 'romm' }, { app: 'romm-config', existingClaim: 'romm-config' }), everything)).toEqual(
    [],
  );
  expect(errorsOf(apart({ app: 'romm' }), everything)).toEqual([]);
});

test('one claim in two repositories by two apps is a warning, and one app with two destinations is none', () => {
  const warned = (...apps: VolsyncAppProps[]) => {
    const app = new App({ cluster: everything });
    apart(...apps)(app);
    return { app, lines: () => appWarningsOf(app, everything) };
  };
  const two = warned(
    { app: 'romm', destinations: into(nas) },
    { app: 'romm-far', existingClaim: 'romm', destinations: into(attic) },
  );
  expect(two.lines()).toEqual([
    '[games/chart-1/volsync-romm-far] existingClaim: "romm" in namespace "games" is backed up by [games/chart-0/volsync-romm] as well, there into "nas" and here into "attic"; name another claim, or make one app of the two, with both repositories among its destinations (rule I3)',
  ]);
  expect(warned({ app: 'romm', destinations: [...into(nas), ...into(attic)] }).lines()).toEqual([]);
  acceptWarning(two.app, 'I3', 'the second repository is read by another team');
  expect(two.lines()).toEqual([]);
});
