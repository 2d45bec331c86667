import { isBuilt, type Program } from '../../support/programs';

/**
 * A suite that runs real programs. Where one of them is missing its checks are skipped and say so; in CI, where nothing
 * may be skipped, they run, and fail with what is missing.
 */
export function describeWith(programs: readonly Program[], name: string, checks: () => void): void {
  const missing = programs.filter((each) => !isBuilt(each));
  if (missing.length === 0 || process.env.CI) {
    describe(name, checks);
  } else {
    process.stdout.write(`skipped, because ${missing.join(' and ')} could not be had (npm run e2e:setup): ${name}\n`);
    describe.skip(name, checks);
  }
}
