import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SCRIPT } from '../../../../src/constructs/kopia/verify/script';

// Against the real Kopia it is run by test/e2e/verify.test.ts; here, against lists as Kopia writes them.

const NOW = Date.UTC(2026, 10, 26, 13, 30) / 1000;
const HOUR = 3600;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'verify-'));
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'verify.sh'), SCRIPT);
  // All that it may find on its path.
  for (const name of ['cat', 'rm']) {
    const { stdout } = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' });
    symlinkSync(stdout.trim(), join(folder, 'bin', name));
  }
  program('date', `echo ${NOW}`);
});

afterEach(() => rmSync(folder, { recursive: true }));

function program(name: string, script: string): void {
  writeFileSync(join(folder, 'bin', name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, 'bin', name), 0o755);
}

interface Snapshot {
  readonly host?: string;
  readonly userName?: string;
  readonly path?: string;
  readonly startTime?: string;
  readonly files?: number;
  readonly symlinks?: number;
  readonly numFailed?: number;
  readonly incomplete?: string;
  readonly description?: string;
  readonly tags?: object;
}

/** A line of `kopia snapshot list --json`. */
function listed(snapshot: Snapshot): string {
  const { host = 'games', userName = 'romm', path = '/data', startTime = '2026-11-26T13:00:00.5Z' } = snapshot;
  const { files = 1, symlinks = 0, numFailed = 0, incomplete, description = '', tags } = snapshot;
  const summ = { size: 0, files, symlinks, dirs: 1, maxTime: startTime, incomplete, numFailed };
  return JSON.stringify({
    id: '5eac85906db0534c14186d607cfabaad',
    source: { host, userName, path },
    description,
    startTime,
    endTime: startTime,
    stats: { totalSize: 0, fileCount: 0, errorCount: 0 },
    incomplete,
    rootEntry: { name: 'data', type: 'd', obj: 'k0', summ },
    tags,
    retentionReason: ['latest-1'],
  });
}

/** Runs it, with Kopia that lists some snapshots; gives how it ends, and what it says in the end. */
function run(declared: readonly string[], list: readonly (Snapshot | string)[], kopia = ''): [number | null, string[]] {
  const lines = list.map((each) => `\n ${typeof each === 'string' ? each : listed(each)}`);
  writeFileSync(join(folder, 'list.json'), `[${lines.join(',')}\n]`);
  program('kopia', `${kopia}\n[ "$1 $2" != 'snapshot list' ] || cat ${join(folder, 'list.json')}`);
  return ended(declared);
}

function ended(declared: readonly string[]): [number | null, string[]] {
  writeFileSync(join(folder, 'declared'), declared.map((line) => `${line}\n`).join(''));
  const { status, stdout, stderr } = spawnSync('/bin/sh', [join(folder, 'verify.sh'), 'kopia', 'snapshot', 'verify'], {
    encoding: 'utf8',
    env: {
      PATH: join(folder, 'bin'),
      KOPIA_CONFIG_PATH: join(folder, 'repository.config'),
      KOPIA_CACHE_DIRECTORY: join(folder, 'cache'),
    },
  });
  const [, wrong] = stdout.split('Wrong:\n');
  return [status, (wrong ?? `${stdout}${stderr}`).trim().split('\n')];
}

const identity = (userName: string, seconds = 2 * HOUR, host = 'games') =>
  `identity ${seconds} ${JSON.stringify({ host, userName, path: '/data' })}`;

test('what is declared has a recent, whole snapshot with files: all is well', () => {
  const [status, said] = run(
    ['repository', identity('romm'), identity('plex')],
    [{ userName: 'plex' }, { startTime: '2026-11-20T00:00:00Z', numFailed: 3 }, {}],
  );
  expect([status, said]).toEqual([
    0,
    ['Repositories: 1. Declared identities: 2, each with a recent, whole snapshot that holds files.'],
  ]);
});

