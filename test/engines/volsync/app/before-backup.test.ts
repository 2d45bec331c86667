import { VolsyncApp, type VolsyncAppProps } from '../../../../src';
import { everything } from '../../../support/clusters';
import { errorsOf, find, objectsOf } from '../../../support/synth';

const TRIGGER = 'volsync.backube/use-copy-trigger';

const claimOf = (props: Partial<VolsyncAppProps>) =>
  find(
    objectsOf((chart) => new VolsyncApp(chart, { app: 'romm', ...props }), everything),
    'PersistentVolumeClaim',
    'romm',
  );

const problems = (props: VolsyncAppProps) =>
  errorsOf((app) => new VolsyncApp(app.chart('games', 'romm'), props), everything);

test('a backup waits for nothing unless somebody says so: VolSync looks for the annotation, not at its value', () => {
  expect(claimOf({}).metadata.annotations).toEqual({ 'kustomize.toolkit.fluxcd.io/prune': 'disabled' });
  expect(claimOf({ beforeBackup: undefined }).metadata.annotations).not.toHaveProperty([TRIGGER]);
});

test('a copy trigger is an annotation of the claim, and changes nothing else', () => {
  const { metadata, spec } = claimOf({ beforeBackup: 'copy-trigger' });
  expect(metadata.annotations).toEqual({ 'kustomize.toolkit.fluxcd.io/prune': 'disabled', [TRIGGER]: 'true' });
  expect(spec).toEqual(claimOf({}).spec);
});

test.each(['Snapshot', 'Clone'] as const)('a copy by %s can be waited for', (copyMethod) => {
  expect(problems({ app: 'romm', copyMethod, beforeBackup: 'copy-trigger' })).toEqual([]);
});

test('the repairs are good: another copy method, and no trigger for a claim that exists', () => {
  expect(problems({ app: 'romm', copyMethod: 'Direct', beforeBackup: 'copy-trigger' })).toHaveLength(1);
  expect(problems({ app: 'romm', copyMethod: 'Direct' })).toEqual([]);
  expect(problems({ app: 'romm', existingClaim: 'data-0', beforeBackup: 'copy-trigger' })).toHaveLength(1);
  expect(problems({ app: 'romm', existingClaim: 'data-0' })).toEqual([]);
});
