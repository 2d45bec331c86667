import { GitOpsApp, VolsyncApp } from '../../../src';
import { defineCluster } from '../../../src/engines/volsync/define-cluster';
import { renderTree } from '../../../src/gitops/render';
import { restoreName } from '../../../src/model/cluster/restore-name';
import { errorsOf } from '../../support/synth';
import { cluster, declaration } from '../fixture';

const named = (name: unknown) => defineCluster({ ...declaration, restore: { name: name as (app: string) => string } });

test('a restore is called as the engine has it, unless the cluster says otherwise', () => {
  expect(restoreName('romm', cluster)).toBe('romm-dst');
  expect(restoreName('romm', named(undefined))).toBe('romm-dst');
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
  ['nothing', () => undefined, 'undefined, which it makes of "romm", is not a Kubernetes name'],
  ['a text', 'romm-bootstrap', '"romm-bootstrap" is not a function'],
])('%s is refused', (_, name, text) => {
  expect(() => named(name)).toThrow(
    new Error(
      `The cluster is not declared right:\n  [cluster test] restore.name: ${text}; write one that makes a name of the app's, such as (app) => \`\${app}-bootstrap\` (rule F3)`,
    ),
  );
});

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
