import { ApiObject, type ApiObjectProps, Chart, JsonPatch } from 'cdk8s';
import { Construct } from 'constructs';
import { acceptWarning, fluxVar, GitOpsApp, VolsyncApp } from '../../src';
import { everything } from '../support/clusters';
import { appWarningsOf, errorsOf, filesOf } from '../support/synth';

const configMap = (chart: Chart, name: string, data: Record<string, string>, metadata: object = {}) =>
  new ApiObject(chart, name, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, ...metadata }, data });
const errors = (build: (chart: Chart, app: GitOpsApp) => void) =>
  errorsOf((app) => build(app.chart('games', 'romm'), app), everything);
const disabled = { annotations: { 'kustomize.toolkit.fluxcd.io/substitute': 'disabled' } };

describe('F1: Flux changes nothing that nobody meant it to', () => {
  test.each(['${HOME}', '$$', 'a $${b} c', '${x:=y}'])('%j is refused', (text) => {
    expect(errors((chart) => configMap(chart, 'script', { run: text }))).toEqual([
      `[games/romm/script] data.run: ${JSON.stringify(text)} would be changed by Flux; use fluxVar('NAME') for a variable, or annotate the object kustomize.toolkit.fluxcd.io/substitute: disabled (rule F1)`,
    ]);
  });

  test('it is refused in names, keys and patches too', () => {
    const found = errors((chart) => {
      configMap(chart, 'names', { '${KEY}': 'x' });
      configMap(chart, 'patched', { a: 'b' }).addJsonPatch(JsonPatch.add('/data/c', '${D}'));
    });
    expect(found.map((each) => each.split(' ').slice(0, 2).join(' '))).toEqual([
      '[games/romm/names] data.${KEY}:',
      '[games/romm/patched] data.c:',
    ]);
  });

  test.each(['$1', '$(date)', '$HOME', '{{ $x }}', 'a$'])('%j, which Flux leaves alone, passes', (text) => {
    expect(errors((chart) => configMap(chart, 'script', { run: text }))).toEqual([]);
  });

  test('anything passes on an object that turns substitution off', () => {
    expect(errors((chart) => configMap(chart, 'script', { run: '${HOME} $$' }, disabled))).toEqual([]);
  });

  test('a declared variable is written, and its chart is given the values', () => {
    const files = filesOf(
      (app) => {
        configMap(app.chart('games', 'with'), 'with', { host: `kopia.${fluxVar('SECRET_DOMAIN')}` });
        configMap(app.chart('games', 'without'), 'without', { host: 'kopia' });
      },
      { ...everything, flux: { ...everything.flux, substituteFrom: [{ kind: 'Secret', name: 'cluster-secrets' }] } },
    );
    expect(files.get('games/with/with.k8s.yaml')).toContain('host: kopia.${SECRET_DOMAIN}\n');
    expect(files.get('flux/games-with.yaml')).toContain(
      'substituteFrom:\n      - kind: Secret\n        name: cluster-secrets\n',
    );
    expect(files.get('flux/games-without.yaml')).not.toContain('postBuild');
  });

  test('a declared variable on an object that turns substitution off is refused', () => {
    expect(errors((chart) => configMap(chart, 'script', { run: fluxVar('X') }, disabled))).toEqual([
      '[games/romm/script] data.run: "${X}" has a Flux variable, but the object turns substitution off; remove one of them (rule F1)',
    ]);
  });

  test('a variable that is cut or escaped is refused', () => {
    for (const text of [`$${fluxVar('X')}`, fluxVar('X').slice(0, 2)]) {
      expect(errors((chart) => configMap(chart, 'script', { run: text }))).toEqual([
        expect.stringContaining(
          `has what is left of a Flux variable; write fluxVar('NAME') whole, with no "$" before it (rule F1)`,
        ),
      ]);
    }
  });

  test('a variable that nothing gives a value is a warning', () => {
    const app = new GitOpsApp({ cluster: everything });
    configMap(app.chart('games', 'with'), 'with', { host: fluxVar('HOST') });
    expect(appWarningsOf(app, everything)).toEqual([
      '[games/with] flux.substituteFrom: the chart has Flux variables and nothing gives them values, so Flux would leave them as they are; name the ConfigMap or Secret that holds them (rule F1)',
    ]);
    acceptWarning(app, 'F1', 'the parent Kustomization patches substituteFrom into all of them');
    expect(appWarningsOf(app, everything)).toEqual([]);
  });

  test('a name that is no variable is refused where it is written', () => {
    expect(() => fluxVar('SECRET-DOMAIN')).toThrow(
      'fluxVar("SECRET-DOMAIN"): a Flux variable is a letter or "_", then letters, digits and "_"',
    );
  });
});

