import { isRecord, type Loose } from '../../loose';
import type { FoundObject, Objects } from '../../object';
import type { ExpectedClaim } from './expected';

/** Groups whose kinds make no claims of their own by what they say of storage, or are read elsewhere. */
const READ_ELSEWHERE =
  /^(apps|batch|policy|storage\.k8s\.io|snapshot\.storage\.k8s\.io|apiextensions\.k8s\.io)?$|toolkit\.fluxcd\.io$/;

/** What people call a description of a claim that an operator is to make. */
const TEMPLATE = /^(volumeClaimTemplates?|persistentVolumeClaimSpec|dataVolumeClaimSpec|pvcSpec|volumeClaimSpec)$/;

/**
 * Objects of kinds that nothing here knows, with a description of a claim in them: somebody makes it, and what it is
 * called nothing here says.
 * @param isKnown kinds that are read by others
 */
export function templatedClaims(objects: Objects, isKnown: (object: FoundObject) => boolean): readonly ExpectedClaim[] {
  return objects.all
    .filter((each) => !READ_ELSEWHERE.test(each.group) && !isKnown(each))
    .flatMap(({ ref, body }) =>
      pathsOf(body.spec, TEMPLATE).map(
        (path): ExpectedClaim => ({
          label: `the volume of spec.${path.join('.')}`,
          ids: [],
          object: ref,
          kind: 'unknown',
          why: `It describes a claim in spec.${path.join('.')}; what that is called, and whether anything backs it up, nothing here says.`,
        }),
      ),
    );
}

/** Where in a value keys of a name are, the outermost of each. A volume that ends with its pod is none to back up. */
export function pathsOf(value: Loose, name: RegExp, path: readonly string[] = []): readonly (readonly string[])[] {
  if (path.length > DEEPEST) {
    return [];
  }
  if (Array.isArray(value)) {
    return value.flatMap((each, index) => pathsOf(each, name, [...path, String(index)]));
  }
  if (!isRecord(value)) {
    return [];
  }
  return Object.entries(value).flatMap(([key, each]) => {
    const is = [...path, key];
    if (key === 'ephemeral' || isEmpty(each)) {
      return [];
    }
    return name.test(key) ? [is] : pathsOf(each, name, is);
  });
}

/** Deeper than any schema goes; what refers to itself would go on for ever. */
const DEEPEST = 30;

function isEmpty(value: Loose): boolean {
  return (
    value === null ||
    value === undefined ||
    value === '' ||
    value === false ||
    (Array.isArray(value) && value.length === 0) ||
    (isRecord(value) && (Object.keys(value).length === 0 || value.enabled === false))
  );
}
