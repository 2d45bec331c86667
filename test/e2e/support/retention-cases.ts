import fc from 'fast-check';
import type { Retention } from '../../../src';
import type { Manifest } from '../../support/manifest-tree';

/** What an app keeps, and at what pace it is backed up. */
export interface RetentionCase {
  readonly retention: Required<Retention>;
  readonly cron: string;
}

/** Every pair of a retention and a pace that objects have, whatever the minute. */
export function retentionsOf(objects: readonly Manifest[]): RetentionCase[] {
  const cases = objects
    .filter(({ kind }) => kind === 'ReplicationSource')
    .map(({ spec }): RetentionCase => {
      const { trigger, kopia } = spec as Readonly<{
        trigger: { schedule: string };
        kopia: { retain: Required<Retention> };
      }>;
      return { retention: kopia.retain, cron: trigger.schedule };
    });
  const pairs = cases.map((each): [string, RetentionCase] => [
    `${JSON.stringify(each.retention)} ${each.cron.replace(/^\d+/, '')}`,
    each,
  ]);
  return [...new Map(pairs).values()];
}

/** Often none, as in most retentions. */
function count(max: number) {
  return fc.oneof(fc.constant(0), fc.integer({ min: 1, max }));
}

/** Retentions of all sorts, at some pace, from some day on, and which runs nobody made. */
export const anyRetention = fc
  .record({
    retention: fc.record({
      hourly: count(48),
      daily: count(14),
      weekly: count(8),
      monthly: count(12),
      yearly: count(3),
      latest: count(10),
    }),
    cron: fc.constantFrom('7 * * * *', '20,50 */2 * * *', '34 */6 * * *', '7 4 * * *'),
    beginDay: fc.integer({ min: 0, max: 1000 }),
    missedEvery: fc.integer({ min: 2, max: 9 }),
    daysWithout: fc.integer({ min: 2, max: 21 }),
  })
  .filter(({ retention }) => Object.values(retention).some((each) => each > 0))
  .map(({ missedEvery, daysWithout, ...each }) => ({
    ...each,
    missed: (run: number, day: number) => run % missedEvery === 1 || (day >= 15 && day < 15 + daysWithout),
  }));
