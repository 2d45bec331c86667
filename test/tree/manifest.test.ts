import { App, Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-30';
import { ReplicationSource, type ReplicationSourceProps } from '../../imports/volsync.backube';
import { fluxVar } from '../../src';
import { addManifest } from '../../src/tree/manifest';

const chart = () => new Chart(new App(), 'test', { namespace: 'games' });
const metadata = { name: 'romm' };

describe('an object whose bindings would drop a field', () => {
  test.each<[string, object, string]>([
    ['misspelt', { sourcePvcs: 'romm' }, 'spec.sourcePvcs'],
    ['unknown to the bindings', { kopia: { additionalArgs: ['--parallel=4'] } }, 'spec.kopia.additionalArgs'],
    [
      'of another type, in a list',
      { kopia: { moverVolumes: [{ mountpoint: 'x' }] } },
      'spec.kopia.moverVolumes.0.mountpoint',
    ],
    ['a quantity as bare text', { kopia: { cacheCapacity: '5Gi' } }, 'spec.kopia.cacheCapacity'],
  ])('fails: %s', (_, spec, field) => {
    const props = { metadata, spec } as ReplicationSourceProps;
    expect(() => addManifest(chart(), 'source', ReplicationSource, props)).toThrow(
      `[test/source] ReplicationSource.${field}: the generated bindings do not know this field and would drop it; check its spelling and type in imports/`,
    );
  });

  test('fails for built-in kinds too', () => {
    const props = { metadata, spec: { accessMode: ['ReadWriteOnce'] } } as k8s.KubePersistentVolumeClaimProps;
    expect(() => addManifest(chart(), 'claim', k8s.KubePersistentVolumeClaim, props)).toThrow(
      'PersistentVolumeClaim.spec.accessMode',
    );
  });
});

test('fields that the bindings only spell differently are not lost', () => {
  const source = addManifest(chart(), 'source', ReplicationSource, {
    metadata,
    spec: { sourcePvc: 'romm', kopia: { cacheCapacity: { value: '5Gi' }, metadataCacheSizeLimitMb: 5 } },
  });
  expect(source.toJson()).toMatchObject({
    spec: { sourcePVC: 'romm', kopia: { cacheCapacity: '5Gi', metadataCacheSizeLimitMB: 5 } },
  });
});

test('Flux variables are written in a plain cdk8s app as well', () => {
  const source = addManifest(chart(), 'source', ReplicationSource, {
    metadata,
    spec: { kopia: { moverPodLabels: { zone: fluxVar('ZONE') } } },
  });
  expect(source.toJson()).toMatchObject({ spec: { kopia: { moverPodLabels: { zone: '${ZONE}' } } } });
});
