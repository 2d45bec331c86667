import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { startApiServer } from '../test/e2e/support/api-server';
import { installCrds } from '../test/e2e/support/cluster-setup';
import { foreignObjects, volsyncObjects } from '../test/e2e/support/mover-cases';
import { RECORDED } from '../test/e2e/support/mover-jobs';
import { timeless } from '../test/e2e/support/timeless';
import { jobsOf, makeSurroundings, startVolsync } from '../test/e2e/support/volsync-controller';

/** Asks VolSync's own controller what Jobs it makes of what this library emits, and writes them down. */
async function record(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'record-'));
  const server = await startApiServer();
  try {
    await installCrds(server.client);
    const objects = [...volsyncObjects(), ...foreignObjects()];
    await makeSurroundings(server.client, objects);
    for (const object of objects) {
      await server.client.apply(object);
    }
    const volsync = await startVolsync(server, folder);
    const jobs = await jobsOf(server.client, objects);
    await volsync.stop();
    mkdirSync(dirname(RECORDED), { recursive: true });
    writeFileSync(RECORDED, jobs.map((each) => `${JSON.stringify(timeless(each))}\n`).join(''));
    process.stdout.write(`${jobs.length} Jobs recorded\n`);
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true });
  }
}

record().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
