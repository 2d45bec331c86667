import { type Problem, problemIf } from '../../../model/rules/problem';
import { show } from '../../../model/rules/show';

/** Where among the chart's values the texts of a prop end up; the first that fits is the prop. */
const PROPS: readonly (readonly [prop: string, place: RegExp])[] = [
  ['image', /^controllers\.\w+\.containers\.\w+\.image\./],
  ['resources', /^controllers\.\w+\.containers\.\w+\.resources\./],
  ['timeZone', /^controllers\.\w+\.containers\.\w+\.env\.TZ$/],
  ['login', /^controllers\.\w+\.containers\.\w+\.env\.KOPIA_(SERVER|AUTH)_/],
  ['credentials', /^controllers\.\w+\.containers\.\w+\.env\.AWS_/],
  ['podLabels', /^defaultPodOptions\.labels\./],
  ['podAnnotations', /^defaultPodOptions\.annotations\./],
  ['mover', /^defaultPodOptions\.securityContext\./],
  ['placement', /^defaultPodOptions\./],
  ['hostname', /^route\.\w+\.hostnames\./],
  ['routeAnnotations', /^route\.\w+\.annotations\./],
  ['gateway', /^route\./],
  ['cache', /^persistence\.cache\./],
  ['repository', /^(configMaps|persistence|controllers)\./],
];

/**
 * Texts that the chart would take for a template: its fifth version takes every one for one, the fourth most, names of
 * fields included. One that no chart takes for a template is refused as well: which do is no promise of theirs.
 * @param known what is wrong anyway, which need not be said twice
 */
export function templateTextProblems(values: object, known: readonly Problem[]): Problem[] {
  return textsIn(values).flatMap(({ at, key, text }) =>
    problemIf(
      text.includes('{{') && !known.some((each) => each.text.includes(show(text))),
      PROPS.find(([, place]) => place.test(at))?.[0] ?? 'values',
      () => `${show(key)}: ${show(text)} has "{{", which the chart takes for a template; write it without`,
    ),
  );
}

interface Text {
  /** Its place among the values. */
  readonly at: string;
  /** What it is called there. */
  readonly key: string;
  readonly text: string;
}

function textsIn(value: unknown, at = '', key = ''): Text[] {
  if (typeof value === 'string') {
    return [{ at, key, text: value }];
  }
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([name, each]) => {
    const place = at === '' ? name : `${at}.${name}`;
    return [
      ...(name.includes('{{') ? [{ at: place, key: name, text: name }] : []),
      ...textsIn(each, place, Array.isArray(value) ? key : name),
    ];
  });
}
