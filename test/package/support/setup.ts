import { mkdtempSync, readdirSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../support/project';
import { must, run } from './run';

/** Packs once for all files of the suite: packing builds `lib/`, which two must not do at a time. */
export default function pack(): void {
  const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'package-')));
  must(run(projectRoot, 'npm', 'pack', '--silent', '--pack-destination', scratch));
  const [tarball = ''] = readdirSync(scratch);
  process.env.PACKAGE_SCRATCH = scratch;
  process.env.PACKAGE_TARBALL = join(scratch, tarball);
}
