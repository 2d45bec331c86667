import { claimId } from '../../claims';
import { at, isRecord, type LooseRecord, listAt, recordAt, textAt } from '../../loose';
import { type User, userOf } from '../pods';
import type { ExpectedClaim } from './expected';
import type { Release } from './release';

/**
 * The claims of a release of the app-template chart: each entry of `persistence` that is one (bjw-s-labs
 * helm-charts, charts/library/common: `type` is persistentVolumeClaim where nothing else is said). From version 4 on the
 * only one is called as the release, and two or more have their keys behind it; before that all have.
 */
export function appTemplateClaims(release: Release): readonly ExpectedClaim[] {
  const { values, object } = release;
  const made = entriesOf(recordAt(values, 'persistence')).filter(([, entry]) => isClaim(entry));
  const alone = made.filter(([, entry]) => at(entry, 'existingClaim') === undefined).length === 1;
  return [
    ...made.map(([key, entry]): ExpectedClaim => {
      const label = `the volume persistence.${key} of Helm release ${object.ref.name}`;
      const names = namesOf(release, key, entry, alone);
      if (names === undefined) {
        const why = `Its values name the claim of persistence.${key} by a template, which nothing here carries out.`;
        return { label, ids: [], object: object.ref, kind: 'unknown', why };
      }
      const ids = names.map((name) => claimId(release.namespace, name));
      const existing = at(entry, 'existingClaim') !== undefined;
      const made = existing ? {} : { spec: specOf(entry) };
      return {
        label: ids.length === 1 ? ids.join() : label,
        ids,
        object: object.ref,
        kind: existing ? 'mounted' : 'made',
        ...made,
      };
    }),
    ...entriesOf(recordAt(values, 'controllers')).flatMap(([key, controller]) => setClaims(release, key, controller)),
  ];
}

function entriesOf(record: LooseRecord): readonly [string, LooseRecord][] {
  return Object.entries(record).filter((entry): entry is [string, LooseRecord] => isRecord(entry[1]));
}

/** The claim that the chart makes of an entry. */
function specOf(entry: LooseRecord): LooseRecord {
  return {
    accessModes: [at(entry, 'accessMode') ?? at(entry, 'accessModes')].flat(),
    resources: { requests: { storage: at(entry, 'size') } },
    storageClassName: at(entry, 'storageClass'),
    dataSourceRef: at(entry, 'dataSourceRef'),
    dataSource: at(entry, 'dataSource'),
  };
}

/** Whether an entry of `persistence` is a claim; what only lives as long as its pod is none. */
export function isClaim(entry: LooseRecord): boolean {
  return (
    at(entry, 'enabled') !== false && (textAt(entry, 'type') ?? 'persistentVolumeClaim') === 'persistentVolumeClaim'
  );
}

/** What the claim of an entry can be called; `undefined` where a template says it. */
export function namesOf(
  release: Release,
  key: string,
  entry: LooseRecord,
  alone: boolean,
): readonly string[] | undefined {
  const full = fullName(release);
  const said = textAt(entry, 'existingClaim') ?? textAt(entry, 'forceRename');
  if (said !== undefined) {
    const name = filled(said, release, full);
    return name === undefined ? undefined : [name];
  }
  if (full === undefined || [textAt(entry, 'prefix'), textAt(entry, 'suffix')].some((each) => each?.includes('{{'))) {
    return undefined;
  }
  const suffix = textAt(entry, 'suffix') ?? textAt(entry, 'nameOverride');
  const prefix = textAt(entry, 'prefix');
  const begin = prefix === undefined ? full : `${prefix}-${full}`;
  if (suffix !== undefined) {
    return [suffix === '-' ? begin : `${begin}-${suffix}`];
  }
  return alone ? [begin, `${begin}-${key}`] : [`${begin}-${key}`];
}

/** What the chart calls its objects. */
function fullName(release: Release): string | undefined {
  const override = textAt(release.values, 'global', 'fullnameOverride');
  if (override !== undefined) {
    return filled(override, release, undefined);
  }
  const part = textAt(release.values, 'global', 'nameOverride');
  const name = part === undefined || release.name.includes(part) ? release.name : `${release.name}-${part}`;
  return name.includes('{{') || name.includes('${') ? undefined : name;
}

/** A text of values, in which the release's name may stand; `undefined` where more than that does. */
function filled(text: string, release: Release, full: string | undefined): string | undefined {
  const name = text
    .replace(/\{\{-?\s*\.Release\.Name\s*-?\}\}/g, release.name)
    .replace(/\{\{-?\s*include\s+"bjw-s\.common\.lib\.chart\.names\.fullname"\s+(\$|\.)\s*-?\}\}/g, full ?? '{{');
  return name.includes('{{') || name.includes('${') ? undefined : name;
}

function setClaims(release: Release, key: string, controller: LooseRecord): readonly ExpectedClaim[] {
  if (textAt(controller, 'type') !== 'statefulset' || at(controller, 'enabled') === false) {
    return [];
  }
  const full = fullName(release);
  return listAt(controller, 'statefulset', 'volumeClaimTemplates').flatMap((each): ExpectedClaim[] => {
    const name = textAt(each, 'name');
    const ids = [full, `${full}-${key}`].map((set) => claimId(release.namespace, `${name}-${set}-0`));
    return name === undefined
      ? []
      : [
          {
            label: `the volumes ${name} of controller ${key} of Helm release ${release.object.ref.name}`,
            ids: full === undefined ? [] : ids,
            object: release.object.ref,
            kind: 'made',
          },
        ];
  });
}

/** As whom each container that mounts an entry of `persistence` runs. */
export function mountsIn({ values }: Release, entry: LooseRecord): readonly User[] {
  const all = recordAt(values, 'defaultPodOptions');
  return entriesOf(recordAt(values, 'controllers'))
    .filter(([, controller]) => at(controller, 'enabled') !== false)
    .flatMap(([controllerKey, controller]) => {
      const pod = recordAt(controller, 'pod');
      const own = at(pod, 'securityContext');
      // What a controller says of its pod takes the place of what is said of all, unless they are to be merged.
      const merged = textAt(values, 'defaultPodOptionsStrategy') === 'merge';
      const contexts =
        own === undefined ? [at(all, 'securityContext')] : merged ? [own, at(all, 'securityContext')] : [own];
      return ['containers', 'initContainers'].flatMap((sort) =>
        entriesOf(recordAt(controller, sort))
          .filter(([containerKey]) => isMounted(entry, controllerKey, containerKey))
          .map(([, container]) =>
            userOf(
              at(container, 'securityContext'),
              at(controller, 'defaultContainerOptions', 'securityContext'),
              ...contexts,
            ),
          ),
      );
    });
}

/** Everywhere, unless the entry says where. */
function isMounted(entry: LooseRecord, controller: string, container: string): boolean {
  const writes = (mounts: readonly unknown[]) => mounts.some((each) => at(each, 'readOnly') !== true);
  const advanced = at(entry, 'advancedMounts');
  if (isRecord(advanced)) {
    return writes(listAt(advanced, controller, container)) || writes(listAt(entry, 'globalMounts'));
  }
  const everywhere = listAt(entry, 'globalMounts');
  return everywhere.length === 0 || writes(everywhere);
}
