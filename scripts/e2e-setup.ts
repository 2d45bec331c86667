import { isBuilt, PROGRAMS, type Program, program } from '../test/support/programs';

/** Builds what the end-to-end tests run, each from its pinned module, and says of each how it went. */
let failed = 0;
for (const name of Object.keys(PROGRAMS) as Program[]) {
  const started = Date.now();
  const reused = isBuilt(name);
  try {
    const binary = program(name);
    const seconds = Math.round((Date.now() - started) / 1000);
    process.stdout.write(`${name}: ${reused ? 'there already' : `built in ${seconds} s`}, ${binary}\n`);
  } catch (error) {
    failed++;
    process.stdout.write(`${name}: not built. ${error instanceof Error ? error.message : error}\n`);
  }
}
if (failed > 0) {
  process.stdout.write(
    `${failed} programs are missing; the checks that need them are skipped, and fail where CI is set\n`,
  );
}
