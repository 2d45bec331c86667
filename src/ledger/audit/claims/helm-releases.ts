import { claimId } from '../../claims';
import { isRecord, listAt, recordAt, textAt } from '../../loose';
import { annotationsOf, type FoundObject, labelsOf, type Objects } from '../../object';
import { appTemplateClaims } from './app-template';
import type { ExpectedClaim } from './expected';
import type { Release } from './release';
import { pathsOf } from './templates';

const GROUP = 'helm.toolkit.fluxcd.io';

/** Values that speak of volumes, in whatever chart. */
const STORAGE =
  /^(persistence|persistent|persistentVolumes?|persistentVolumeClaims?|volumeClaimTemplates?|storageSpec|storageClass|storageClassName|pvc|dataStorage)$/;

/** The claims that HelmReleases make, where what they install is not here itself. */
export function helmClaims(objects: Objects): readonly ExpectedClaim[] {
  const rendered = renderedReleases(objects);
  return releasesOf(objects)
    .filter(({ name, namespace }) => !rendered.has(claimId(namespace, name)))
    .flatMap((release) => (release.chart === 'app-template' ? appTemplateClaims(release) : otherClaims(release)));
}

export function releasesOf(objects: Objects): readonly Release[] {
  return objects.ofKind(GROUP, 'HelmRelease').map((object) => {
    const { ref, body } = object;
    const target = textAt(body, 'spec', 'targetNamespace');
    return {
      object,
      name: textAt(body, 'spec', 'releaseName') ?? (target === undefined ? ref.name : `${target}-${ref.name}`),
      namespace: target ?? ref.namespace,
      chart: chartOf(object, objects),
      values: recordAt(body, 'spec', 'values'),
    };
  });
}

function chartOf({ ref, body }: FoundObject, objects: Objects): string | undefined {
  const named = textAt(body, 'spec', 'chart', 'spec', 'chart');
  if (named !== undefined) {
    return named.split('/').at(-1);
  }
  const source = recordAt(body, 'spec', 'chartRef');
  const namespace = textAt(source, 'namespace') ?? ref.namespace;
  const found = objects.find(
    'source.toolkit.fluxcd.io',
    textAt(source, 'kind') ?? '',
    namespace,
    textAt(source, 'name'),
  );
  return (textAt(found?.body, 'spec', 'url') ?? textAt(found?.body, 'spec', 'chart'))?.split('/').at(-1);
}

/** Releases whose objects are in the stream, because somebody has rendered their charts. */
function renderedReleases(objects: Objects): ReadonlySet<string> {
  return new Set(
    objects.all.flatMap((each) => {
      const name = annotationsOf(each)['meta.helm.sh/release-name'] ?? labelsOf(each)['helm.toolkit.fluxcd.io/name'];
      return name === undefined || each.group === GROUP ? [] : [claimId(each.ref.namespace, name)];
    }),
  );
}

function otherClaims({ object, namespace, values, chart }: Release): readonly ExpectedClaim[] {
  const { ref } = object;
  const existing = pathsOf(values, /^existingClaim$/).flatMap((path): ExpectedClaim[] => {
    const name = textAt(values, ...path);
    const id = claimId(namespace, name ?? '');
    return name === undefined ? [] : [{ label: id, ids: [id], object: ref, kind: 'mounted' }];
  });
  const paths = pathsOf(values, STORAGE).filter((path) => !names(values, path));
  return [
    ...existing,
    ...(paths.length === 0
      ? []
      : [
          {
            label: `the volumes of Helm release ${ref.name}`,
            ids: [],
            object: ref,
            kind: 'unknown' as const,
            why: `Its values speak of volumes (${paths.map((path) => path.join('.')).join(', ')}), and what chart ${chart ?? 'it installs, which is not here,'} makes of that nothing here says.`,
          },
        ]),
  ];
}

/** What names a claim that is there makes none. */
function names(values: unknown, path: readonly string[]): boolean {
  const at = path.reduce<unknown>((found, key) => (isRecord(found) ? found[key] : listAt(found)[Number(key)]), values);
  return isRecord(at) && textAt(at, 'existingClaim') !== undefined;
}
