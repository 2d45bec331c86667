import { type Problem, problemIf } from '../rules/problem';
import { show } from '../rules/show';
import { isName } from '../values/names';
import type { Cluster } from './cluster';

type Restores = Pick<Cluster, 'engine' | 'restore'>;

/** What an app's restore is called. */
export function restoreName(app: string, { engine, restore }: Restores): string {
  return restore.name === undefined ? engine.names.restore(app) : `${restore.name(app)}`;
}

export function restoreNameProblems({ restore }: Restores): Problem[] {
  const { name } = restore;
  if (name === undefined) {
    return [];
  }
  const found = typeof name === 'function' ? rule(name('romm'), name('plex')) : `${show(name)} is not a function`;
  return problemIf(
    found !== undefined,
    'restore.name',
    () => `${found}; write one that makes a name of the app's, such as (app) => \`\${app}-bootstrap\``,
    'F3',
  );
}

function rule(one: unknown, other: unknown): string | undefined {
  if (!isName(one)) {
    return `${show(one)}, which it makes of "romm", is not a Kubernetes name`;
  }
  return one === other
    ? `${show(one)} is what it makes of every app, and each restore has a name of its own`
    : undefined;
}
