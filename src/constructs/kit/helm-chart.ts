import type { Construct } from 'constructs';
import {
  HelmRelease,
  HelmReleaseSpecChartRefKind,
  HelmReleaseSpecInstallStrategyName,
  type HelmReleaseSpecPostRenderersKustomizePatches,
  HelmReleaseSpecUpgradeStrategyName,
} from '../../../imports/helm.toolkit.fluxcd.io';
import { OciRepository, OciRepositorySpecLayerSelectorOperation } from '../../../imports/source.toolkit.fluxcd.io';
import { type Problem, problemIf } from '../../model/rules/problem';
import { show } from '../../model/rules/show';
import { isRegistryName, tagProblems } from '../../model/values/image';
import type { KeysOf } from '../../model/values/known-keys';
import { Cluster } from '../../tree/cluster-scope';
import { addHealthCheck } from '../../tree/health-check';
import { addManifest, type Manifest } from '../../tree/manifest';

/** A Helm chart that is kept as an OCI artifact. */
export interface HelmChart {
  /** Without a tag: `oci://ghcr.io/example/chart`. */
  readonly url: string;
  /** The chart's version, with a digest if you like. */
  readonly tag: string;
}

export const CHART_KEYS: KeysOf<HelmChart> = { url: true, tag: true };

export interface HelmChartRelease {
  readonly name: string;
  readonly chart: HelmChart;
  readonly values: object;
  /** Kustomize patches of what the chart makes, where no value of it does. */
  readonly patches?: readonly HelmReleaseSpecPostRenderersKustomizePatches[];
}

/**
 * Adds a release of a chart and the source that it is taken from. What depends on the construct's chart waits until the
 * release is ready.
 */
export function addHelmChart(
  scope: Construct,
  { name, chart, values, patches }: HelmChartRelease,
): { source: Manifest; release: Manifest } {
  const { interval } = Cluster.of(scope).flux;
  const source = addManifest(scope, 'source', OciRepository, {
    metadata: { name },
    spec: {
      interval,
      url: chart.url,
      ref: reference(chart.tag),
      layerSelector: {
        mediaType: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip',
        operation: OciRepositorySpecLayerSelectorOperation.COPY,
      },
    },
  });
  const release = addManifest(scope, 'Resource', HelmRelease, {
    metadata: { name },
    spec: {
      interval,
      chartRef: { kind: HelmReleaseSpecChartRefKind.OCI_REPOSITORY, name },
      // Unless told, Flux gives up after one failure. Retrying in place, unlike remediation, never uninstalls and never
      // rolls back to a version that its CRDs have left behind.
      install: { strategy: { name: HelmReleaseSpecInstallStrategyName.RETRY_ON_FAILURE } },
      upgrade: { strategy: { name: HelmReleaseSpecUpgradeStrategyName.RETRY_ON_FAILURE } },
      values,
      postRenderers: patches && [{ kustomize: { patches: [...patches] } }],
    },
  });
  addHealthCheck(scope, release);
  return { source, release };
}

/** Of tag and digest Flux takes the digest and forgets the tag; together they would be no tag at all. */
function reference(version: string) {
  const [tag, digest] = `${version}`.split('@');
  return { tag, digest };
}

/** Checks where a chart is, whatever is in it. */
export function chartProblems(field: string, { url, tag }: HelmChart): Problem[] {
  return [
    ...problemIf(
      !isChart(url),
      `${field}.url`,
      () =>
        `${show(url)} is not a chart in a registry; write it without its tag, such as "oci://ghcr.io/example/chart"`,
    ),
    ...tagProblems(`${field}.tag`, tag),
  ];
}

function isChart(url: unknown): boolean {
  const [, name] = (typeof url === 'string' && /^oci:\/\/(.+\/.+)$/.exec(url)) || [];
  return isRegistryName(name);
}
