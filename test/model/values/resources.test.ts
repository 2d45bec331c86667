import { completeResources, resourcesProblems } from '../../../src/model/values/resources';

const seen = (...args: Parameters<typeof resourcesProblems>) =>
  resourcesProblems(...args).map(({ field, text }) => `${field}: ${text}`);

test.each<[Parameters<typeof resourcesProblems>[1]]>([
  [undefined],
  [{}],
  [{ requests: { cpu: '10m', memory: '256Mi' }, limits: { cpu: '1.5', memory: '2Gi', 'ephemeral-storage': '10Gi' } }],
  [{ requests: { cpu: '1000m', memory: '1024Mi' }, limits: { cpu: '1', memory: '1Gi' } }],
  [{ requests: { memory: '4Gi' } }],
  [{ limits: { 'hugepages-2Mi': '4Mi', 'gpu.intel.com/i915': '1' } }],
  [{ limits: { memory: '536870912' } }],
])('%j passes', (resources) => {
  expect(seen('resources', resources, '8Gi')).toEqual([]);
});

test.each<[Parameters<typeof resourcesProblems>[1], string]>([
  [
    { limits: { memry: '1Gi' } },
    'limits: "memry" is not a resource of a pod; write one of cpu, memory and ephemeral-storage',
  ],
  [
    { requests: { CPU: '1' } },
    'requests: "CPU" is not a resource of a pod; write one of cpu, memory and ephemeral-storage',
  ],
  [
    { limits: { memory: '512' } },
    'limits.memory: "512" is 512 bytes, in which nothing runs; write a suffix such as in "512Mi"',
  ],
  [
    { limits: { memory: '4k' } },
    'limits.memory: "4k" is 4000 bytes, in which nothing runs; write a suffix such as in "4Mi"',
  ],
  [
    { requests: { 'ephemeral-storage': '20' } },
    'requests.ephemeral-storage: "20" is 20 bytes, in which nothing runs; write a suffix such as in "20Mi"',
  ],
  [
    { requests: { cpu: '1000' } },
    'requests.cpu: "1000" is that many cores, which no node has; write thousandths of one, "1000m"',
  ],
  [
    { requests: { memory: '2Gi' }, limits: { memory: '2G' } },
    'requests.memory: "2Gi" is above the limit, "2G", and no pod would start; write a request of "2G" at most, or limits: { memory: "2Gi" }',
  ],
  [
    { requests: { cpu: '1.5' }, limits: { cpu: '1499m' } },
    'requests.cpu: "1.5" is above the limit, "1499m", and no pod would start; write a request of "1499m" at most, or limits: { cpu: "1.5" }',
  ],
  [
    { limits: { 'ephemeral-storage': '7Gi' } },
    'limits.ephemeral-storage: "7Gi" is less than the cache may hold, "8Gi", which counts, so the pod would be evicted; write "8Gi" or more, or a smaller cache',
  ],
])('%j is refused', (resources, text) => {
  expect(seen('resources', resources, '8Gi')).toEqual([`resources.${text}`]);
});

test('a cache on a claim does not count', () => {
  expect(seen('resources', { limits: { 'ephemeral-storage': '1Gi' } })).toEqual([]);
});

describe('what is declared is completed by defaults', () => {
  const defaults = { requests: { cpu: '10m', memory: '256Mi' }, limits: { memory: '2Gi' } };

  test.each<[Parameters<typeof completeResources>[0], ReturnType<typeof completeResources>]>([
    [undefined, defaults],
    [{}, defaults],
    [{ requests: { cpu: '1' } }, { requests: { cpu: '1', memory: '256Mi' }, limits: { memory: '2Gi' } }],
    [{ limits: { memory: '4Gi' } }, { requests: { cpu: '10m', memory: '256Mi' }, limits: { memory: '4Gi' } }],
    // A request that nobody wrote is never above a limit that somebody did.
    [{ limits: { memory: '128Mi' } }, { requests: { cpu: '10m', memory: '128Mi' }, limits: { memory: '128Mi' } }],
    [{ limits: { cpu: '5m' } }, { requests: { cpu: '5m', memory: '256Mi' }, limits: { cpu: '5m', memory: '2Gi' } }],
    [{ requests: { memory: '4Gi' } }, { requests: { cpu: '10m', memory: '4Gi' }, limits: { memory: '2Gi' } }],
  ])('%j', (declared, complete) => {
    expect(completeResources(declared, defaults)).toEqual(complete);
  });
});
