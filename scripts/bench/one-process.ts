import { readers } from '../../src/engines/index';
import { compareLedgers } from '../../src/ledger/compare/compare';
import { readLedger } from '../../src/ledger/read';
import { type Contents, readContents, writeBare } from './bare-yaml';
import { inFolder } from './folder';
import { generatedApps, synth } from './generated-apps';
import { cleanCpuTime, compare, cpuTime, interleave, type Trial } from './measure';
import { milliseconds, type Row, row } from './table';

/** Writing the YAML of many apps, against writing the same objects with `yaml` alone. */
export function againstBareYaml(apps: number, rounds: number): Row[] {
  const contents = inFolder((folder): Contents => {
    synth(generatedApps(apps, folder));
    return readContents(folder);
  });
  const synths: number[] = [];
  const { bare, whole } = interleave(rounds, {
    bare: () => inFolder((folder) => cleanCpuTime(() => writeBare(contents, folder))),
    whole: () =>
      inFolder((folder) =>
        cleanCpuTime(() => {
          const app = generatedApps(apps, folder);
          synths.push(cpuTime(() => synth(app)));
        }),
      ),
  });
  const against = `bare \`yaml\` of the same ${count([...contents.values()].flat().length)} objects, ${count(contents.size)} files`;
  return [
    row(`synth of ${count(apps)} apps`, against, compare(synths.slice(-rounds), bare), { goal: 1.15 }),
    row(`build + synth of ${count(apps)} apps`, against, compare(whole, bare)),
  ];
}

/** Reading both sides of a change of many apps, and comparing them, against the synth of them. */
export function ledgerAgainstSynth(apps: number, rounds: number): Row {
  const objects = inFolder((folder) => {
    synth(generatedApps(apps, folder));
    return [...readContents(folder).values()].flat();
  });
  const changed: unknown[] = JSON.parse(JSON.stringify(objects).replace(/"daily":7,/g, '"daily":5,'));
  const { compared, synthesised } = interleave(rounds, {
    synthesised: () =>
      inFolder((folder) => {
        const app = generatedApps(apps, folder);
        return cleanCpuTime(() => synth(app));
      }),
    compared: () =>
      cleanCpuTime(() => compareLedgers(readLedger(objects, { readers }), readLedger(changed, { readers }))),
  });
  return row(`reading and comparing ${count(apps)} apps`, 'synth of them', compare(compared, synthesised), { goal: 1 });
}

/** Whether an app costs the same among many as among few, and what the many take in memory. */
export function growth(many: number, few: number, fewRuns: number, rounds: number): Row[] {
  const perApp = (apps: number, runs: number): Trial => {
    const run = (folder: string) => {
      for (let index = 0; index < runs; index++) {
        synth(generatedApps(apps, `${folder}/${index}`));
      }
    };
    // One collection for all runs of a batch: within it they pay for their garbage, as the one large run does.
    return () => inFolder((folder) => cleanCpuTime(() => run(folder)) / (apps * runs));
  };
  // Warm since the comparison with bare YAML.
  const times = interleave(rounds, { few: perApp(few, fewRuns), many: perApp(many, 1) }, 0);
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  return [
    row(`an app among ${count(many)}`, `among ${count(few)}`, compare(times.many, times.few), {
      goal: 1.1,
      show: milliseconds,
    }),
    { measured: `peak memory with ${count(many)} apps`, here: `${count(megabytes)} MiB`, against: '' },
  ];
}

function count(number: number): string {
  return number.toLocaleString('en');
}
