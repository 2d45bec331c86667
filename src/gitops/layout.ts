import { posix } from 'node:path';
import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { type Flux, kustomizationName } from '../model/cluster/flux';
import { errorsAt, type Finding } from '../model/rules/finding';
import { ifGiven, type Problem, problemIf } from '../model/rules/problem';
import { show } from '../model/rules/show';
import { attempt } from '../model/values/attempt';
import { given } from '../model/values/given';
import { isSet } from '../model/values/known-keys';
import { isName, nameLimits, namespaceProblems } from '../model/values/names';
import { repeated } from '../model/values/repeated';
import { kustomizationOf } from '../tree/flux';

/** Stands for the namespace of a chart that has none; no namespace can be called so. */
const NO_NAMESPACE = '_cluster';

type KustomizationName = ReturnType<Flux['kustomization']>;

/** Where a chart's output goes. */
export interface ChartLayout {
  readonly chart: Chart;
  /** The folder below the output folder. */
  readonly folder: string;
  /** The file of its objects, in that folder. */
  readonly file: string;
  /** Name and namespace of its Flux Kustomization. */
  readonly kustomization: { readonly name: string; readonly namespace: string };
  /** The file of that, below the output folder. */
  readonly fluxFile: string;
  /** The field that names it, where that is not the chart's id. */
  readonly namedBy: string | undefined;
  /** What the function said that was to name it, where that failed. */
  readonly threw: string | undefined;
}

export function chartLayout(chart: Chart, flux: Flux): ChartLayout {
  const { id } = chart.node;
  const own = kustomizationOf(chart);
  const called = attempt(() => flux.kustomization({ namespace: chart.namespace, id }));
  const threw = 'error' in called && own === undefined ? called.error : undefined;
  // What is reported has to have some name as well.
  const made = (
    'value' in called ? called.value : kustomizationName({ namespace: chart.namespace, id })
  ) as KustomizationName;
  const { name, namespace = flux.namespace } = { ...(isSet(made) ? given(made) : { name: made }), ...own };
  const folder = namespace === flux.namespace ? FLUX_FOLDER : `${FLUX_FOLDER}/${namespace}`;
  return {
    chart,
    folder: `${chart.namespace ?? NO_NAMESPACE}/${id}`,
    file: `${id}.k8s.yaml`,
    kustomization: { name, namespace },
    fluxFile: `${folder}/${name}.yaml`,
    threw,
    namedBy: own ? 'kustomization' : flux.kustomization === kustomizationName ? undefined : 'flux.kustomization',
  };
}

/** What makes two Kustomizations one. */
export function kustomizationId({ name, namespace }: ChartLayout['kustomization']): string {
  return `${namespace}/${name}`;
}

/** What is wrong with the charts' names. */
export function layoutErrors(layouts: readonly ChartLayout[], flux: Flux): Finding[] {
  return [
    ...layouts.flatMap((each) => errorsAt(each.chart.node.path, [...nameErrors(each), ...rootErrors(each, flux)])),
    ...repeated(layouts, ({ kustomization }) => kustomizationId(kustomization)).flatMap(([each, first]) => {
      const text = `the Flux Kustomization "${each.kustomization.name}" is that of [${first.chart.node.path}] too; ${anotherName(each)}`;
      return errorsAt(each.chart.node.path, [{ field: each.namedBy ?? 'id', text, rule: 'F3' }]);
    }),
    ...folderErrors(layouts),
  ];
}

const FLUX_FOLDER = 'flux';

/** The list of all Flux Kustomizations, below the output folder. */
export const FLUX_LIST = `${FLUX_FOLDER}/kustomization.yaml`;

/** What is in that list. */
export function fluxList(layouts: readonly ChartLayout[]): string[] {
  return layouts.map(({ fluxFile }) => fluxFile.slice(FLUX_FOLDER.length + 1)).sort();
}

