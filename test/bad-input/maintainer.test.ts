import type { Chart } from 'cdk8s';
import {
  daily,
  destination,
  type GitOpsApp,
  KopiaMaintenance,
  KopiaMaintenanceCronJob,
  NfsInjectionPolicy,
  type Repository,
  VolsyncApp,
} from '../../src';
import { platform } from '../support/platform-cluster';
import { errorsOf } from '../support/synth';

type Maintain = (scope: Chart, props: { readonly repository: Repository }) => unknown;
const byVolsync: Maintain = (scope, props) => new KopiaMaintenance(scope, props);
const byCronJob: Maintain = (scope, props) => new KopiaMaintenanceCronJob(scope, props);

test.each<[name: keyof typeof platform.repositories, named: string, maintain: Maintain]>([
  ['nas', 'KopiaMaintenance', byVolsync],
  ['share', 'KopiaMaintenance', byVolsync],
  ['door', 'KopiaMaintenance', byVolsync],
  ['box', 'KopiaMaintenanceCronJob', byCronJob],
])('M1: of %s, which is not maintained, %s is recommended, and that mends it', (name, named, maintain) => {
  const repository = platform.repositories[name];
  const build = (app: GitOpsApp) => {
    new NfsInjectionPolicy(app.chart('storage', 'policy'), { repository: platform.repositories.nas });
    new VolsyncApp(app.chart('games', 'romm'), {
      app: 'romm',
      destinations: [destination(repository, { schedule: daily, retention: { daily: 7 } })],
    });
  };
  expect(errorsOf(build, platform)).toEqual([
    `[games/romm/volsync-romm] repository: "${name}" has no maintainer, so it only ever grows; add new ${named}(chart, { repository }), or declare maintainedElsewhere: true (rule M1)`,
  ]);
  const mended = (app: GitOpsApp) => {
    build(app);
    maintain(app.chart('storage', 'upkeep'), { repository });
  };
  expect(errorsOf(mended, platform)).toEqual([]);
});
