import { GitOpsApp, VolsyncApp } from '../../../src';
import { defineCluster } from '../../../src/engines/volsync/define-cluster';
import { renderTree } from '../../../src/gitops/render';
import { restoreName, restoreNameProblems } from '../../../src/model/cluster/restore-name';
import { errorsOf } from '../../support/synth';
import { cluster, declaration, lines } from '../fixture';

const named = (name: unknown) => defineCluster({ ...declaration, restore: { name: name as (app: string) => string } });

test('a restore is called as the engine has it, unless the cluster says otherwise', () => {
  expect(restoreName('romm', cluster)).toBe('romm-dst');
  expect(
    restoreName(
      'romm',
      named((app: string) => `${app}-bootstrap`),
    ),
  ).toBe('romm-bootstrap');
  expect(
    restoreName(
      'romm',
      named((app: string) => app),
    ),
  ).toBe('romm');
});

test('the claim is filled from the restore of that name', () => {
  const home = named((app: string) => `${app}-bootstrap`);
  const elsewhere = { ...home.repositories.nas, injectedElsewhere: true, maintainedElsewhere: true };
  const other = defineCluster({
    ...declaration,
    restore: { name: (app: string) => `${app}-bootstrap` },
    repositories: { ...declaration.repositories, nas: elsewhere },
  });
  const app = new GitOpsApp({ cluster: other });
  new VolsyncApp(app.chart('games', 'romm'), { app: 'romm', plan: other.plans.local });
  const text = renderTree(app, other).files.get('games/romm/romm.k8s.yaml') ?? '';
  expect(text.match(/name: romm-bootstrap$/gm)).toHaveLength(2);
  expect(text).not.toContain('romm-dst');
});

test.each<[what: string, name: unknown, text: string]>([
  [
    'one name for all',
    () => 'bootstrap',
    '"bootstrap" is what it makes of every app, and each restore has a name of its own',
  ],
  ['what is no name', (app: string) => `${app}_dst`, '"romm_dst", which it makes of "romm", is not a Kubernetes name'],
  ['a text', 'romm-bootstrap', '"romm-bootstrap" is not a function'],
])('%s is refused', (_, name, text) => {
  expect(() => named(name)).toThrow(
    new Error(
      `The cluster is not declared right:\n  [cluster test] restore.name: ${text}; write one that makes a name of the app's, such as (app) => \`\${app}-bootstrap\` (rule F3)`,
    ),
  );
});

const RESTORES: Readonly<Record<string, string>> = { zed: 'zed-before', ['a'.repeat(40)]: 'short' };

test.each<[what: string, name: (app: string) => unknown, app: string, said: string | undefined]>([
  ['a table that has it', (app) => RESTORES[app], 'zed', undefined],
  ['a short name for a long one', (app) => RESTORES[app], 'a'.repeat(40), undefined],
  [
    'a table that lacks it',
    (app) => RESTORES[app],
    'plex',
    'undefined, which it makes of "plex", is not a Kubernetes name',
  ],
  [
    'one that takes two for an example',
    (app) => (/romm|plex/.test(app) ? `${app}-r` : app.toUpperCase()),
    'zed',
    '"ZED", which it makes of "zed", is not a Kubernetes name',
  ],
  [
    'one that gives no text',
    (app) => (/romm|plex/.test(app) ? `${app}-r` : 5),
    'zed',
    '5, which it makes of "zed", is not a Kubernetes name',
  ],
  ['one that throws', (app) => fail(`no ${app}`), 'zed', 'it throws "no zed" for "zed"'],
  ['one that throws for what is no app', (app) => (app === '' ? fail('no app') : `${app}-r`), 'zed', undefined],
  [
    'what no restore can be called',
    (app) => (/romm|plex/.test(app) ? app : 'b'.repeat(51)),
    'zed',
    `"${'b'.repeat(51)}", which it makes of "zed", has 51 characters, and at most 50 fit`,
  ],
])('the name of each restore is looked at: %s', (_, name, app, said) => {
  const home = named(name);
  const found = errorsOf((made) => new VolsyncApp(made.chart('games', 'x'), { app }), home).filter((line) =>
    line.includes('restore.name'),
  );
  const repair = `${app}-dst`;
  expect(found).toEqual(
    said === undefined
      ? []
      : [
          `[games/x/volsync-${app}] cluster.restore.name: ${said}; make a name of this app's as well, such as "${repair}" (rule F3)`,
        ],
  );
  expect(
    restoreNameProblems(
      app,
      named((each: string) => (each === app ? repair : name(each))),
    ),
  ).toEqual([]);
});

test('where nothing is restored there is nothing to be called', () => {
  const home = named((app: string) => RESTORES[app]);
  const found = errorsOf((made) => {
    new VolsyncApp(made.chart('games', 'x'), { app: 'plex', restore: false });
    new VolsyncApp(made.chart('games', 'y'), { app: 'sonarr', existingClaim: 'sonarr' });
  }, home);
  expect(found.filter((line) => line.includes('restore.name'))).toEqual([]);
  expect(lines(restoreNameProblems('plex', home))).toHaveLength(1);
});

function fail(message: string): never {
  throw new Error(message);
}

test('an app whose name leaves no room for what is appended is told how long it may be', () => {
  const home = named((app: string) => `${app}-bootstrap`);
  const found = (length: number) =>
    errorsOf((app) => new VolsyncApp(app.chart('games', 'x'), { app: 'a'.repeat(length) }), home).filter((line) =>
      line.includes('shorten it'),
    );
  expect(found(40)).toEqual([]);
  expect(found(41)).toEqual([
    `[games/x/volsync-${'a'.repeat(41)}] app: "${'a'.repeat(41)}" has 41 characters; at most 40 fit; shorten it (rule I2)`,
  ]);
});
