import { field, fluxVar, KopiaServer, type SecretText } from '../../../../src';
import { everything } from '../../../support/clusters';
import { find, objectsOf } from '../../../support/synth';

const { shared, box } = everything.repositories;

const policyOf = (repository: object, props: object = {}) => {
  const cluster = {
    ...everything,
    repositories: { ...everything.repositories, shared: repository as typeof shared },
  };
  const objects = objectsOf(
    (chart) => new KopiaServer(chart, { repository: cluster.repositories.shared, ...props }),
    cluster,
  );
  return find(objects, 'NetworkPolicy', 'kopia').spec;
};

const dns = {
  ports: [
    { protocol: 'UDP', port: 53 },
    { protocol: 'TCP', port: 53 },
  ],
};
const at = (port: number) => ({ ports: [{ protocol: 'TCP', port }] });
const podsOf = (selector: object) => ({ to: [selector], ports: [{ protocol: 'TCP' }] });
const inStorage = podsOf({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'storage' } } });

describe('a server gets out to where its repository is, and to nothing else', () => {
  test.each<[SecretText, boolean, object[]]>([
    ['s3.us-east-005.backblazeb2.com', true, [dns, at(443)]],
    ['nas.internal:9000', true, [dns, at(9000)]],
    ['nas.internal', false, [dns, at(80)]],
    [[field('ACCOUNT'), '.r2.cloudflarestorage.com'], true, [dns, at(443)]],
    [[field('HOST'), ':9000'], true, [dns, at(9000)]],
    // What is in the vault may end in a port.
    [field('ENDPOINT'), true, [dns, { ports: [{ protocol: 'TCP' }] }]],
    [fluxVar('ENDPOINT'), true, [dns, { ports: [{ protocol: 'TCP' }] }]],
    [`s3.${fluxVar('DOMAIN')}:8443`, true, [dns, at(8443)]],
    // The port of a Service need not be that of its pods.
    ['minio.storage.svc:9000', false, [dns, at(9000), inStorage]],
    ['minio.storage.svc.cluster.local', false, [dns, at(80), inStorage]],
    ['minio:9000', false, [dns, at(9000), podsOf({ podSelector: {} })]],
    ['10.0.0.5:9000', false, [{ to: [{ ipBlock: { cidr: '10.0.0.5/32' } }], ...at(9000) }]],
    ['[fd00::5]:9000', false, [{ to: [{ ipBlock: { cidr: 'fd00::5/128' } }], ...at(9000) }]],
  ])('%j, HTTPS: %s', (endpoint, tls, egress) => {
    expect(policyOf({ ...shared, endpoint, tls })).toEqual({
      podSelector: { matchLabels: { 'app.kubernetes.io/instance': 'kopia' } },
      policyTypes: ['Egress'],
      egress,
    });
  });

  test.each([
    ['box.internal', 22, [dns, at(22)]],
    ['10.0.0.6', 2222, [{ to: [{ ipBlock: { cidr: '10.0.0.6/32' } }], ...at(2222) }]],
    ['fd00::6', 22, [{ to: [{ ipBlock: { cidr: 'fd00::6/128' } }], ...at(22) }]],
    ['sftp.storage.svc', 22, [dns, at(22), inStorage]],
  ])('by SFTP, %s', (host, port, egress) => {
    expect(policyOf({ ...box, name: 'shared', knownHosts: field('KNOWN_HOSTS'), host, port }).egress).toEqual(egress);
  });

  test('whoever gets in', () => {
    const routed = { gateway: { name: 'internal', namespace: 'network' }, hostname: 'kopia.example.org' };
    const { policyTypes, egress } = policyOf(shared, routed);
    expect(policyTypes).toEqual(['Ingress', 'Egress']);
    expect(egress).toEqual([dns, at(9000), inStorage]);
    expect(policyOf(shared, { ...routed, networkPolicy: false })).toEqual(policyOf(shared));
  });
});
