import { writeFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { type TalosForm, talosPatch } from '../src/engines/volsync/admission/talos-patch';
import { home } from '../src/home/cluster';

const USAGE = `npm run --silent talos-patch -- [options]
  --form machine-config|document   as your Talos configuration has it; document is that of Talos 1.14 (machine-config)
  --feature-gate <Name=true>       a feature gate that is set already; may be repeated
  --runtime-config <group/v=true>  a runtime-config that is set already; may be repeated
  --kubernetes <1.33>              the version (that of src/home/cluster.ts)
  --output <file>                  where to write the patch (stdout)
`;

function main(): void {
  const { values } = parseArgs({
    options: {
      form: { type: 'string' },
      'feature-gate': { type: 'string', multiple: true },
      'runtime-config': { type: 'string', multiple: true },
      kubernetes: { type: 'string' },
      output: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return;
  }
  const patch = talosPatch({
    kubernetes: values.kubernetes ?? home.kubernetes,
    form: values.form as TalosForm | undefined,
    featureGates: values['feature-gate'],
    runtimeConfig: values['runtime-config'],
  });
  if (values.output === undefined) {
    process.stdout.write(patch);
  } else {
    writeFileSync(outsideOfDist(values.output), patch);
  }
}

/** What lies in dist/ is applied by Flux, to which a Talos patch means nothing. */
function outsideOfDist(path: string): string {
  if (relative('dist', path).split(sep)[0] !== '..') {
    throw new RangeError(`--output: ${JSON.stringify(path)} is in dist/, which Flux applies; write it elsewhere`);
  }
  return path;
}

try {
  main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
