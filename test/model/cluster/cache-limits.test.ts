import fc from 'fast-check';
import { cacheLimits, smallCacheProblems } from '../../../src/model/cluster/cache-limits';
import { lines } from '../fixture';

test('half of a cache is for metadata and a quarter for contents', () => {
  expect(cacheLimits('8Gi')).toEqual({ metadata: 4 * 2 ** 30, contents: 2 * 2 ** 30 });
  expect(cacheLimits('10G')).toEqual({ metadata: 5e9, contents: 2.5e9 });
});

test('what is no size has no limits, and is told elsewhere', () => {
  expect([cacheLimits('8GB'), cacheLimits(undefined)]).toEqual([
    { metadata: 0, contents: 0 },
    { metadata: 0, contents: 0 },
  ]);
});

test('limits of whatever size leave a quarter for indexes and logs', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 2n ** 50n }), (size) => {
      const { metadata, contents } = cacheLimits(`${size}`);
      expect(metadata + contents).toBeLessThanOrEqual((Number(size) * 3) / 4);
    }),
  );
});

test('a cache of 1Gi is the smallest', () => {
  expect(smallCacheProblems('cache', '1Gi')).toEqual([]);
  expect(lines(smallCacheProblems('cache', '1G'))).toEqual([
    'cache: "1G" holds no index of a grown repository; write "1Gi" or more (rule C2)',
  ]);
});
