import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { versions } from '../../../src/versions';
import { type ChartName, chartFolder } from '../../support/charts';
import type { Manifest } from '../../support/manifest-tree';
import { projectRoot } from '../../support/project';
import { ownReleases, valuesOf } from '../../support/releases';
import { renderReleases } from './helm';

/** What the charts made of the releases of `dist/` when they were last asked, and which charts that were. */
export interface RecordedReleases {
  /** By chart: the version that is pinned, and the one that could be had. */
  readonly charts: Readonly<Record<ChartName, { readonly pinned: string; readonly rendered: string }>>;
  readonly releases: readonly RecordedRelease[];
}

interface RecordedRelease {
  readonly chart: ChartName;
  readonly name: string;
  readonly values: object;
  /** What our values decide. Of a chart's other objects there are kind and name alone. */
  readonly objects: readonly object[];
}

/** Written by `npm run e2e:record -- releases`, where `CHARTS_DIR` names whole charts. */
export const RECORDED_RELEASES = join(projectRoot, 'test/e2e/recorded/releases.jsonl');

export function recordedReleases(): RecordedReleases {
  const [charts, ...releases] = readFileSync(RECORDED_RELEASES, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  return { charts, releases };
}

/** The record as it is written, a line each. */
export function recordOf({ charts, releases }: RecordedReleases): string {
  return [charts, ...releases].map((each) => `${JSON.stringify(each)}\n`).join('');
}

/** The versions that are pinned, by chart. */
export function pinnedCharts(): Readonly<Record<ChartName, string>> {
  const { appTemplate, volsync } = versions.charts;
  return { 'app-template': appTemplate.tag, volsync: volsync.tag };
}

/** What the charts make now. Throws where they are not here. */
export function renderOwnReleases(): RecordedReleases {
  const releases = ownReleases();
  const rendered = renderReleases(releases);
  const pinned = pinnedCharts();
  const stamp = (chart: ChartName) => ({ pinned: pinned[chart], rendered: chartFolder(chart).version });
  return {
    charts: { 'app-template': stamp('app-template'), volsync: stamp('volsync') },
    releases: releases.map(({ chart, release }, index) => ({
      chart,
      name: `${release.metadata.namespace}/${release.metadata.name}`,
      values: valuesOf(release),
      objects: (rendered[index] ?? []).map((each) => (chart === 'volsync' ? ofOurValues(each) : each)),
    })),
  };
}

/** Of an object of VolSync's chart what our values say of it. */
function ofOurValues({ kind, metadata: { name }, spec }: Manifest): object {
  if (kind === 'Service') return { kind, name, spec };
  if (kind !== 'Deployment') return { kind, name };
  const { selector, template } = spec as { selector: object; template: { metadata: Labelled; spec: OperatorPod } };
  const { containers, securityContext } = template.spec;
  return {
    kind,
    name,
    selector,
    labels: template.metadata.labels,
    securityContext,
    containers: containers.map(({ name: container, image, resources, securityContext: own, args }) => ({
      name: container,
      image,
      resources,
      securityContext: own,
      // Which image each mover has, and whether whoever reads metrics must say who it is.
      args: args.filter((each) => /-container-image=|^--metrics-/.test(each)).sort(),
    })),
  };
}

interface Labelled {
  readonly labels: object;
}

interface OperatorPod {
  readonly securityContext: object;
  readonly containers: readonly {
    readonly name: string;
    readonly image: string;
    readonly resources: object;
    readonly securityContext: object;
    readonly args: readonly string[];
  }[];
}
