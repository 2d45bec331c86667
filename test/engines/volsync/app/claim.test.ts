import { VolsyncApp, type VolsyncAppProps } from '../../../../src';
import { everything } from '../../../support/clusters';
import { errorsOf } from '../../../support/synth';

const errors = (props: VolsyncAppProps) =>
  errorsOf((app) => new VolsyncApp(app.chart('games', 'romm'), props), everything).filter((line) =>
    line.includes('a claim of its own'),
  );

test.each([
  'volsync-src-romm-cache',
  'volsync-dst-romm-dst-cache',
  'volsync-kopia-maintenance-nas-cache',
  'volsync-romm-src',
  'volsync-romm-dst-dest',
  'vs-prime-0c1f',
])('%s is a claim of VolSync itself, under whichever name the app has', (claim) => {
  const said = `claim: "${claim}" is what VolSync calls a claim of its own, which it empties and deletes; give it another name`;
  expect(errors({ app: 'romm', claim })).toEqual([`[games/romm/volsync-romm] ${said}`]);
  expect(errors({ app: claim })).toEqual([`[games/romm/volsync-${claim}] ${said}`]);
});

test.each<VolsyncAppProps>([
  { app: 'romm' },
  { app: 'romm', claim: 'romm-cache' },
  { app: 'romm', claim: 'volsync' },
  { app: 'romm', claim: 'volsync-data' },
  { app: 'romm', claim: 'my-volsync-src-romm-cache' },
  // What a restore has filled may be what an app goes on with.
  { app: 'romm', existingClaim: 'volsync-romm-dst-dest' },
])('%j is not', (props) => {
  expect(errors(props)).toEqual([]);
});
