import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import * as library from '../../src';
import { BackupAlerts, GitOpsApp, MoverJitterPolicy, VolsyncApp, VolsyncOperator } from '../../src';
import { renderFinding } from '../../src/model/rules/finding';
import { errorsOf } from '../../src/tree/validation';
import { everything } from '../support/clusters';
import { changed, fieldsOf, nothings, spoil } from '../support/fields';
import { type WholeProps, wholeProps } from '../support/whole-props';

/** What comes of a construct: its objects, and everything that is said against it. */
function outcome({ make, cluster }: WholeProps, props: object, afterwards: () => void = () => {}) {
  const app = new GitOpsApp({ cluster });
  try {
    make(app.chart('games', 'it'), props);
  } catch (error) {
    return { objects: [], lines: [(error as Error).message] };
  }
  afterwards();
  const constructs = app.node.findAll() as Construct[];
  const lines = constructs.flatMap(errorsOf).map(renderFinding);
  // What is refused is never written.
  const objects = lines.length > 0 ? [] : constructs.filter(ApiObject.isApiObject).map((each) => each.toJson());
  return { objects, lines };
}

test('every construct of the library is looked at, and every prop of it', () => {
  const constructs = Object.entries(library)
    .filter(([, each]) => typeof each === 'function' && each.prototype instanceof Construct && each !== GitOpsApp)
    .map(([name]) => name);
  expect(wholeProps.map(({ construct }) => construct).sort()).toEqual(constructs.sort());
  for (const { keys, whole } of wholeProps) {
    expect([...new Set(whole().flatMap(Object.keys))].sort()).toEqual(Object.keys(keys).sort());
  }
});

describe.each(wholeProps.map((each) => [each.construct, each] as const))('%s', (_, of) => {
  const all = [of.fewest, ...of.whole()];

  test('is declared right', () => {
    expect(all.map((props) => outcome(of, props).lines)).toEqual(all.map(() => []));
  });

  test('takes a field that is undefined or null, however deep, for one that is left out', () => {
    const wrong = all.flatMap((props) =>
      fieldsOf(props, of.keys)
        .filter(({ reference }) => !reference)
        .filter((field) => {
          const leftOut = JSON.stringify(outcome(of, changed(props, field.path, {})));
          return nothings(field).some(
            (to) => JSON.stringify(outcome(of, changed(props, field.path, { to }))) !== leftOut,
          );
        })
        .map(({ path }) => path),
    );
    expect(wrong).toEqual([]);
  });

  test('reports whatever plain JavaScript gives for a prop, or takes it, and never ends in an error of Node', () => {
    const anything = ['', 'x y', 5n, 0, -1, 1.5, true, false, [], [null], {}, { a: 1 }, new Map(), () => 1];
    for (const props of of.whole()) {
      for (const { path } of fieldsOf(props, of.keys).filter(({ reference }) => !reference)) {
        for (const { lines } of anything.map((to) => outcome(of, changed(props, path, { to })))) {
          expect(lines.filter((line) => !/^\[games\/it\/.+\] [\w./[\]-]+: /.test(line))).toEqual([]);
        }
      }
    }
  });

  test('is what its props were when it was made', () => {
    for (const [index, props] of of.whole().entries()) {
      const mine = of.whole()[index];
      expect(outcome(of, mine as object, () => spoil(mine))).toEqual(outcome(of, props));
      expect(Object.values(mine as object)).toEqual(Object.keys(props).map(() => 'spoilt'));
    }
  });
});

describe('what is looked up by name', () => {
  const named = wholeProps.flatMap((of) =>
    of
      .whole()
      .flatMap((props) =>
        fieldsOf(props, of.keys).flatMap(({ path, otherwise }) =>
          otherwise === undefined ? [] : [{ of, props, path, otherwise, name: `${of.construct} ${path.join('.')}` }],
        ),
      ),
  );

  test('is what decides what is kept, where, and by whom', () => {
    const pods = ['KopiaServer', 'KopiaMaintenance', 'KopiaMaintenanceCronJob', 'CloudSyncCronJob', 'KopiaVerify'];
    expect([...new Set(named.map(({ name }) => name))].sort()).toEqual(
      [
        ...['storage', 'schedule', 'retention', 'mover', 'secrets', 'restore', 'migration', 'formerly'].map(
          (key) => `VolsyncApp ${key}`,
        ),
        ...[...pods, 'InitializeRepository'].flatMap((each) => [`${each} mover`, `${each} secrets`]),
        ...['storage', 'secrets', 'formerly'].map((key) => `ResticBackup ${key}`),
        'KopiaServer login',
        'KopiaServer login.secrets',
        'KopiaServer credentials',
        'KopiaServer credentials.secrets',
      ].sort(),
    );
  });

  test('is refused where it is undefined, as a misspelt name would be, and left out it is right', () => {
    for (const { of, props, path, otherwise } of named) {
      const said = `] ${path.join('.')}: undefined, as a misspelt name is, would silently mean ${otherwise}; name what is there, or leave the field out`;
      const { lines } = outcome(of, changed(props, path, { to: undefined }));
      // What is missed because of it may be told as well.
      expect(lines[0]).toContain(said);
      expect(lines.filter((line) => line.includes('misspelt'))).toHaveLength(1);
      expect(outcome(of, changed(props, path, {})).lines).not.toContainEqual(expect.stringContaining('misspelt'));
    }
  });
});

