import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { destination, KopiaMaintenance, NfsInjectionPolicy, type Retention, VolsyncApp } from '../../src';
import { type Snapshot as Filed, keptBy } from '../../src/model/plan/kept-snapshots';
import { completeRetention } from '../../src/model/plan/retention';
import type { Manifest } from '../support/manifest-tree';
import {
  type BackupSite,
  distributed,
  emitted,
  nas,
  nodeOf,
  only,
  podFrom,
  startBackupSite,
} from './support/backup-site';
import { counted } from './support/counts';
import { backupPod, listPod, openingOf } from './support/mover';
import { runPod } from './support/pod';
import { type Container, containersOf, inTurn } from './support/pod-spec';
import { anyRetention, type RetentionCase, retentionsOf } from './support/retention-cases';
import { describeSite } from './support/site-needs';
import { initializeNas } from './support/small-repository';
import { fileSnapshots, runsOf } from './support/timelapse';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** In the middle of a year, so that the end of one comes in every long simulation. */
const BEGIN = Date.UTC(2026, 6, 1);
const FOURTEEN_MONTHS = 426;
/** What is left is listed after so many backups, where each is a run of Kopia. */
const LISTED = 6;

jest.setTimeout(900_000);

function retentionSuite(): void {
  let site: BackupSite;
  const counts = { filed: 0, byRuns: 0, compared: 0 };

  beforeAll(async () => {
    site = await startBackupSite();
    mkdirSync(join(site.scratch, 'data'));
    writeFileSync(join(site.scratch, 'data/file'), 'contents');
    await initializeNas(site);
  });

  afterAll(async () => {
    counted('retention', 'snapshots at simulated times', counts.filed);
    counted('retention', 'of them, each by a run of Kopia', counts.byRuns);
    counted('retention', 'what was left, compared with what the docs say', counts.compared);
    await site?.stop();
  });

  /** Everything that is emitted where an app keeps so much on the NAS. */
  function emit(app: string, { cron, retention }: RetentionCase): Manifest[] {
    return emitted((all) => {
      new NfsInjectionPolicy(all.chart('storage', 'policy'), { repository: nas });
      new KopiaMaintenance(all.chart('storage', 'maintenance'), { repository: nas });
      new VolsyncApp(all.chart('games', app), { app, destinations: [destination(nas, { schedule: cron, retention })] });
    });
  }

  /** Backs up as VolSync does, at times that are made up; what is left is listed after every so many of them. */
  async function backUp(objects: readonly Manifest[], times: readonly number[], listed = 1): Promise<number[][]> {
    const source = only(objects, 'ReplicationSource');
    const node = nodeOf(site, objects);
    const secret = node.secrets.get(`games/${source.metadata.name}-volsync-secret`) ?? {};
    const spec = backupPod(source, secret);
    const [list] = listPod(only(objects, 'ReplicationDestination'), secret).containers as [Container];
    const [snapshot, retention] = containersOf(spec).slice(-2) as [Container, Container];
    const steps = times.flatMap((time, index): Container[] => {
      const start = new Date(time).toISOString().replace('T', ' ').replace('.000Z', ' UTC');
      return [
        { ...snapshot, name: `snapshot-${index}`, args: [...(snapshot.args ?? []), `--start-time=${start}`] },
        // It is the same every time, and what it has set stays.
        ...(index === 0 ? [retention] : []),
        ...((index + 1) % listed === 0 ? [{ ...list, name: `list-${index}` }] : []),
      ];
    });
    const pod = podFrom(site, source, inTurn(spec, [...openingOf(spec), ...steps]));
    const claims = { [source.metadata.name]: join(site.scratch, 'data') };
    const { phase, message, logs } = await runPod(pod, { ...node, claims });
    if (phase !== 'Succeeded') throw new Error(message);
    counts.byRuns += times.length;
    counts.filed += times.length;
    return Object.entries(logs)
      .filter(([name]) => name.startsWith('list-'))
      .map(([, text]) => (JSON.parse(text) as { startTime: string }[]).map(({ startTime }) => Date.parse(startTime)));
  }

  /** What is left after each of some snapshots, of which only the first is a run of Kopia. */
  async function simulate(app: string, each: RetentionCase, [first, ...others]: readonly Filed[]): Promise<number[][]> {
    const left = await backUp(emit(app, each), [first?.start ?? BEGIN]);
    counts.filed += others.length;
    return [...left, ...fileSnapshots(site, `${app}@games:/data`, others)];
  }

  /** Where what Kopia left differs from what the docs say. @param listed after how many snapshots it is known */
  function differences(retention: Required<Retention>, filed: readonly Filed[], left: readonly number[][], listed = 1) {
    expect(left).toHaveLength(Math.floor(filed.length / listed));
    let kept: readonly Filed[] = [];
    return filed.flatMap((each, index) => {
      kept = [...keptBy(retention, [...kept, each])];
      if ((index + 1) % listed !== 0) return [];
      counts.compared += 1;
      return differenceAt(each.start, kept, left[(index + 1) / listed - 1] ?? []);
    });
  }

  test('of every plan in dist/ is what it says, at its pace, for fourteen months', async () => {
    const cases = retentionsOf(distributed('.'));
    expect(new Set(cases.map(({ cron }) => cron.replace(/^\d+/, 'm')))).toEqual(
      new Set(['m */6 * * *', 'm * * * *', 'm 0 * * *']),
    );
    for (const [index, each] of cases.entries()) {
      const filed = complete(runsOf(each.cron, BEGIN, FOURTEEN_MONTHS));
      const left = await simulate(`plan-${index}`, each, filed);
      expect(differences(each.retention, filed, left)).toEqual([]);
    }
  });

  test('of any kind is what it says, with backups missed and weeks without any', async () => {
    for (const [index, each] of fc.sample(anyRetention, { seed: 4, numRuns: 20 }).entries()) {
      const days = each.cron === '7 4 * * *' ? 500 : 45;
      const begin = BEGIN + each.beginDay * DAY;
      const runs = runsOf(each.cron, begin, days);
      const filed = complete(runs.filter((time, run) => !each.missed(run, Math.floor((time - begin) / DAY))));
      const left = await simulate(`any-${index}`, each, filed);
      expect(differences(each.retention, filed, left)).toEqual([]);
    }
  });

  test.each<[app: string, retention: Retention, cron: string, days: number]>([
    ['daily', { daily: 14, weekly: 4, monthly: 3, latest: 3 }, '5 4 * * *', 120],
    ['hourly', { hourly: 24, daily: 7, weekly: 4, monthly: 3, latest: 4 }, '10 * * * *', 3],
  ])('is the same where each backup is a run of Kopia: %s', async (app, retention, cron, days) => {
    const each = { retention: completeRetention(retention), cron };
    const runs = runsOf(cron, Date.UTC(2026, 9, 1), days);
    const left = await backUp(emit(app, each), runs, LISTED);
    expect(differences(each.retention, complete(runs), left, LISTED)).toEqual([]);
  });

  test('movers that run at once lose nothing, and what one brings back does not stay', async () => {
    const each = { retention: completeRetention({ hourly: 6, daily: 2 }), cron: '0 * * * *' };
    const sides = ['one', 'other'].map((app) => emit(app, each));
    const runs = runsOf(each.cron, BEGIN, 2);
    const [at, alone] = [runs.slice(0, -1), runs.slice(-1)];
    const left = await Promise.all(sides.map((objects) => backUp(objects, at)));
    for (const [side, objects] of sides.entries()) {
      const found = differences(each.retention, complete(runs), [
        ...(left[side] ?? []),
        ...(await backUp(objects, alone)),
      ]);
      expect(found.flatMap(({ lost }) => lost)).toEqual([]);
      expect(mostOften(found.flatMap(({ tooMany }) => tooMany))).toBeLessThanOrEqual(2);
      expect(found.map(({ after }) => after)).not.toContain(timeOf(alone[0] ?? 0));
    }
  });

  describe('as docs/concepts.md says', () => {
    const keeping = (retention: Retention): RetentionCase => ({
      retention: completeRetention(retention),
      cron: '0 4 * * *',
    });
    const newestFirst = (left: readonly number[] | undefined) => [...(left ?? [])].sort((a, b) => b - a).map(timeOf);

    test('both limits count back from the newest snapshot', async () => {
      const afterDays = Date.UTC(2026, 6, 28, 4);
      const runs = [...runsOf('0 4 * * *', BEGIN, 20), afterDays];
      const left = await simulate('gap', keeping({ daily: 7 }), complete(runs));
      expect(left.at(-2)).toHaveLength(7);
      expect(newestFirst(left.at(-1))).toEqual([timeOf(afterDays)]);
    });

    test('a date that a month does not have is so many days into the next', async () => {
      const filed = complete([
        ...runsOf('0 4 * * *', Date.UTC(2027, 1, 28), 1),
        ...runsOf('0 4 * * *', Date.UTC(2027, 4, 28), 2),
      ]);
      const left = await simulate('dates', keeping({ monthly: 3 }), filed);
      expect(left.map((each) => each.length)).toEqual([1, 2, 1]);
    });

    test('a key that is finer than the schedule keeps one snapshot, and latest keeps four', async () => {
      const filed = complete(runsOf('0 */6 * * *', BEGIN, 20));
      expect((await simulate('finer', keeping({ hourly: 4 }), filed)).at(-1)).toHaveLength(1);
      expect((await simulate('latest', keeping({ latest: 4 }), filed)).at(-1)).toHaveLength(4);
    });

    test('a changed retention works from the second backup on', async () => {
      const runs = runsOf('0 4 * * *', BEGIN, 12);
      const before = await backUp(emit('changed', keeping({ daily: 9 })), runs.slice(0, 10), 10);
      expect(before.at(-1)).toHaveLength(9);
      const shorter = emit('changed', keeping({ daily: 2 }));
      expect((await backUp(shorter, runs.slice(10, 11))).at(-1)).toHaveLength(9);
      expect((await backUp(shorter, runs.slice(11))).at(-1)).toHaveLength(2);
    });

    test('incomplete snapshots push no complete one out, and go when a complete one follows', async () => {
      const each = keeping({ daily: 3 });
      const days = complete(runsOf('0 4 * * *', BEGIN, 3));
      const cut = runsOf('30 * * * *', BEGIN + 3 * DAY, 1).map((start) => ({ start, complete: false }));
      const ended = complete([BEGIN + 4 * DAY + 4 * HOUR]);
      const filed = [...days, ...cut, ...ended];
      const left = await simulate('cut', each, filed);
      expect(differences(each.retention, filed, left)).toEqual([]);
      expect(left.at(-2)).toHaveLength(days.length + 4);
      expect(newestFirst(left.at(-1))).toEqual(
        [...ended, ...days.slice(1).reverse()].map(({ start }) => timeOf(start)),
      );
    });

    test('a clock that was a year ahead leaves the latest, and what keys that reach back a year keep', async () => {
      const runs = runsOf('0 4 * * *', BEGIN, 60);
      const [today = 0] = runs.slice(-1);
      const ahead = today + 365 * DAY;
      const filed = complete([...runs.slice(0, -1), ahead, today]);
      const days = await simulate('ahead', keeping({ daily: 14, weekly: 4 }), filed);
      expect(newestFirst(days.at(-1))).toEqual([timeOf(ahead)]);
      const more = await simulate('ahead-latest', keeping({ daily: 14, monthly: 13, latest: 3 }), filed);
      expect(newestFirst(more.at(-1))).toEqual([ahead, today, today - DAY, Date.UTC(2026, 6, 31, 4)].map(timeOf));
    });

    test('beside months the first week of January goes when it ends, and one more in February', async () => {
      const runs = runsOf('0 4 * * *', Date.UTC(2026, 10, 1), 110);
      const leftAt = async (app: string, retention: Retention, ...days: readonly string[]) => {
        const left = await simulate(app, keeping(retention), complete(runs));
        return days.map((day) =>
          newestFirst(left[runs.indexOf(Date.parse(`${day}T04:00Z`))]).map((each) => each.slice(5, 10)),
        );
      };
      expect(await leftAt('weeks', { weekly: 4 }, '2027-01-10', '2027-01-11', '2027-02-01', '2027-02-08')).toEqual([
        ['01-10', '01-03', '12-27', '12-20'],
        ['01-11', '01-10', '01-03', '12-27'],
        ['02-01', '01-31', '01-24', '01-17'],
        ['02-08', '02-07', '01-31', '01-24'],
      ]);
      const beside = { weekly: 4, monthly: 1 };
      expect(await leftAt('beside', beside, '2027-01-10', '2027-01-11', '2027-02-01', '2027-02-08')).toEqual([
        ['01-10', '01-03', '12-27', '12-20', '12-13'],
        ['01-11', '01-03', '12-27', '12-20'],
        ['02-01', '01-31', '01-24'],
        ['02-08', '02-07', '01-31', '01-24'],
      ]);
    });
  });
}

describeSite('retention', retentionSuite, ['kopia-timelapse']);

function complete(times: readonly number[]): Filed[] {
  return times.map((start) => ({ start, complete: true }));
}

function timeOf(time: number): string {
  return new Date(time).toISOString();
}

function mostOften(values: readonly string[]): number {
  return Math.max(0, ...values.map((each) => values.filter((other) => other === each).length));
}

interface Difference {
  readonly after: string;
  readonly lost: readonly string[];
  readonly tooMany: readonly string[];
}

function differenceAt(time: number, kept: readonly Filed[], left: readonly number[]): Difference[] {
  const promised = kept.map(({ start }) => start);
  const lost = promised.filter((each) => !left.includes(each)).map(timeOf);
  const tooMany = left.filter((each) => !promised.includes(each)).map(timeOf);
  return lost.length + tooMany.length === 0 ? [] : [{ after: timeOf(time), lost, tooMany }];
}