describe('F2: claims and restores', () => {
  const object = (chart: Chart, kind: string, metadata: object) =>
    new ApiObject(chart, 'x', {
      apiVersion: 'v1',
      kind,
      metadata: { name: 'x', ...metadata },
      spec: { trigger: { manual: 'now' } },
    });
  const once = { 'kustomize.toolkit.fluxcd.io/ssa': 'IfNotPresent' };

  test('must be created once and then left alone', () => {
    expect(errors((chart) => object(chart, 'ReplicationDestination', {}))).toEqual([
      '[games/romm/x] metadata.labels: this ReplicationDestination lacks kustomize.toolkit.fluxcd.io/ssa: IfNotPresent, so Flux would fail on every change of it; add the label (rule F2)',
    ]);
    expect(errors((chart) => object(chart, 'ReplicationDestination', { labels: once }))).toEqual([]);
  });

  test('must say whether Flux may delete them, if they are claims', () => {
    expect(errors((chart) => object(chart, 'PersistentVolumeClaim', { labels: once }))).toEqual([
      '[games/romm/x] metadata.annotations: this PersistentVolumeClaim does not say whether Flux may delete it; add kustomize.toolkit.fluxcd.io/prune: disabled (or enabled, if its data may go) (rule F2)',
    ]);
    for (const prune of ['disabled', 'enabled']) {
      const annotations = { 'kustomize.toolkit.fluxcd.io/prune': prune };
      expect(errors((chart) => object(chart, 'PersistentVolumeClaim', { labels: once, annotations }))).toEqual([]);
    }
  });
});

test('F2: a namespace says whether Flux may delete it, with every claim in it', () => {
  const namespace = (metadata: object) => (chart: Chart) =>
    new ApiObject(chart, 'x', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'games', ...metadata } });
  expect(errors(namespace({}))).toEqual([
    '[games/romm/x] metadata.annotations: this Namespace does not say whether Flux may delete it, and with it every claim in it; add kustomize.toolkit.fluxcd.io/prune: disabled (or enabled, if all of its data may go) (rule F2)',
  ]);
  for (const prune of ['disabled', 'enabled']) {
    expect(errors(namespace({ annotations: { 'kustomize.toolkit.fluxcd.io/prune': prune } }))).toEqual([]);
    expect(errors(namespace({ labels: { 'kustomize.toolkit.fluxcd.io/prune': prune } }))).toEqual([]);
  }
});

test('half of a character, which no file can hold, is refused in values and keys', () => {
  const [half, other] = [...'\u{1f600}'.split('')] as [string, string];
  const data = { [`a${half}`]: 'x', script: `x${other}y`, whole: `${half}${other} \\ud83d` };
  expect(errors((chart) => configMap(chart, 'texts', data))).toEqual([
    '[games/romm/texts] data.a\ud83d: it has "\\ud83d", half of a character, which no file can hold; remove it',
    '[games/romm/texts] data.script: it has "\\ude00", half of a character, which no file can hold; remove it',
  ]);
});

describe('F4: texts that kustomize cannot write again', () => {
  const warnings = (data: Record<string, string>) => {
    const app = new GitOpsApp({ cluster: everything });
    configMap(app.chart('games', 'romm'), 'texts', data);
    return appWarningsOf(app, everything);
  };
  const broken = 'which kustomize cannot write again, so Flux would apply nothing of the chart, or something else';

  test.each([
    ['a\u007fb', `it has the character U+007F, ${broken}; remove it`],
    ['a\u0085b', `it has the character U+0085, ${broken}; remove it`],
    ['a\n\uffff', `it has the character U+FFFF, ${broken}; remove it`],
    ['\tx\ny\n', `it begins with a tab and has several lines, ${broken}; begin it with a line break or with blanks`],
  ])('%j is a warning', (text, says) => {
    expect(warnings({ script: text })).toEqual([`[games/romm/texts] data.script: ${says} (rule F4)`]);
  });

  test.each(['\n \n', '\n\tx\ny\n', ' \tx\ny', '\tx', 'x\n\ty', 'a\u2028b', '\u{1f600}', '\\u007f'])(
    '%j is none',
    (text) => {
      expect(warnings({ script: text })).toEqual([]);
    },
  );
});