describe('a reference', () => {
  const references = wholeProps.flatMap((of) =>
    [of.fewest, ...of.whole()].flatMap((props) =>
      fieldsOf(props, of.keys)
        .filter(({ reference }) => reference)
        .map(({ path }) => ({ of, props, path, name: `${of.construct} ${path.join('.')}` })),
    ),
  );

  test('is a repository, a plan or destinations, and nothing else', () => {
    expect([...new Set(references.map(({ name }) => name))]).toEqual([
      'VolsyncApp plan',
      'VolsyncApp destinations',
      'VolsyncApp restore.from',
      'VolsyncApp migration.from.destinations',
      'VolsyncApp migration.from.restore.from',
      'ResticBackup destinations',
      'ResticBackup restore.from',
      'KopiaServer repository',
      'KopiaMaintenance repository',
      'KopiaMaintenanceCronJob repository',
      'CloudSyncCronJob from',
      'CloudSyncCronJob to',
      'KopiaVerify repository',
      'InitializeRepository repository',
      'NfsInjectionPolicy repository',
    ]);
  });

  test.each([undefined, null])('is refused where it is given and %p, as a misspelt name would be', (to) => {
    for (const { of, props, path } of references) {
      const said = `] ${path.join('.')}: ${to} `;
      expect(outcome(of, changed(props, path, { to })).lines).toContainEqual(expect.stringContaining(said));
    }
  });

  const { plan, destinations, restore } = {
    plan: 'names no plan; use one of the cluster\'s, cluster.plans.standard, cluster.plans.cloud, cluster.plans.both, or leave it out for "standard"',
    destinations:
      'names no destinations; write [destination(repository, { schedule, retention })], or leave it out for those of the plan',
    restore: 'holds no backup of this app, so the volume would stay empty; name one of nas (rule I1)',
  };
  const app = wholeProps[0] as WholeProps;

  test.each([
    [{ plan: undefined }, `plan: undefined ${plan}`],
    [{ plan: null }, `plan: null ${plan}`],
    [{ destinations: undefined }, `destinations: undefined ${destinations}`],
    [{ restore: { from: undefined } }, `restore.from: undefined ${restore}`],
  ])('says where, what and how to repair it: %j', (props, line) => {
    expect(outcome(app, { app: 'romm', ...props }).lines).toEqual([`[games/it/volsync-romm] ${line}`]);
  });

  test.each<object>([
    { plan: everything.plans.cloud },
    { destinations: everything.plans.both.destinations },
    { restore: { from: everything.repositories.nas } },
    { restore: {} },
    {},
  ])('that is repaired, or left out, is right: %#', (props) => {
    expect(outcome(app, { app: 'romm', ...props }).lines).toEqual([]);
  });
});

test('an id, or all of the props where none is needed, may be undefined or null as well', () => {
  const chart = () => new GitOpsApp({ cluster: everything }).chart('games', 'it');
  for (const nothing of [undefined, null]) {
    const none = nothing as undefined;
    expect(new VolsyncApp(chart(), none as never, { app: 'romm' }).node.id).toBe('volsync-romm');
    expect(new BackupAlerts(chart(), none).node.id).toBe('backup-alerts');
    expect(new BackupAlerts(chart(), 'id', none).node.id).toBe('id');
    expect(new VolsyncOperator(chart(), none).node.id).toBe('volsync-operator');
    expect(new VolsyncOperator(chart(), 'id', none).node.id).toBe('id');
    expect(new MoverJitterPolicy(chart(), none).node.id).toBe('mover-jitter');
    expect(new MoverJitterPolicy(chart(), 'id', none).node.id).toBe('id');
    expect(new BackupAlerts(chart(), none as never, { name: 'mine' }).rules.name).toBe('mine');
  }
});
