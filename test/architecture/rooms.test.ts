import { circleIn, importsOfSources, roomOf } from './imports';

const imports = importsOfSources();

/** Which rooms a room may import, itself aside. Whatever is not here is a wall. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  // What a backup is. It knows nothing of how that is written, nor who carries it out.
  model: [],
  tree: ['model', 'imports'],
  // What objects say of backups. It knows no kind of object but by the readers that it is handed.
  ledger: ['model'],
  // What is the same for every engine.
  constructs: ['ledger', 'tree', 'model', 'imports', ''],
  'engines/volsync': ['constructs', 'ledger', 'tree', 'model', 'imports', ''],
  engines: ['engines/volsync', 'constructs', 'ledger', 'model'],
  gitops: ['ledger', 'tree', 'model', 'imports'],
  home: [''],
  // The command: it reads objects, asks the ledger, and starts what is there; it has no logic of its own.
  cli: ['gitops', 'engines', 'engines/volsync', 'constructs', 'ledger', 'model'],
  '': ['home', 'gitops', 'engines', 'engines/volsync', 'constructs', 'tree', 'model', 'ledger'],
};

/** The one door from what is neutral to the one engine that there is. */
const DOOR = 'src/engines/default.ts';
const THROUGH_THE_DOOR = ['src/tree/cluster-scope.ts', 'src/constructs/monitoring/backup-alerts.ts'];

/** Only this of `src` itself may be imported by a room: no room imports the public API, but the home cluster does. */
const LOOSE = ['src/versions.ts'];

function breachesOf(file: string, target: string): string[] {
  const [room, other] = [roomOf(file), roomOf(target)];
  if (room === other || (target === DOOR && THROUGH_THE_DOOR.includes(file))) {
    return [];
  }
  const allowed = (ARROWS[room] ?? []).includes(other) && (other !== '' || room === 'home' || LOOSE.includes(target));
  return allowed ? [] : [`${file} imports ${target}`];
}

test('every room imports only what its arrows allow', () => {
  const breaches = [...imports].flatMap(([file, targets]) => targets.flatMap((target) => breachesOf(file, target)));
  expect(breaches).toEqual([]);
});

test('there is no circle, types included', () => {
  expect(circleIn(imports)).toEqual([]);
});

test('every room has its arrows written down', () => {
  const rooms = new Set([...imports.keys()].map(roomOf));
  expect([...rooms].filter((room) => !Object.hasOwn(ARROWS, room))).toEqual([]);
});

test('a breach and a circle would be seen', () => {
  expect(breachesOf('src/model/app/app.ts', 'src/gitops/error.ts')).toEqual([
    'src/model/app/app.ts imports src/gitops/error.ts',
  ]);
  expect(breachesOf('src/gitops/render.ts', 'src/constructs/kit/args.ts')).toHaveLength(1);
  expect(breachesOf('src/constructs/kit/args.ts', 'src/engines/volsync/names.ts')).toHaveLength(1);
  expect(breachesOf('src/constructs/kit/args.ts', DOOR)).toHaveLength(1);
  expect(breachesOf('src/gitops/render.ts', 'src/index.ts')).toHaveLength(1);
  expect(
    circleIn(
      new Map([
        ['a', ['b']],
        ['b', ['c']],
        ['c', ['b']],
      ]),
    ),
  ).toEqual(['b', 'c', 'b']);
});