describe('what VolSync accepts and should not', () => {
  const once = { labels: { 'kustomize.toolkit.fluxcd.io/ssa': 'IfNotPresent' } };
  const object =
    (kind: string, spec: object, metadata: object = once) =>
    (chart: Chart) =>
      new ApiObject(chart, 'x', { apiVersion: 'v1', kind, metadata: { name: 'x', ...metadata }, spec });

  test.each([
    ['none', {}, 'none'],
    ['both', { schedule: '0 * * * *', manual: 'now' }, 'manual and schedule'],
  ])('C2: a source has one trigger, not %s', (_, trigger, seen) => {
    expect(errors(object('ReplicationSource', { trigger }))).toEqual([
      `[games/romm/x] spec.trigger: this ReplicationSource has ${seen}; give it exactly one of schedule and manual (rule C2)`,
    ]);
    expect(errors(object('ReplicationSource', { trigger: { manual: 'now' } }))).toEqual([]);
  });

  test('C2: nor does a patch take it away', () => {
    const found = errors((chart) => {
      const app = new VolsyncApp(chart, { app: 'romm' });
      ApiObject.of(app).addJsonPatch(JsonPatch.add('/spec/trigger/manual', 'now'));
    });
    expect(found).toEqual([
      '[games/romm/volsync-romm/Resource] spec.trigger: this ReplicationSource has manual and schedule; give it exactly one of schedule and manual (rule C2)',
    ]);
  });

  test.each([
    ['--password=hunter2', {}],
    ['--secret-access-key', {}],
    ['--file=$(KEY)', { env: [{ name: 'KEY', valueFrom: { secretKeyRef: { name: 'x', key: 'y' } } }] }],
  ])('S2: no secret, and no reference to one, is an argument: %s', (argument, container) => {
    const job = (args: string[]) =>
      object('Job', { template: { spec: { containers: [{ command: ['kopia'], args, ...container }] } } }, {});
    expect(errors(job(['repository', argument]))).toEqual([
      `[games/romm/x] spec: "${argument}" puts a secret on a command line, where whoever may look at the pod sees it; give it to the container in its environment (rule S2)`,
    ]);
    expect(errors(job(['repository', '--file=$(PLACE)', '--parallel=4']))).toEqual([]);
  });

  test('S2: nor in the values of a chart, where variables may be a map', () => {
    const values = (args: string[]) => ({
      controllers: { kopia: { containers: { app: { args, env: { KEY: { valueFrom: { secretKeyRef: {} } } } } } } },
    });
    expect(errors(object('HelmRelease', { values: values(['--token-file=$(KEY)']) }, {}))).toHaveLength(1);
    expect(errors(object('HelmRelease', { values: values(['--address=:51515']) }, {}))).toEqual([]);
  });

  test('D1: a claim in use is not wiped by a restore', () => {
    const trigger = { manual: 'now' };
    const sourceIdentity = { sourceName: 'romm' };
    const kopia = { enableFileDeletion: true, copyMethod: 'Direct', destinationPVC: 'romm', sourceIdentity };
    expect(errors(object('ReplicationDestination', { trigger, kopia }))).toEqual([
      '[games/romm/x] spec.kopia.enableFileDeletion: the claim "romm" would be wiped before a snapshot is looked for; remove enableFileDeletion (rule D1)',
    ]);
    expect(
      errors(object('ReplicationDestination', { trigger, kopia: { ...kopia, enableFileDeletion: undefined } })),
    ).toEqual([]);
  });

  test('D1: no namespace makes its movers root', () => {
    const kept = { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' };
    const annotations = { ...kept, 'volsync.backube/privileged-movers': 'true' };
    expect(errors(object('Namespace', {}, { annotations }))).toEqual([
      '[games/romm/x] metadata.annotations: volsync.backube/privileged-movers makes every mover of the namespace root, and those with runAsNonRoot cannot start; remove it (rule D1)',
    ]);
    expect(errors(object('Namespace', {}, { annotations: kept }))).toEqual([]);
  });
});

describe('F3: names', () => {
  test('one object is made once, whatever chart it is in', () => {
    const found = errors((chart, app) => {
      configMap(chart, 'settings', { a: 'b' });
      configMap(app.chart('games', 'other'), 'settings', { a: 'c' });
    });
    expect(found).toEqual([
      '[games/other/settings] metadata.name: ConfigMap "settings" is made by [games/romm/settings] too; rename or remove one of them (rule F3)',
    ]);
  });

  test('the same name in two namespaces is two objects', () => {
    const found = errors((chart, app) => {
      configMap(chart, 'settings', { a: 'b' });
      configMap(app.chart('media', 'romm'), 'settings', { a: 'b' });
    });
    expect(found).toEqual([]);
  });

  test('a kind without a namespace is one object in two namespaces', () => {
    const kept = { annotations: { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' } };
    const namespace = (chart: Chart) =>
      new ApiObject(chart, 'x', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'x', ...kept } });
    const found = errors((chart, app) => {
      namespace(chart);
      namespace(app.chart('media', 'romm'));
    });
    expect(found).toEqual([
      '[media/romm/x] metadata.name: Namespace "x" is made by [games/romm/x] too; rename or remove one of them (rule F3)',
    ]);
  });

  test('a namespace cannot lead out of the output, nor a chart take the place of the list', () => {
    const found = errorsOf((app) => {
      configMap(new Chart(app, 'out', { namespace: '../../out' }), 'a', {});
      configMap(new Chart(app, 'kustomization'), 'b', {});
    }, everything);
    expect(found).toEqual([
      expect.stringContaining('[out] namespace: "../../out" is not a namespace;'),
      '[kustomization] id: "kustomization" is the name of kustomize\'s own file; give the chart another id (rule F3)',
    ]);
  });

  test('a name that cdk8s makes up is refused', () => {
    expect(errors((chart) => new ApiObject(chart, 'x', { apiVersion: 'v1', kind: 'ConfigMap' }))).toEqual([
      '[games/romm/x] metadata.name: this ConfigMap has none of its own; write one, or moving it in the code would delete it (rule F3)',
    ]);
  });

  test('an empty app and an empty chart are refused', () => {
    expect(errorsOf(() => {}, everything)).toEqual([
      '[] charts: there is none, and an empty output makes Flux delete everything; add a chart (rule F3)',
    ]);
    expect(errors(() => {})).toEqual([
      '[games/romm] objects: the chart is empty; add something to it or remove it (rule F3)',
    ]);
  });

  test.each(['Romm_X', 'romm..x', 'romm.-x', '-romm', 'romm.'])("a chart's id must do as a folder: %s", (id) => {
    const found = errorsOf((app) => configMap(new Chart(app, id, { namespace: 'games' }), 'a', {}), everything);
    expect(found).toEqual([
      `[${id}] id: "${id}" names a folder and a Flux Kustomization; use lower-case letters, digits, "-" and "." (rule F3)`,
    ]);
  });

  test('two charts cannot share a Flux Kustomization, nor one have a name that Flux cannot label', () => {
    const long = 'a'.repeat(60);
    const found = errorsOf((app) => {
      configMap(app.chart('a-b', 'c'), 'x', {});
      configMap(app.chart('a', 'b-c'), 'x', {});
      configMap(app.chart('games', long), 'y', {});
    }, everything);
    expect(found).toEqual([
      `[games/${long}] id: the Flux Kustomization "games-${long}" has 66 characters; at most 63 fit, shorten it (rule F3)`,
      '[a/b-c] id: the Flux Kustomization "a-b-c" is that of [a-b/c] too; give the chart another id (rule F3)',
    ]);
  });

  test('a chart whose folder would stand where a file for Flux is to be', () => {
    const build = (first: string, second: string) =>
      errorsOf((app) => {
        configMap(app.chart('games', 'romm'), 'a', {});
        configMap(app.chart('flux', first), 'b', {});
        configMap(app.chart('flux', second), 'c', {});
      }, everything);
    expect(build('games-romm.yaml', 'kustomization.yaml')).toEqual([
      '[flux/games-romm.yaml] id: its folder would stand where the file "flux/games-romm.yaml" is to be; give the chart another id (rule F3)',
      '[flux/kustomization.yaml] id: its folder would stand where the file "flux/kustomization.yaml" is to be; give the chart another id (rule F3)',
    ]);
    expect(build('games-romm', 'games-plex.yaml')).toEqual([]);
  });

  test('a circle of dependencies is refused, and shown', () => {
    const found = errorsOf((app) => {
      const [a, b, c] = ['a', 'b', 'c'].map((id) => app.chart('games', id)) as [Chart, Chart, Chart];
      for (const chart of [a, b, c]) {
        configMap(chart, `of-${chart.node.id}`, {});
      }
      a.addDependency(b);
      b.addDependency(c);
      c.addDependency(a);
    }, everything);
    expect(found).toEqual([
      '[games/a] dependencies: games/a -> games/b -> games/c -> games/a is a circle, and Flux would wait for ever; remove one of them (rule F3)',
    ]);
  });
});

describe('F3: nothing hides in a list, which Flux takes apart', () => {
  const settings = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings', namespace: 'games' } };
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'games' } };
  const object = (kind: string, more: object) => (chart: Chart) =>
    new ApiObject(chart, 'object', { apiVersion: 'example.org/v1', kind, metadata: { name: 'object' }, ...more });

  test.each<[kind: string, more: object]>([
    ['List', { items: [settings, namespace] }],
    ['NamespaceList', { items: [{ metadata: { name: 'games' } }] }],
    ['ResourceList', { items: [] }],
    ['List', { items: { settings } }],
    ['Bundle', { items: [settings] }],
  ])('%s %j', (kind, more) => {
    expect(errors(object(kind, more))).toEqual([
      `[games/romm/object] items: this ${kind} is a list to Flux, which applies what is in it, while nothing here looks into it; make an object of each item, new ApiObject(chart, id, item), and remove the list (rule F3)`,
    ]);
  });

  test.each<[kind: string, more: object]>([
    ['AccessList', {}],
    ['AccessList', { spec: { items: [settings] } }],
    ['Bundle', { items: { settings } }],
  ])('%s %j is none', (kind, more) => {
    expect(errors(object(kind, more))).toEqual([]);
  });

  test('its items, made objects, are looked into', () => {
    const made = (...items: readonly ApiObjectProps[]) =>
      errors((chart) => {
        for (const item of items) new ApiObject(chart, item.kind, item);
      });
    expect(made(settings)).toEqual([]);
    expect(made(settings, namespace)).toEqual([
      '[games/romm/Namespace] metadata.annotations: this Namespace does not say whether Flux may delete it, and with it every claim in it; add kustomize.toolkit.fluxcd.io/prune: disabled (or enabled, if all of its data may go) (rule F2)',
    ]);
  });
});

