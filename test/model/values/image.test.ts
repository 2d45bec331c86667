import { fluxVar } from '../../../src/model/values/flux-var';
import { imageProblems, isRegistryName } from '../../../src/model/values/image';
import { versions } from '../../../src/versions';
import { lines } from '../fixture';

test.each([
  'busybox',
  'kopia/kopia',
  'ghcr.io/home-operations/kopia',
  'registry.internal:5000/a/b/c',
  'localhost/kopia',
  'Registry.Internal/kopia',
  '[fd00::5]:5000/kopia',
  'example.org/a-b/c_d/e__f/g.h/i--j',
  `${fluxVar('REGISTRY')}/kopia`,
])('%s names a repository of a registry', (name) => {
  expect(isRegistryName(name)).toBe(true);
});

test.each([
  '',
  'Kopia',
  'ghcr.io/Home-Operations/kopia',
  'ghcr.io//kopia',
  'ghcr.io/',
  '/kopia',
  'ghcr.io/kopia/',
  'ghcr.io/kopia:0.23',
  'ghcr.io/kopia@sha256:abc',
  'oci://ghcr.io/kopia',
  'ghcr.io/-kopia',
  'ghcr.io/kopia.',
  'ghcr.io/a___b',
  'ghcr.io/ko pia',
  'ghcr.io:port/kopia',
  `ghcr.io/${'a'.repeat(255)}`,
  undefined,
  5,
  ['kopia'],
])('%j names none', (name) => {
  expect(isRegistryName(name)).toBe(false);
});

test('every image that is pinned is one', () => {
  const images = Object.values(versions.images);
  expect(images.length).toBeGreaterThan(2);
  expect(images.flatMap((each) => imageProblems('image', each))).toEqual([]);
});

test('of an image both parts are looked at', () => {
  expect(lines(imageProblems('image', { repository: 'ghcr.io//x', tag: 'a b' }))).toEqual([
    'image.repository: "ghcr.io//x" is not an image without its tag; write it such as "ghcr.io/example/image"',
    'image.tag: "a b" is not a tag; write one such as "1.2.3", with "@sha256:…" if you pin the digest',
  ]);
});
