import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { EXAMPLES, ExamplesCopy, exampleProjects } from './examples/example-projects';

/** Writes what the examples make of the sources as they are. */
function main(copy: ExamplesCopy): void {
  for (const project of exampleProjects()) {
    const { status, output } = copy.run(project);
    process.stdout.write(`examples/${project}: ${output}\n`);
    if (status !== 0) {
      throw new Error(`examples/${project} is as it was`);
    }
    const committed = join(EXAMPLES, project, 'dist');
    rmSync(committed, { recursive: true, force: true });
    cpSync(join(copy.folder, project, 'dist'), committed, { recursive: true });
  }
}

const copy = new ExamplesCopy();
try {
  main(copy);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
} finally {
  copy.remove();
}
