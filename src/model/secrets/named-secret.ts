import { inside, listed } from '../values/inside';

/** A Secret that an object of the output names. */
export interface NamedSecret {
  readonly field: string;
  readonly name: string;
}

/**
 * The Secrets that pods wait for, anywhere in a value: those of variables and volumes. One that may be absent (`optional`)
 * nobody waits for, and an image that wants no login is pulled without one.
 */
export function secretsOfPods(field: string, value: unknown): NamedSecret[] {
  if (Array.isArray(value)) {
    return value.flatMap((each, index) => secretsOfPods(`${field}[${index}]`, each));
  }
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, each]) => {
    const at = `${field}.${key}`;
    const name = READERS[key]?.(each);
    return isName(name) && inside(each, 'optional') !== true
      ? [{ field: at, name }]
      : key === 'type' && each === 'secret'
        ? named(`${field}.name`, inside(value, 'name'))
        : secretsOfPods(at, each);
  });
}

/** Where in a pod a Secret is named; a volume and one of several sources of a volume call it otherwise. */
const READERS: Readonly<Record<string, (value: unknown) => unknown>> = {
  secretKeyRef: (value) => inside(value, 'name'),
  secretRef: (value) => inside(value, 'name'),
  secret: (value) => inside(value, 'secretName') ?? inside(value, 'name'),
};

/** The Secret at a field, where one is named. */
export function named(field: string, name: unknown): NamedSecret[] {
  return isName(name) ? [{ field, name }] : [];
}

/** A name that a template of Helm or a variable of Flux is in is not known here. */
function isName(name: unknown): name is string {
  return typeof name === 'string' && name !== '' && !/\{\{|\$\{/.test(name);
}

/** The Secrets that a list of volumes mounts, each volume at one key of its entry. */
export function secretsOfVolumes(field: string, volumes: unknown, key: string): NamedSecret[] {
  return listed(volumes).flatMap((each, index) => secretsOfPods(`${field}[${index}].${key}`, inside(each, key)));
}
