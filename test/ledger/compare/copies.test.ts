import { source } from '../support';
import { app, changesOf, codesOf } from './support';

const NAS = 'nfs://nas.internal/mnt/backups/';
const NONE = { hourly: 0, daily: 0, weekly: 0, monthly: 0, yearly: 0, latest: 0 };

const with_ = (kopia: object, spec: object = {}) =>
  app({ sources: [source({ ...kopia }, { ...spec })], restore: undefined });
const keeping = (retain: object) => with_({ retain: { ...NONE, ...retain } });
const by = (schedule: string) => with_({ retain: { ...NONE, latest: 5 } }, { trigger: { schedule } });

test('another identity begins an empty history', () => {
  expect(changesOf(with_({}), with_({ username: 'rom' }))).toEqual([
    [
      'identity-changed',
      `Claim games/romm was filed under romm@games:/data, and now is under rom@games:/data, which begins an empty history in ${NAS}.`,
      'File it under romm@games:/data as before: with formerly, or by the name of its source.',
    ],
  ]);
  expect(changesOf(with_({}), with_({ username: 'romm', hostname: 'games' }))).toEqual([]);
});

test('a history that shrinks, and one that grows', () => {
  const [more, less] = ['10 restore points, the oldest 9 days old', '4 restore points, the oldest 3 days old'];
  expect(changesOf(keeping({ daily: 10 }), keeping({ daily: 4 }))).toEqual([
    [
      'history-shrinks',
      `Claim games/romm had ${more}, in ${NAS}, and will have ${less}. The others go with the next backups, for good.`,
      'Keep as much as before, and back up as often.',
    ],
  ]);
  expect(changesOf(keeping({ daily: 4 }), keeping({ daily: 10 }))).toEqual([
    ['history-grows', `Claim games/romm had ${less}, in ${NAS}, and will have ${more}.`, ''],
  ]);
  expect(changesOf(keeping({ daily: 4 }), keeping({ latest: 4 }))).toEqual([]);
});

test('a history that is as long and does not reach back as far shrinks', () => {
  expect(codesOf(keeping({ weekly: 4 }), keeping({ daily: 4 }))).toEqual(['history-shrinks']);
  expect(codesOf(keeping({ weekly: 4 }), keeping({ daily: 40 }))).toEqual(['history-grows']);
});

test('what was kept for ever and is no longer', () => {
  expect(changesOf(keeping({}), keeping({ latest: 1 }))).toEqual([
    [
      'history-shrinks',
      `Claim games/romm had every backup for ever, in ${NAS}, and will have 1 restore point, the oldest 0 days old. The others go with the next backups, for good.`,
      'Keep as much as before, and back up as often.',
    ],
  ]);
  expect(codesOf(keeping({ latest: 1 }), keeping({}))).toEqual(['history-grows']);
});

test('a history that can no longer be told', () => {
  const after = with_({ retain: { daily: 7 }, policyConfig: { secretName: 'policy' } });
  expect(changesOf(keeping({ daily: 7 }), after)).toEqual([
    [
      'history-unclear',
      `Claim games/romm had 7 restore points, the oldest 6 days old, in ${NAS}; how much it will have cannot be told.`,
      'Say schedule and every key of the retention in the object itself.',
    ],
  ]);
});

test('backups that come less often, and more often', () => {
  expect(changesOf(by('0 */6 * * *'), by('0 4 * * *'))).toContainEqual([
    'rpo-worse',
    `Claim games/romm was backed up into ${NAS} every 6 hours at the latest, and will be every 1 day. That much more can be lost.`,
    'Back up as often as before.',
  ]);
  expect(changesOf(by('0 4 * * *'), by('5 */6 * * *'))).toContainEqual([
    'rpo-better',
    `Claim games/romm was backed up into ${NAS} every 1 day at the latest, and will be every 6 hours.`,
    '',
  ]);
  expect(changesOf(by('0 4 * * *'), by('30 17 * * *'))).toEqual([]);
});

test('backups of which nobody can tell when they come', () => {
  const after = with_({ retain: { ...NONE, latest: 5 } }, { trigger: { manual: 'now' } });
  expect(changesOf(by('30 */12 * * *'), after)).toContainEqual([
    'rpo-worse',
    `Claim games/romm was backed up into ${NAS} every 12 hours at the latest; how often it will be cannot be told.`,
    'Give the source a schedule, and nothing else that starts it.',
  ]);
});

test('backups that are held, and go on', () => {
  const held = with_({}, { paused: true });
  expect(changesOf(with_({}), held)).toEqual([
    [
      'backups-held',
      `Backups of claim games/romm into ${NAS} are held, and report success all the same.`,
      'Let them go on: leave out what pauses the source.',
    ],
  ]);
  expect(changesOf(held, with_({}))).toEqual([
    ['backups-resumed', `Backups of claim games/romm into ${NAS} go on.`, ''],
  ]);
  expect(changesOf(held, held)).toEqual([]);
});