test.each<[what: string, list: readonly (Snapshot | string)[], ...said: string[]]>([
  ['an empty repository', [], 'the repository holds no snapshot', 'romm@games:/data has no complete snapshot'],
  ['somebody else alone', [{ userName: 'rom' }, { userName: 'romm2' }], 'romm@games:/data has no complete snapshot'],
  [
    'an old one',
    [{ startTime: '2026-11-26T11:29:59.999Z' }],
    'romm@games:/data: the newest snapshot is of 2026-11-26T11:29:59.999Z, 2 hours old; 2 may be',
  ],
  [
    'one of days ago',
    [{ startTime: '2026-11-20T13:30:00Z' }],
    'romm@games:/data: the newest snapshot is of 2026-11-20T13:30:00Z, 144 hours old; 2 may be',
  ],
  [
    'one that is yet to come',
    [{ startTime: '2026-11-26T15:00:00Z' }],
    'romm@games:/data: the newest snapshot is of 2026-11-26T15:00:00Z, which is yet to come; a clock is wrong',
  ],
  [
    'one without files',
    [{ numFailed: 2 }],
    'romm@games:/data: files are missing in the newest snapshot; suspend its source before anything else',
  ],
  ['nothing but incomplete ones', [{ incomplete: 'checkpoint' }], 'romm@games:/data has no complete snapshot'],
  ['an empty one', [{ files: 0 }], 'romm@games:/data: the newest snapshot is empty'],
  [
    'all at once',
    [{ files: 0, numFailed: 10, startTime: '2025-11-26T13:30:00Z' }],
    'romm@games:/data: files are missing in the newest snapshot; suspend its source before anything else',
    'romm@games:/data: the newest snapshot is of 2025-11-26T13:30:00Z, 8760 hours old; 2 may be',
    'romm@games:/data: the newest snapshot is empty',
  ],
  [
    'a time in another zone, which is not understood',
    [{ startTime: '2026-11-26T13:00:00+01:00' }],
    'romm@games:/data: when the newest snapshot was made is not understood: 2026-11-26T13:00:00+01:00',
  ],
])('%s is found', (_, list, ...said) => {
  expect(run(['repository', identity('romm')], list)).toEqual([1, said]);
});

test('a link is something, and an upload that is under way is not taken for the newest', () => {
  const list = [
    { files: 0, symlinks: 1 },
    { startTime: '2026-11-26T13:20:00Z', incomplete: 'checkpoint' },
  ];
  expect(run(['repository', identity('romm')], list)[0]).toBe(0);
});

test('files that are missing are found in what nobody has declared, too, whatever it is called', () => {
  const list = [{ userName: `O'Brien "x" $(exit 3)`, host: 'lap top', path: 'C:\\a * b', numFailed: 1 }, {}];
  expect(run(['repository', identity('romm')], list)).toEqual([
    1,
    [
      `O'Brien \\"x\\" $(exit 3)@lap top:C:\\\\a * b: files are missing in the newest snapshot; suspend its source before anything else`,
    ],
  ]);
});

test('texts that look like what is looked for are none of it', () => {
  const text =
    '"source":{"host":"games","userName":"plex","path":"/data"},"description":"","numFailed":1,"incomplete":"x"';
  const tags = { 'tag:incomplete': 'x', 'tag:numFailed': '1', 'tag:"source"': text };
  const list = [
    { description: text, tags },
    { userName: 'a', description: '"files":0,"symlinks":0,' },
  ];
  expect(run(['repository', identity('romm'), identity('a')], list)[0]).toBe(0);
  expect(run(['repository', identity('plex')], list)).toEqual([1, ['plex@games:/data has no complete snapshot']]);
});

test.each<[what: string, line: string]>([
  ['other keys', '{"id":"x","origin":{"host":"games"},"description":""}'],
  ['a text', 'WARN something'],
])('what is listed otherwise than expected is no proof: %s', (_, line) => {
  expect(run(['repository', identity('romm')], [line])).toEqual([
    1,
    [
      `the repository lists what is not understood:  ${line}`,
      'the repository holds no snapshot',
      'romm@games:/data has no complete snapshot',
    ],
  ]);
});

test('nor is what says nothing of files', () => {
  const line = listed({}).replace(/"summ":\{[^}]*\}/, '"summ":{}');
  expect(run(['repository', identity('romm')], [line])).toEqual([
    1,
    [
      'romm@games:/data: the newest snapshot does not say whether files are missing in it',
      'romm@games:/data: the newest snapshot does not say whether it is empty',
    ],
  ]);
});

