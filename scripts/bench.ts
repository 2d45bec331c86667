import { cpus } from 'node:os';
import { againstMinimalApp, diffAgainstSynth } from './bench/commands';
import { againstKustomize } from './bench/kustomize';
import { againstPeers } from './bench/library';
import { againstBareYaml, growth, ledgerAgainstSynth } from './bench/one-process';
import { markdown, type Row } from './bench/table';

// How it measures, and how to read what it prints: docs/speed.md.
const FULL = { apps: 1000, many: 10_000, few: 100, fewRuns: 25, rounds: { inProcess: 5, growth: 2, commands: 5 } };
const QUICK = { apps: 200, many: 1000, few: 100, fewRuns: 10, rounds: { inProcess: 3, growth: 1, commands: 1 } };

function main(): void {
  const { apps, many, few, fewRuns, rounds } = process.argv.includes('--quick') ? QUICK : FULL;
  // No program makes so many apps of one cluster; this is none.
  process.argv.length = 1;
  // What is made for a page is kept below the nearest node_modules; here it is made every time.
  process.chdir('/');
  const rows: Row[] = [
    ...step('generated apps against bare yaml', () => againstBareYaml(apps, rounds.inProcess)),
    ...step('what objects say, against their synth', () => [ledgerAgainstSynth(apps, rounds.inProcess)]),
    ...step('many apps against few', () => growth(many, few, fewRuns, rounds.growth)),
    ...step('the whole command against a minimal one', () => [againstMinimalApp(rounds.commands)]),
    ...step('the whole command against kustomize', () => againstKustomize(rounds.commands)),
    ...step('diff against synth', () => [diffAgainstSynth(rounds.commands)]),
    ...step('the library against its peers', () => againstPeers(rounds.commands)),
  ];
  process.stdout.write(markdown(rows));
  process.stdout.write(`\nNode ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model.trim()}\n`);
}

function step(name: string, measure: () => Row[]): Row[] {
  process.stderr.write(`${name}\n`);
  return measure();
}

main();
