import { counted } from './support/counts';
import { type MoverRuns, recordedRuns, runMovers } from './support/mover-runs';
import { isMoverThere, pinnedFork } from './support/mover-script';
import { SAYINGS, type Told } from './support/mover-teller';
import { needsSshd } from './support/sftp-server';
import { describeSite } from './support/site-needs';

const { connected, created, empty, nothing, restored, failed, unbound, maintained } = SAYINGS;

/** Where the script is not here, what it did when it was last asked stands in for it. */
let told: MoverRuns;

function suite() {
  beforeAll(async () => {
    told = isMoverThere() ? await runMovers() : recordedRuns();
  }, 600_000);

  afterAll(() => {
    const what = isMoverThere() ? "runs of VolSync's mover script" : "runs of VolSync's mover script, on record";
    counted('mover', what, told?.runs.length ?? 0);
  });

  const step = (name: string): Told => {
    const found = told.runs.filter((each) => each.step === name);
    if (!found[0] || found.length > 1) throw new Error(`${found.length} runs are "${name}"`);
    return found[0];
  };
  const run = (name: string) => {
    const { step: _, ...rest } = step(name);
    return rest;
  };
  const ended = (...said: string[]) => ({ ended: 'Succeeded', said });

  test('the record is of the version that is pinned', () => {
    expect(recordedRuns().script).toEqual({ fork: pinnedFork(), sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  if (isMoverThere()) {
    test('the script does what is on record of it', () => {
      expect(told).toEqual(recordedRuns());
    });
  }

  test('a first backup creates the repository, and the next one connects no more', () => {
    expect(run('first backup')).toEqual({ ...ended(created), left: { snapshots: ['whole'] } });
    expect(run('second backup')).toEqual({ ...ended(connected), left: { snapshots: ['whole', 'whole'] } });
  });

  test('an empty volume is not backed up, which is success', () => {
    expect(run('backup of an empty volume')).toEqual({ ...ended(empty), left: { snapshots: ['whole', 'whole'] } });
  });

  test('a restore brings back the files, and where there is nothing it says success too', () => {
    expect(run('restore')).toEqual({ ...ended(restored), left: { files: ['one', 'two'] } });
    expect(run('restore from where nothing is')).toEqual({ ...ended(created, nothing), left: { files: [] } });
  });

  describe('after a repository has moved', () => {
    test('a cache that nothing binds keeps its mover at the old place, and restores look in the new one', () => {
      expect(run('backup after the move, unbound')).toEqual({
        ...ended(connected),
        left: { before: ['whole'], after: 'no repository' },
      });
      expect(run('restore after the move')).toEqual({ ...ended(created, nothing), left: { files: [] } });
    });

    test('a bound cache ends the first try before its snapshot, and the next one goes to the new place', () => {
      expect(run('backup after the move, first try')).toEqual({
        ended: 'Failed',
        said: [connected, unbound],
        left: { before: ['whole'], after: [] },
      });
      expect(run('backup after the move, second try')).toEqual({
        ...ended(),
        left: { before: ['whole'], after: ['whole'] },
      });
    });

    test('a maintainer keeps to the old place until its cache is deleted', () => {
      expect(run('maintenance of the bucket')).toEqual(ended(maintained));
      expect(run('maintenance after the move')).toEqual(ended(connected, maintained));
      expect(run('maintenance after its cache was deleted')).toEqual(ended(maintained));
    });

    test('on a server a bound cache is told apart by account and path, and left alone while they are the same', () => {
      expect(run('first backup by password')).toEqual(ended(created));
      expect(run('second backup by password')).toEqual(ended(connected));
      expect(run('first try by key, at another place')).toEqual({ ended: 'Failed', said: [connected, unbound] });
      expect(run('second try by key, at another place')).toEqual(ended(created));
      expect(run('next backup by key')).toEqual(ended(connected));
    });
  });

  describe('when a lost NAS comes back', () => {
    test('backups went to the copy meanwhile', () => {
      expect(run('backup while the NAS is lost')).toMatchObject({ left: { copy: ['whole', 'whole', 'whole'] } });
    });

    test('without the steps of docs/failback.md they go on to the copy, and a restore is of the day of the loss', () => {
      expect(run('backup when the NAS is back, unbound')).toEqual({
        ...ended(connected),
        left: { share: ['whole', 'whole'], copy: ['whole', 'whole', 'whole', 'whole'] },
      });
      expect(run('restore when the NAS is back as it was')).toMatchObject({ left: { files: ['one', 'two'] } });
    });

    test('with them the NAS has all, the next backup too, and the mirror takes nothing away', () => {
      expect(run('backup to the NAS, first try')).toMatchObject({ ended: 'Failed', said: [connected, unbound] });
      expect(run('backup to the NAS, second try')).toMatchObject({ ended: 'Succeeded' });
      expect(run('restore from the NAS')).toEqual({
        ...ended(restored),
        left: { files: ['five', 'four', 'one', 'three'] },
      });
      const whole = ['whole', 'whole', 'whole', 'whole'];
      expect(run('mirror')).toMatchObject({ left: { share: whole, copy: whole } });
    });
  });

  describe('when files cannot be read any more', () => {
    const tries = (keeps: string) => run(`last of 9 tries of a backup, ${keeps}`);

    test('every try leaves a partial snapshot, and nothing whole where the newest alone are kept', () => {
      const partial = { ended: 'Failed', said: [connected, failed] };
      expect(tries('latest: 4')).toEqual({
        ...partial,
        left: { snapshots: ['partial', 'partial', 'partial', 'partial'] },
      });
      expect(tries('daily: 7')).toEqual({ ...partial, left: { snapshots: ['whole', 'partial'] } });
    });

    test('a restore of one says success, without the files', () => {
      expect(run('restore of a partial snapshot')).toEqual({
        ...ended(restored),
        left: { files: ['five', 'four', 'three'] },
      });
    });
  });
}

if (isMoverThere()) {
  describeSite("VolSync's own mover script", suite, [], {
    'OpenSSH with its server': needsSshd,
    jq: ['jq', '--version'],
  });
} else {
  describe("VolSync's own mover script, as it is on record", suite);
}
