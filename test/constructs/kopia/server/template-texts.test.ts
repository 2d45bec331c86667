import { KopiaServer, type KopiaServerProps } from '../../../../src';
import { templateTextProblems } from '../../../../src/constructs/kopia/server/template-texts';
import { lines } from '../../../model/fixture';
import { everything } from '../../../support/clusters';
import { errorsOf, find, objectsOf } from '../../../support/synth';
import { wholeProps } from '../../../support/whole-props';

const { nas, shared } = everything.repositories;
const gateway = { name: 'internal', namespace: 'network' };
const hostname = 'kopia.example.org';
const TEMPLATE = 'has "{{", which the chart takes for a template; write it without';

describe('what the chart would take for a template is refused', () => {
  test.each<[title: string, props: object, line: string]>([
    [
      'in an annotation of the route',
      { gateway, hostname, routeAnnotations: { note: '{{ .Release.Name }}' } },
      `routeAnnotations: "note": "{{ .Release.Name }}" ${TEMPLATE}`,
    ],
    [
      'in an annotation of the pod',
      { podAnnotations: { note: 'a {{ b' } },
      `podAnnotations: "note": "a {{ b" ${TEMPLATE}`,
    ],
    [
      'in a description',
      { description: 'The {{ nas }}' },
      'description: "The {{ nas }}" describes nothing; write a line of text without "{{" and without fluxVar(), or leave it out',
    ],
  ])('%s', (_, props, line) => {
    const found = errorsOf((app) => {
      new KopiaServer(app.chart('storage', 'kopia'), { repository: nas, ...props } as KopiaServerProps);
    }, everything);
    expect(found).toEqual([`[storage/kopia/kopia-server-nas] ${line}`]);
  });

  test('in what the cluster declares', () => {
    const cluster = {
      ...everything,
      repositories: { ...everything.repositories, nas: { ...nas, path: '/backups/{{.Values}}' } as typeof nas },
    };
    const found = errorsOf((app) => {
      new KopiaServer(app.chart('storage', 'kopia'), { repository: cluster.repositories.nas });
    }, cluster);
    expect(found).toEqual([`[storage/kopia/kopia-server-nas] repository: "path": "/backups/{{.Values}}" ${TEMPLATE}`]);
  });

  test('in any text of the values, names included, and once', () => {
    const bad = '{{ x }}';
    const values = {
      controllers: {
        kopia: { containers: { app: { image: { tag: bad }, env: { TZ: bad, AWS_REGION: bad, HOME: bad } } } },
      },
      defaultPodOptions: { labels: { a: bad }, nodeSelector: { [bad]: 'x' }, securityContext: { x: [bad] } },
      route: { kopia: { hostnames: ['fine', bad], parentRefs: [{ name: bad }] } },
      persistence: { cache: { storageClass: bad } },
      service: { kopia: bad },
    };
    const show = (key: string) => `"${key}": "${bad}" ${TEMPLATE}`;
    expect(lines(templateTextProblems(values, []))).toEqual([
      `image: ${show('tag')}`,
      `timeZone: ${show('TZ')}`,
      `credentials: ${show('AWS_REGION')}`,
      `repository: ${show('HOME')}`,
      `podLabels: ${show('a')}`,
      `placement: ${show(bad)}`,
      `mover: ${show('x')}`,
      `hostname: ${show('hostnames')}`,
      `gateway: ${show('name')}`,
      `cache: ${show('storageClass')}`,
      `values: ${show('kopia')}`,
    ]);
    expect(templateTextProblems(values, [{ field: 'any', text: `"${bad}" is wrong` }])).toEqual([]);
  });
});

test('no text that is written by itself has one', () => {
  const whole = wholeProps.find(({ construct }) => construct === 'KopiaServer');
  const written = [
    objectsOf((chart) => new KopiaServer(chart, { repository: nas }), everything),
    objectsOf((chart) => new KopiaServer(chart, { repository: shared, credentials: { item: 'reader' } }), everything),
    ...(whole?.whole() ?? []).map((props) => objectsOf((chart) => whole?.make(chart, props), whole?.cluster)),
  ];
  expect(written.length).toBe(4);
  for (const objects of written) {
    const release = objects.find(({ kind }) => kind === 'HelmRelease');
    expect(JSON.stringify(find(objects, 'HelmRelease', release?.metadata.name ?? '').spec.values)).not.toContain('{{');
  }
});