describe('F3: what is written is applied', () => {
  const local = (value: string) =>
    errors((chart) => configMap(chart, 'it', {}, { annotations: { 'config.kubernetes.io/local-config': value } }));

  test.each(['true', '', 'no'])('kustomize leaves out what is annotated %j', (value) => {
    expect(local(value)).toEqual([
      '[games/romm/it] metadata.annotations: this ConfigMap is annotated config.kubernetes.io/local-config, so that kustomize leaves it out, and Flux deletes the one that is there; remove the annotation, or the object (rule F3)',
    ]);
  });

  test('and nothing else', () => {
    expect(local('false')).toEqual([]);
  });
});

test('everything wrong is reported at once, under the path of who can repair it', () => {
  const found = errors((chart, app) => {
    new VolsyncApp(chart, { app: 'romm', capacity: '5GB', schedule: '61 * * * *' });
    new VolsyncApp(app.chart('games', 'plex'), { app: 'plex', retention: {} });
  });
  expect(found).toEqual([
    '[games/romm/volsync-romm] capacity: "5GB" is not a Kubernetes quantity; write "5Gi" (powers of 1024) or "5G" (powers of 1000)',
    '[games/romm/volsync-romm] schedule: "61 * * * *" has minute 61; minute goes from 0 to 59 (rule C1)',
    '[games/plex/volsync-plex] retention: every key is 0, which Kopia reads as "keep everything for ever"; set at least one key above 0 (rule R1)',
  ]);
});

test('dependencies between parts of charts count as dependencies of the charts', () => {
  const files = filesOf((app) => {
    const base = configMap(app.chart('storage', 'base'), 'base', {});
    const group = new Construct(app, 'group');
    configMap(new Chart(group, 'one', { namespace: 'games' }), 'one', {}).addDependency(base);
    configMap(new Chart(group, 'two', { namespace: 'games' }), 'two', {});
    configMap(app.chart('games', 'last'), 'last', {}).node.addDependency(group);
  }, everything);
  const dependsOn = (name: string) =>
    /dependsOn:\n((?: {4}- name: .*\n)+)/.exec(files.get(`flux/${name}.yaml`) ?? '')?.[1];
  expect(dependsOn('games-one')).toBe('    - name: storage-base\n');
  expect(dependsOn('games-two')).toBeUndefined();
  expect(dependsOn('games-last')).toBe('    - name: games-one\n    - name: games-two\n');
});