/** A chart in a namespace called "flux" has its folder among the files for Flux. */
function folderErrors(layouts: readonly ChartLayout[]): Finding[] {
  const files = new Set([FLUX_LIST, ...layouts.map(({ fluxFile }) => fluxFile)]);
  const folders = new Set(layouts.map(({ fluxFile }) => posix.dirname(fluxFile)));
  return layouts.flatMap(({ chart, folder }) => {
    const what = files.has(folder) ? 'file' : 'folder of Flux Kustomizations';
    const text = `its folder would stand where the ${what} "${folder}" is to be; give the chart another id`;
    return errorsAt(chart.node.path, problemIf(files.has(folder) || folders.has(folder), 'id', text, 'F3'));
  });
}

/** The first thing wrong with a chart's own name: what is said of the rest would be said of something else. */
function nameErrors(layout: ChartLayout): Problem[] {
  const { chart, kustomization, namedBy } = layout;
  const { id } = chart.node;
  const namespace = ifGiven(chart.namespace, (each) => namespaceProblems('namespace', each));
  if (namespace.length > 0) {
    return namespace;
  }
  if (namedBy === undefined && kustomization.name === RESERVED) {
    return [reserved('id', layout)];
  }
  if (!isName(id)) {
    const text = `"${id}" names a folder and a Flux Kustomization; use lower-case letters, digits, "-" and "."`;
    return [{ field: 'id', text, rule: 'F3' }];
  }
  return namedBy === undefined ? tooLong('id', layout) : kustomizationErrors(namedBy, layout);
}

function kustomizationErrors(field: string, layout: ChartLayout): Problem[] {
  const { name, namespace } = layout.kustomization;
  if (layout.threw !== undefined) {
    const text = `throws ${show(layout.threw)} for { namespace: ${show(layout.chart.namespace)}, id: ${show(layout.chart.node.id)} }; return a name for every chart`;
    return [{ field, text, rule: 'F3' }];
  }
  if (!isName(name)) {
    const text = `${show(name)} is not the name of a Flux Kustomization; use lower-case letters, digits, "-" and "."`;
    return [{ field, text, rule: 'F3' }];
  }
  return [
    ...(name === RESERVED ? [reserved(field, layout)] : tooLong(field, layout)),
    ...namespaceProblems(`${field}.namespace`, namespace),
  ];
}

/** What `flux bootstrap` calls everything that it makes, its namespace included. */
const BOOTSTRAP = 'flux-system';

/**
 * Whoever sets Flux up gives the Kustomization that applies all others the name of the source, or of its namespace. One of
 * that name here would be applied over it, and Flux would delete whatever it had applied so far.
 */
function rootErrors(layout: ChartLayout, { namespace, source }: Flux): Problem[] {
  const roots = [
    { name: source.name, namespace: source.namespace ?? namespace },
    { name: source.name, namespace },
    { name: namespace, namespace },
    { name: BOOTSTRAP, namespace: BOOTSTRAP },
  ].map(kustomizationId);
  const id = kustomizationId(layout.kustomization);
  const text = `the Flux Kustomization "${id}" would be applied over the one that applies the whole cluster, which is called as its source or its namespace, and Flux would delete what that has applied; ${anotherName(layout)}`;
  return problemIf(roots.includes(id), layout.namedBy ?? 'id', text, 'F3');
}

const RESERVED = 'kustomization';

function reserved(field: string, layout: ChartLayout): Problem {
  const text = `"${RESERVED}" is the name of kustomize's own file; ${anotherName(layout)}`;
  return { field, text, rule: 'F3' };
}

function tooLong(field: string, { kustomization: { name } }: ChartLayout): Problem[] {
  return problemIf(
    name.length > nameLimits.kustomization,
    field,
    `the Flux Kustomization "${name}" has ${name.length} characters; at most ${nameLimits.kustomization} fit, shorten it`,
    'F3',
  );
}

function anotherName({ namedBy }: ChartLayout): string {
  return namedBy === undefined ? 'give the chart another id' : 'name it otherwise';
}

/** The chart that a construct is in; none for those above the charts. */
export function chartOf(construct: Construct): Chart | undefined {
  return construct.node.scopes.reverse().find((scope): scope is Chart => Chart.isChart(scope));
}
