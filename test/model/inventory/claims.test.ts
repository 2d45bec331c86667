import { claimProblems, claimWarnings } from '../../../src/model/inventory/claims';
import type { Does } from '../../../src/model/inventory/inventory';
import { type Repository, repositoryLocation } from '../../../src/model/repository/repository';
import { renderProblem } from '../../../src/model/rules/problem';
import { cluster, engine, snapshotIdentity } from '../fixture';

const { nas, b2 } = cluster.repositories;

/** What an app enters that backs a claim up; its path is its name. */
function backup(app: string, claim: string, repository: Repository, namespace = 'games'): Does<'back-up'> {
  const name = { app, namespace };
  return {
    does: 'back-up',
    path: app,
    volume: { ...name, claim, claimExists: claim === 'data-0' },
    repository,
    identity: snapshotIdentity(name, repository, cluster),
    filedAs: name,
    cron: '0 * * * *',
    location: repositoryLocation(repository, name),
    maintainerConstruct: engine.maintainerConstruct(repository),
  };
}

const problems = (...entries: Does<'back-up'>[]) =>
  claimProblems(entries).map((each) => `[${each.path}] ${renderProblem(each)}`);
const warnings = (...entries: Does<'back-up'>[]) =>
  claimWarnings(entries).map((each) => `[${each.path}] ${renderProblem(each)}`);

test.each<[what: string, entries: Does<'back-up'>[]]>([
  ['one claim, into two repositories by one app', [backup('romm', 'romm', nas), backup('romm', 'romm', b2)]],
  ['two claims of one app', [backup('romm', 'romm', nas), backup('romm-config', 'romm-config', nas)]],
  ['claims of one name in two namespaces', [backup('romm', 'data', nas), backup('plex', 'data', nas, 'media')]],
])('I3: %s is as it should be', (_, entries) => {
  expect([...problems(...entries), ...warnings(...entries)]).toEqual([]);
});

test('I3: every app that backs a claim up into a repository where it has a history is told, with the first', () => {
  const entries = [
    backup('romm', 'romm', nas),
    backup('copied', 'romm', nas),
    backup('again', 'romm', nas),
    backup('set', 'data-0', nas),
    backup('other', 'data-0', nas),
  ];
  const text = (claim: string, first: string) =>
    `"${claim}" in namespace "games" is backed up into "nas" by [${first}] already: one claim would have two histories there, and the one that was meant perhaps none; name another claim, or remove one of them (rule I3)`;
  expect(problems(...entries)).toEqual([
    `[copied] claim: ${text('romm', 'romm')}`,
    `[again] claim: ${text('romm', 'romm')}`,
    `[other] existingClaim: ${text('data-0', 'set')}`,
  ]);
  expect(warnings(...entries)).toEqual([]);
});

test('I3: two apps that are one to Kopia as well are told so by rule I2 alone', () => {
  expect(problems(backup('a.b', 'data', nas), backup('ab', 'data', nas))).toEqual([]);
});

test('I3: a claim that two apps back up into different repositories is a warning, once an app', () => {
  const local = { ...nas, name: 'attic' };
  const entries = [
    backup('romm', 'romm', nas),
    { ...backup('off-site', 'romm', b2), location: 's3://elsewhere' },
    { ...backup('off-site', 'romm', local), location: 'nfs://attic' },
  ];
  expect(problems(...entries)).toEqual([]);
  expect(warnings(...entries)).toEqual([
    '[off-site] claim: "romm" in namespace "games" is backed up by [romm] as well, there into "nas" and here into "b2"; name another claim, or make one app of the two, with both repositories among its destinations (rule I3)',
  ]);
});
