import { selectors } from '../../../src/model/alerts/selector';

const labels = { name: 'obj_name', namespace: 'obj_namespace' };

test('one selector per namespace, so that a name is only looked for where it was declared', () => {
  const objects = [
    { namespace: 'media', name: 'plex' },
    { namespace: 'games', name: 'romm' },
    { namespace: 'games', name: 'pelican' },
  ];
  expect(selectors(objects, { ...labels, also: 'role="source"' })).toEqual([
    '{role="source",obj_namespace="games",obj_name=~"pelican|romm"}',
    '{role="source",obj_namespace="media",obj_name="plex"}',
  ]);
});

test('a dot in a name is no regular expression', () => {
  const objects = ['a.b', 'c'].map((name) => ({ namespace: 'games', name }));
  expect(selectors(objects, labels)).toEqual(['{obj_namespace="games",obj_name=~"a[.]b|c"}']);
  expect(selectors(objects.slice(0, 1), labels)).toEqual(['{obj_namespace="games",obj_name="a.b"}']);
});

test('names that have the same around them share it', () => {
  const affixes = { before: 'kopia-maint-', after: '-[0-9a-f]{16}' };
  const objects = [
    { namespace: 'storage', name: 'nas', affixes },
    { namespace: 'storage', name: 'b2', affixes },
    { namespace: 'storage', name: 'mine' },
    { namespace: 'games', name: 'romm-b2', affixes },
  ];
  expect(selectors(objects, { name: 'cronjob', namespace: 'namespace' })).toEqual([
    '{namespace="games",cronjob=~"kopia-maint-romm-b2-[0-9a-f]{16}"}',
    '{namespace="storage",cronjob=~"mine|kopia-maint-(b2|nas)-[0-9a-f]{16}"}',
  ]);
});

test('of nothing there is no selector', () => {
  expect(selectors([], labels)).toEqual([]);
});
