import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../../test/support/project';
import { command } from './commands';
import { compare, interleave, type Trial } from './measure';
import { milliseconds, type Row, row } from './table';

const LIBRARY = JSON.stringify(join(projectRoot, 'lib/src'));
const PEERS = ['cdk8s', 'cdk8s-plus-30', 'constructs'];

/** What a program of the built library waits for before its own first line, against the packages that it stands on. */
export function againstPeers(rounds: number): Row[] {
  command('npm', ['run', '--silent', 'build'], projectRoot);
  const times = interleave(rounds, {
    peers: loading(PEERS.map((each) => `require('${each}')`).join(';')),
    some: loading(`const { defineCluster, GitOpsApp, VolsyncApp } = require(${LIBRARY})`),
    all: loading(`const library = require(${LIBRARY}); for (const name in library) library[name]`),
  });
  const against = `that of ${PEERS.map((each) => `\`${each}\``).join(', ')}`;
  return [
    row('`require` of the library, for a cluster and its apps', against, compare(times.some, times.peers), {
      goal: 1.3,
      show: milliseconds,
    }),
    row('`require` of the library, every name of it', against, compare(times.all, times.peers), { show: milliseconds }),
  ];
}

/** The CPU time of a process of its own for a piece of program, without what Node takes to start. */
function loading(program: string): Trial {
  const timed = `const start = process.cpuUsage(); ${program};
    const { user, system } = process.cpuUsage(start); console.log((user + system) / 1000)`;
  return () => Number(execFileSync(process.execPath, ['-e', timed], { cwd: projectRoot, encoding: 'utf8' }));
}