test('ages are right to the second, in all years', () => {
  const times = [
    ...[2000, 2024, 2026, 2027, 2100].flatMap((year) =>
      ['01-01T00:00:00', '02-28T23:59:59', '03-01T00:00:00', '08-09T08:09:08', '12-31T23:59:59'].map(
        (rest) => `${year}-${rest}Z`,
      ),
    ),
    '2000-02-29T12:00:00Z',
    '2024-02-29T00:00:01.123456789Z',
  ].filter((each) => Date.parse(each) / 1000 < NOW);
  const names = times.map((_, index) => `u${index}`);
  const age = (time: string) => NOW - Math.floor(Date.parse(time) / 1000);
  const list = times.map((startTime, index) => ({ startTime, userName: names[index] }));
  expect(run(['repository', ...times.map((time, index) => identity(`u${index}`, age(time)))], list)[0]).toBe(0);
  const [, late] = run(['repository', ...times.map((time, index) => identity(`u${index}`, age(time) - 1))], list);
  expect(late).toHaveLength(times.length);
});

test('a repository that cannot be read: that is said of all who must be in it', () => {
  expect(run(['repository', identity('romm'), identity('plex')], [], 'exit 1')).toEqual([
    1,
    [
      'the repository cannot be read',
      'romm@games:/data: nothing is known of it, because the repository cannot be read',
      'plex@games:/data: nothing is known of it, because the repository cannot be read',
    ],
  ]);
});

test('damage does not keep it from looking at the rest', () => {
  const damaged = `case "$1 $2" in 'snapshot verify' | 'content verify') exit 1 ;; esac`;
  expect(run(['repository', identity('plex')], [{}], damaged)).toEqual([
    1,
    [
      'the repository is damaged, or its snapshots are: see above',
      'the repository lacks blobs, or parts of them: see above',
      'plex@games:/data has no complete snapshot',
    ],
  ]);
});

test('repositories of apps: each is opened as its own, with a cache of its own, and one that is broken stops no other', () => {
  writeFileSync(join(folder, 'repository.config'), '{ "prefix": "@namespace@/@app@/", "bucket": "a $HOME b" }\n');
  const list = (userName: string, snapshot: Snapshot) =>
    writeFileSync(join(folder, `${userName}.json`), `[\n ${listed({ userName, ...snapshot })}\n]`);
  list('a', {});
  list('c', { files: 0 });
  program(
    'kopia',
    `[ ! -e "$KOPIA_CACHE_DIRECTORY/used" ] || [ "$1 $2" != 'snapshot list' ] || exit 9
    [ -d "$KOPIA_CACHE_DIRECTORY" ] || "${process.execPath}" -e "require('fs').mkdirSync('$KOPIA_CACHE_DIRECTORY')"
    : > "$KOPIA_CACHE_DIRECTORY/used"
    echo "$1 $2 $(cat "$KOPIA_CONFIG_PATH")" >> ${join(folder, 'calls')}
    [ "$1 $2" = 'snapshot list' ] || exit 0
    case $(cat "$KOPIA_CONFIG_PATH") in
      *games/a/*) cat ${join(folder, 'a.json')} ;;
      *games/b/*) exit 1 ;;
      *media/c/*) cat ${join(folder, 'c.json')} ;;
    esac`,
  );
  const declared = ['repository games a', identity('a'), 'repository games b', identity('b')];
  expect(ended([...declared, 'repository media c', identity('c'), identity('d')])).toEqual([
    1,
    [
      'the repository of games/b cannot be read',
      'b@games:/data: nothing is known of it, because the repository of games/b cannot be read',
      'c@games:/data: the newest snapshot is empty',
      'd@games:/data has no complete snapshot',
    ],
  ]);
  const of = (prefix: string) => `{ "prefix": "${prefix}/", "bucket": "a $HOME b" }`;
  expect(readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n')).toEqual([
    ...['snapshot list', 'snapshot verify', 'content verify'].map((call) => `${call} ${of('games/a')}`),
    `snapshot list ${of('games/b')}`,
    ...['snapshot list', 'snapshot verify', 'content verify'].map((call) => `${call} ${of('media/c')}`),
  ]);
});

test('nothing declared, or what is no declaration, is no proof either', () => {
  expect(run([], [{}])).toEqual([1, ['nothing is declared']]);
  expect(run(['repository', 'identify 3 x'], [{}])).toEqual([1, ['identify is nothing that can be declared']]);
  rmSync(join(folder, 'declared'));
  const { status } = spawnSync('/bin/sh', [join(folder, 'verify.sh'), 'true'], {
    env: { PATH: join(folder, 'bin'), KOPIA_CONFIG_PATH: join(folder, 'repository.config') },
  });
  expect(status).not.toBe(0);
});
