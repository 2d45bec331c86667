import { type Problem, problemIf } from '../rules/problem';
import { show } from '../rules/show';
import { attempt } from '../values/attempt';
import { isName } from '../values/names';
import type { Cluster } from './cluster';

type Restores = Pick<Cluster, 'engine' | 'restore'>;

/** What an app's restore is called; as the engine has it where the cluster gives no name, which is reported. */
export function restoreName(app: string, { engine, restore }: Restores): string {
  const made = named(app, restore);
  return made !== undefined && 'value' in made && isName(made.value) ? `${made.value}` : engine.names.restore(app);
}

function named(app: string, { name }: Restores['restore']): ReturnType<typeof attempt> | undefined {
  return name === undefined ? undefined : attempt(() => name(app));
}

/** What is wrong with the name of one app's restore. */
export function restoreNameProblems(app: string, { engine, restore }: Restores): Problem[] {
  const made = named(app, restore);
  const wrong = made && wrongName(app, made, engine.limits.source);
  return problemIf(
    wrong !== undefined,
    'cluster.restore.name',
    () => `${wrong}; make a name of this app's as well, such as ${show(engine.names.restore(app))}`,
    'F3',
  );
}

function wrongName(app: string, made: ReturnType<typeof attempt>, longest: number): string | undefined {
  if ('error' in made) {
    return `it throws ${show(made.error)} for ${show(app)}`;
  }
  const { value } = made;
  if (!isName(value)) {
    return notAName(app, value);
  }
  // Where it has the name of the app in it, that is told how long it may be.
  return value.includes(app) || value.length <= longest
    ? undefined
    : `${show(value)}, which it makes of ${show(app)}, has ${value.length} characters, and at most ${longest} fit`;
}

function notAName(app: string, value: unknown): string {
  return `${show(value)}, which it makes of ${show(app)}, is not a Kubernetes name`;
}

/** What is wrong with how a cluster names restores, as far as that shows without its apps. */
export function namingProblems({ restore }: Restores): Problem[] {
  const { name } = restore;
  if (name === undefined) {
    return [];
  }
  const found = typeof name === 'function' ? wrongRule(name) : `${show(name)} is not a function`;
  return problemIf(
    found !== undefined,
    'restore.name',
    () => `${found}; write one that makes a name of the app's, such as (app) => \`\${app}-bootstrap\``,
    'F3',
  );
}

/** One that knows only the apps that there are, such as a table, is asked for those. */
function wrongRule(name: (app: string) => unknown): string | undefined {
  const [one, other] = ['romm', 'plex'].map((app) => attempt(() => name(app)));
  if (!one || !other || 'error' in one || 'error' in other || one.value === undefined) {
    return undefined;
  }
  if (!isName(one.value)) {
    return notAName('romm', one.value);
  }
  return one.value === other.value
    ? `${show(one.value)} is what it makes of every app, and each restore has a name of its own`
    : undefined;
}
