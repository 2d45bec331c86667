import { ApiObject, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Cluster } from '../model/cluster/cluster';
import { kindOf, type Repository } from '../model/repository/repository';
import { errorsAt, type Finding } from '../model/rules/finding';
import { type ObjectRule, objectProblems } from '../model/rules/object-rule';
import { type Problem, problemIf, type Warning } from '../model/rules/problem';
import type { TreeRule, WrittenObject } from '../model/rules/tree-rule';
import type { KubeObject } from '../model/values/kube-object';
import { declaredSecrets } from '../tree/declared-secrets';
import { markedJson } from '../tree/flux-vars';
import { beforePatches, isManifest } from '../tree/manifest';
import { notesOf } from '../tree/notes';
import { errorsOf, openWarning, openWarnings } from '../tree/validation';
import { chartDependencies, cycleErrors } from './dependencies';
import { stopAt } from './error';
import { externalErrors } from './external-dependencies';
import type { Written } from './flux-health';
import { fluxKustomization } from './flux-kustomization';
import type { PatchedObject } from './guard/patched';
import { type ChartLayout, chartLayout, FLUX_LIST, fluxList, layoutErrors } from './layout';
import { objectKey } from './object-key';
import { OBJECT_RULES } from './object-rules';
import { halfCharacterErrors, unfitForKustomize } from './odd-texts';
import { MissingSecrets } from './secrets/missing-secrets';
import { signatureOf, signed } from './signature';
import { substituteObject } from './substitution';
import { VaultReads } from './vault-reads';
import { type YamlWriter, yamlWriter } from './yaml';

/** Everything that is to be written: texts by their path below the output folder. */
export interface Output {
  readonly files: ReadonlyMap<string, string>;
  /** The first line of each file, which says whose it is. */
  readonly header: string;
  /** The objects of each file of them. */
  readonly written: ReadonlyMap<string, readonly unknown[]>;
  readonly charts: number;
  readonly objects: number;
  /** How often a vault is read for it, in one line; `undefined` where none is. */
  readonly vault: string | undefined;
  /** What is legal but unwise and nobody has accepted. */
  readonly warnings: readonly Finding[];
  /** What somebody has to do next, and that is no fault. */
  readonly notes: readonly string[];
}

/**
 * Renders the whole tree in memory: each construct is validated once and each object rendered once, so that the time
 * grows with the size of the tree. (cdk8s does both for the whole tree again for every chart.)
 * @throws SynthesisError that lists everything wrong
 */
export function renderTree(
  root: Construct,
  { name, flux, engine, repositories }: Pick<Cluster, 'name' | 'flux' | 'engine' | 'repositories'>,
): Output {
  const header = signed.yaml(signatureOf(name));
  const constructs = root.node.findAll() as Construct[];
  stopAt(constructs.flatMap(errorsOf));

  const layouts = new Map(
    constructs.filter((each): each is Chart => Chart.isChart(each)).map((each) => [each, chartLayout(each, flux)]),
  );
  const objects = groupByChart(constructs, layouts);
  const dependencies = chartDependencies(constructs);
  const filled = [...layouts.values()].filter(({ chart }) => objects.has(chart) || !holdsCharts(chart));
  stopAt([
    ...errorsAt(
      '',
      problemIf(
        layouts.size === 0,
        'charts',
        'there is none, and an empty output makes Flux delete everything; add a chart',
        'F3',
      ),
    ),
    ...layoutErrors(filled, flux),
    ...cycleErrors(dependencies),
    ...externalErrors(filled, flux),
    ...filled.filter(({ chart }) => !objects.has(chart)).flatMap(({ chart }) => errorsAt(chart.node.path, [EMPTY])),
  ]);

  const toYaml = yamlWriter();
  const secrets = new MissingSecrets(engine.secretsNamed);
  const vault = new VaultReads();
  const renderer = new ChartRenderer(toYaml, [...OBJECT_RULES, ...engine.objectRules], engine.treeRules, [
    secrets,
    vault,
  ]);
  const files = new Map<string, string>();
  const objectsOf = new Map<string, readonly unknown[]>();
  const write = (path: string, text: string, made: readonly unknown[]) => {
    files.set(path, `${header}\n${text}`);
    objectsOf.set(path, made);
  };
  const patched: PatchedObject[] = [];
  const writeOne = (path: string, object: unknown) => write(path, toYaml(object), [object]);
  const warnings = constructs.flatMap(openWarnings);
  const byChart = new Map(filled.map((each) => [each.chart, each]));
  for (const layout of filled) {
    const { text, substitute, written } = renderer.render(objects.get(layout.chart) ?? []);
    patched.push(...[...written].flatMap(patchedObject));
    const needed = [...(dependencies.get(layout.chart) ?? [])].map((each) => byChart.get(each));
    const dependsOn = needed.filter((each) => each !== undefined);
    write(`${layout.folder}/${layout.file}`, text, [...written.values()]);
    writeOne(`${layout.folder}/kustomization.yaml`, kustomizeConfig([layout.file]));
    writeOne(layout.fluxFile, fluxKustomization(layout, flux, { dependsOn, substitute, written }));
    warnings.push(...(substitute && flux.substituteFrom.length === 0 ? openWarning(layout.chart, NO_VALUES) : []));
  }
  const missing = secrets.findings(declaredSecrets(root), new Set(Object.values(repositories).flatMap(elsewhere)));
  warnings.push(...missing.filter(({ severity }) => severity === 'warning'));
  stopAt([...renderer.errors, ...renderer.treeErrors(), ...missing.filter(({ severity }) => severity === 'error')]);
  if (patched.length > 0) {
    // It loads what reads objects, which few programs need for this.
    const { patchedErrors } = require('./guard/patched') as typeof import('./guard/patched');
    stopAt(patchedErrors([...objectsOf.values()].flat() as KubeObject[], patched));
  }
  warnings.push(...renderer.warnings);
  writeOne(FLUX_LIST, kustomizeConfig(fluxList(filled)));
  return {
    files,
    header,
    written: objectsOf,
    charts: filled.length,
    objects: renderer.count,
    vault: vault.line,
    warnings,
    notes: constructs.flatMap(notesOf),
  };
}

