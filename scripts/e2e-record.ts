import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { foreignObjects, volsyncObjects } from '../test/e2e/support/mover-cases';
import { RECORDED } from '../test/e2e/support/mover-jobs';
import { RECORDED_RUNS, runMovers } from '../test/e2e/support/mover-runs';
import { isMoverThere } from '../test/e2e/support/mover-script';
import { RECORDED_RELEASES, recordOf, renderOwnReleases } from '../test/e2e/support/recorded-releases';
import { timeless } from '../test/e2e/support/timeless';
import { jobsOf, startVolsyncCluster } from '../test/e2e/support/volsync-controller';

/** Asks VolSync's own controller what Jobs it makes of what this library emits, and writes them down. */
async function recordJobs(): Promise<void> {
  const objects = [...volsyncObjects(), ...foreignObjects()];
  const volsync = await startVolsyncCluster(objects);
  const jobs = await jobsOf(volsync.client, objects).finally(volsync.stop);
  mkdirSync(dirname(RECORDED), { recursive: true });
  writeFileSync(RECORDED, jobs.map((each) => `${JSON.stringify(timeless(each))}\n`).join(''));
  process.stdout.write(`${jobs.length} Jobs recorded\n`);
}

/** Has VolSync's own mover script run in such Jobs, and writes down what it did. */
async function recordRuns(): Promise<void> {
  const { script, runs } = await runMovers();
  const lines = runs.map((each) => `    ${JSON.stringify(each)}`).join(',\n');
  writeFileSync(RECORDED_RUNS, `{\n  "script": ${JSON.stringify(script)},\n  "runs": [\n${lines}\n  ]\n}\n`);
  process.stdout.write(`${runs.length} runs of the mover script recorded\n`);
}

/** Has the charts make objects of our own releases, and writes down what comes of our values. */
function recordReleases(): void {
  const record = renderOwnReleases();
  writeFileSync(RECORDED_RELEASES, recordOf(record));
  process.stdout.write(`${record.releases.length} releases recorded\n`);
}

/** One after the other: runs are of the Jobs. Either needs something that not everybody has. */
async function record(): Promise<void> {
  const [what] = process.argv.slice(2);
  if (what === 'releases') {
    recordReleases();
    return;
  }
  if (what !== 'runs') await recordJobs();
  if (isMoverThere()) await recordRuns();
  else process.stdout.write('MOVER_DIR is not set: the runs of the mover script stay as they are on record\n');
}

record().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
