import type { Destination } from '../../../src/model/plan/plan';
import { destination, destinationsProblems, plan } from '../../../src/model/plan/plan';
import { daily, hourly } from '../../../src/model/schedule/schedule';
import { cluster, engine, lines } from '../fixture';

const { nas, b2 } = cluster.repositories;
const toNas = destination(nas, { schedule: hourly, retention: { daily: 7 } });
const toB2 = destination(b2, { schedule: '30 4 * * *', retention: { daily: 14 } });

test('a destination keeps what it says and nothing else', () => {
  expect(toB2.retention).toEqual({ hourly: 0, daily: 14, weekly: 0, monthly: 0, yearly: 0, latest: 0 });
  expect([toB2.repository, toB2.schedule.cron('any app')]).toEqual([b2, '30 4 * * *']);
});

test('a plan may be set to fixed minutes, one repository at a time, and stays what it was itself', () => {
  const standard = plan(toNas, destination(b2, { schedule: daily.hour(4), retention: { daily: 14 } }));
  const fixed = standard.at({ nas: 0, b2: 49 });
  const crons = (destinations: readonly Destination[]) => destinations.map(({ schedule }) => schedule.cron('seed'));
  expect(crons(fixed.destinations)).toEqual(['0 * * * *', '49 4 * * *']);
  expect(crons(standard.at({ nas: 7 }).destinations)).toEqual(['7 * * * *', crons(standard.destinations)[1]]);
  expect(crons(standard.destinations)[0]).toBe(hourly.cron('seed'));
});

test('a minute for a repository that is not in the plan does not compile, and is refused', () => {
  // @ts-expect-error
  expect(() => plan(toNas).at({ b2: 49 })).toThrow(
    new TypeError('plan.at: "b2" is no repository of this plan, so no minute would be fixed; name one of nas'),
  );
  expect(plan(toNas).at({ nas: 49 }).destinations[0]?.schedule.cron('')).toBe('49 * * * *');
});

test('a plan of different repositories has no problem', () => {
  expect(destinationsProblems('plans.standard', [toNas, toB2], engine.cron)).toEqual([]);
});

test.each<[what: string, destinations: unknown, messages: string[]]>([
  ['no destination', [], ['plan: there is no destination, so nothing would be backed up; name at least one']],
  [
    'one repository twice',
    [toNas, toB2, toNas],
    ['plan: "nas" is named twice, and both would write one history; name each repository once (rule I2)'],
  ],
  [
    'a wrong schedule and a wrong retention',
    [toB2, destination(nas, { schedule: '0 25 * * *', retention: {} })],
    [
      'plan.nas.schedule: "0 25 * * *" has hour 25; hour goes from 0 to 23 (rule C1)',
      'plan.nas.retention: every key is 0, which Kopia reads as "keep everything for ever"; set at least one key above 0 (rule R1)',
    ],
  ],
  [
    "Kopia's name of a key",
    [destination(nas, { schedule: hourly, retention: { latest: 1, ...{ annual: 3 } } })],
    [
      'plan.nas.retention: "annual" is not a retention key; use hourly, daily, weekly, monthly, yearly, latest (rule R1)',
    ],
  ],
  [
    'no schedule and no retention',
    [destination(nas, {} as never)],
    [
      'plan.nas.schedule: "undefined" does not have five fields with one blank between; write "minute hour day month weekday" (rule C1)',
      'plan.nas.retention: every key is 0, which Kopia reads as "keep everything for ever"; set at least one key above 0 (rule R1)',
    ],
  ],
  ...[
    undefined,
    null,
    'nas',
    [undefined],
    [nas],
    [{ repository: nas, schedule: '0 * * * *', retention: { daily: 7 } }],
    [{ repository: nas, schedule: hourly }],
    [{ repository: nas, schedule: hourly, retention: 7 }],
    Object.assign([], { 1: toNas }),
    [{ repository: 'nas', schedule: hourly }],
    [{ repository: { name: 'nas' }, schedule: hourly }],
  ].map((value): [string, unknown, string[]] => [
    'something that is no list of destinations',
    value,
    ['plan: is not a list of destinations; write [destination(repository, { schedule, retention })]'],
  ]),
])('%s is refused', (_, destinations, messages) => {
  expect(lines(destinationsProblems('plan', destinations as Destination[], engine.cron))).toEqual(messages);
});

test.each([undefined, null, 'nas', 5, { name: 'nas' }, { type: 'nfs' }])(
  'a destination in %p is refused where it is written',
  (repository) => {
    expect(() => destination(repository as never, { schedule: hourly, retention: { daily: 7 } })).toThrow(
      new TypeError(
        `destination(${JSON.stringify(repository)}): not a repository of a cluster; name one as in plans: ({ nas }) => …`,
      ),
    );
  },
);
