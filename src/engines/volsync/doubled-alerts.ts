import { errorsAt } from '../../model/rules/finding';
import type { TreeRule } from '../../model/rules/tree-rule';
import { inside, listed } from '../../model/values/inside';
import type { KubeObject } from '../../model/values/kube-object';

/** F3: two alerts of one name on VolSync wake everybody twice, or, where one is the old one, for what is no fault any more. */
export const DOUBLED_ALERTS: TreeRule = {
  kinds: ['PrometheusRule'],
  breaches: (objects) => {
    const first = new Map<string, string>();
    return objects.flatMap(({ path, object }) => {
      const doubled = alertsIn(object).filter((name) => first.has(name));
      for (const name of alertsIn(object)) {
        first.set(name, first.get(name) ?? path);
      }
      const [name] = doubled;
      const text = `alert "${name}" is in [${first.get(name ?? '')}] too, so it would be raised twice; remove one of them`;
      return name === undefined ? [] : errorsAt(path, [{ field: 'spec.groups', text, rule: 'F3' }]);
    });
  },
};

/** The alerts on what VolSync measures, each once. */
function alertsIn({ spec }: KubeObject): string[] {
  const rules = listed(inside(spec, 'groups')).flatMap((group) => listed(inside(group, 'rules')));
  return [
    ...new Set(
      rules.flatMap((rule) => {
        const [name, expr] = [inside(rule, 'alert'), inside(rule, 'expr')];
        return typeof name === 'string' && /volsync/.test(`${expr}`) ? name : [];
      }),
    ),
  ];
}