function patchedObject([apiObject, object]: readonly [ApiObject, KubeObject]): PatchedObject[] {
  const before = beforePatches(apiObject);
  return before === undefined && isManifest(apiObject)
    ? []
    : [{ path: apiObject.node.path, declared: before?.toJson() as KubeObject | undefined, object }];
}

const EMPTY: Problem = {
  field: 'objects',
  text: 'the chart is empty; add something to it or remove it',
  rule: 'F3',
};

const NO_VALUES: Warning = {
  field: 'flux.substituteFrom',
  rule: 'F1',
  text: 'the chart has Flux variables and nothing gives them values, so Flux would leave them as they are; name the ConfigMap or Secret that holds them',
};

/** Looks at each object as it is written. */
interface ObjectReader {
  add(written: KubeObject, object: ApiObject): void;
}

/** Renders charts one after the other and remembers what the rules must compare across them. */
class ChartRenderer {
  readonly errors: Finding[] = [];
  readonly warnings: Finding[] = [];
  count = 0;
  private readonly paths = new Map<string, string>();
  private readonly written: WrittenObject[] = [];
  private readonly compared: ReadonlySet<string>;

  constructor(
    private readonly toYaml: YamlWriter,
    private readonly rules: readonly ObjectRule[],
    private readonly treeRules: readonly TreeRule[],
    private readonly readers: readonly ObjectReader[],
  ) {
    this.compared = new Set(treeRules.flatMap(({ kinds }) => kinds));
  }

  /** What objects do to each other. */
  treeErrors(): Finding[] {
    return this.treeRules.flatMap(({ kinds, breaches }) =>
      breaches(this.written.filter(({ object }) => kinds.includes(object.kind))),
    );
  }

  render(objects: readonly ApiObject[]): { text: string; substitute: boolean; written: Written } {
    const rendered = objects.map((each) => this.renderObject(each));
    return {
      text: rendered.map(({ text }) => text).join('---\n'),
      substitute: rendered.some(({ substitute }) => substitute),
      written: new Map(rendered.map(({ object }, index) => [objects[index] as ApiObject, object])),
    };
  }

  private renderObject(apiObject: ApiObject): { text: string; substitute: boolean; object: KubeObject } {
    const { path } = apiObject.node;
    const marked = markedJson(apiObject) as KubeObject;
    const text = this.toYaml(marked);
    const { object, substitute, errors } = substituteObject(marked, text);
    this.count += 1;
    this.errors.push(
      ...errorsAt(path, [
        ...errors,
        ...halfCharacterErrors(marked, text),
        ...objectProblems(this.rules, object, hasOwnName(apiObject)),
      ]),
    );
    this.warnings.push(...unfitForKustomize(marked, text).flatMap((each) => openWarning(apiObject, each)));
    if (this.compared.has(object.kind)) {
      this.written.push({ path, object });
    }
    const key = objectKey(object);
    const other = this.paths.get(key);
    this.paths.set(key, other ?? path);
    if (other !== undefined) {
      const text = `${object.kind} "${object.metadata?.name}" is made by [${other}] too; rename or remove one of them`;
      this.errors.push(...errorsAt(path, [{ field: 'metadata.name', text, rule: 'F3' }]));
    }
    for (const reader of this.readers) {
      reader.add(object, apiObject);
    }
    return { text: object === marked ? text : this.toYaml(object), substitute, object };
  }
}

/** The Secret that a declaration says is in every namespace that wants it. */
function elsewhere(repository: Repository): string[] {
  const { secretName } = kindOf(repository).customCa(repository) ?? {};
  return secretName === undefined ? [] : [secretName];
}

function groupByChart(
  constructs: readonly Construct[],
  layouts: ReadonlyMap<Chart, ChartLayout>,
): Map<Chart, ApiObject[]> {
  const groups = new Map<Chart, ApiObject[]>();
  for (const each of constructs) {
    if (ApiObject.isApiObject(each) && layouts.has(each.chart)) {
      const group = groups.get(each.chart) ?? [];
      group.push(each);
      groups.set(each.chart, group);
    }
  }
  return groups;
}

/** cdk8s keeps what was given to itself; an object's `name` is always set, made up where none was. */
function hasOwnName(object: ApiObject): boolean {
  const { props } = object as unknown as { readonly props: { readonly metadata?: { readonly name?: string } } };
  return Boolean(props.metadata?.name);
}

function holdsCharts(chart: Chart): boolean {
  return chart.node.findAll().some((each) => each !== chart && Chart.isChart(each));
}

function kustomizeConfig(resources: readonly string[]): unknown {
  return { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', resources };
}
