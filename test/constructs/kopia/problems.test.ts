import type { KopiaCronJobOptions, KopiaPodOptions } from '../../../src/constructs/kopia/options';
import {
  kopiaCronJobProblems,
  kopiaPodProblems,
  sharedProblems,
  successProblems,
} from '../../../src/constructs/kopia/problems';
import { userProblems } from '../../../src/model/repository/repository';
import { cluster, lines } from '../../model/fixture';

const { nas, b2 } = cluster.repositories;

test('what is left out is no problem', () => {
  expect(kopiaPodProblems({}, cluster)).toEqual([]);
  expect(
    kopiaPodProblems({ mover: undefined, image: undefined, cache: undefined, resources: undefined }, cluster),
  ).toEqual([]);
  expect(kopiaCronJobProblems({})).toEqual([]);
});

test.each<[what: string, options: KopiaPodOptions, line: string]>([
  ['a gid', { mover: { gid: -1 } }, 'mover.gid: -1 is not an id; write a whole number, 0 or more (rule M2)'],
  [
    'an image',
    { image: { repository: 'example.org/kopia', tag: '' } },
    'image.tag: "" is not a tag; write one such as "1.2.3", with "@sha256:…" if you pin the digest',
  ],
  [
    'a cache',
    { cache: '8GB' },
    'cache: "8GB" is not a Kubernetes quantity; write "8Gi" (powers of 1024) or "8G" (powers of 1000)',
  ],
  [
    'a small cache',
    { cache: '512Mi' },
    'cache: "512Mi" holds no index of a grown repository; write "1Gi" or more (rule C2)',
  ],
  [
    'a place',
    { placement: { nodeSelector: { 'a b': 'x' } } },
    'placement.nodeSelector: "a b": "x" is not a Kubernetes label; use at most 63 letters, digits, "-", "_" and "."',
  ],
  [
    'a label by which Jobs know their pods',
    { podLabels: { 'job-name': 'x' } },
    'podLabels: "job-name" is not free: what is there goes by it, and would do something else; leave it out',
  ],
  [
    'an annotation',
    { podAnnotations: { 'a b': 'x' } },
    'podAnnotations: "a b" is not the key of an annotation; use at most 63 letters, digits, "-", "_" and "."',
  ],
  [
    'memory',
    { resources: { limits: { memory: '2GB' } } },
    'resources.limits.memory: "2GB" is not a Kubernetes quantity; write "2Gi" (powers of 1024) or "2G" (powers of 1000)',
  ],
  [
    'a request above the default limit',
    { resources: { requests: { memory: '4Gi' } } },
    'resources.requests.memory: "4Gi" is above the limit, "2Gi", and no pod would start; write a request of "2Gi" at most, or limits: { memory: "4Gi" }',
  ],
  [
    'less room than the cache takes',
    { cache: '20Gi', resources: { limits: { 'ephemeral-storage': '10Gi' } } },
    'resources.limits.ephemeral-storage: "10Gi" is less than the cache may hold, "20Gi", which counts, so the pod would be evicted; write "20Gi" or more, or a smaller cache',
  ],
])('%s', (_, options, line) => {
  expect(lines(kopiaPodProblems(options, cluster))).toEqual([line]);
});

test('a run that succeeded is kept where Kubernetes would not say otherwise when that was', () => {
  const at = (kubernetes: string, limit?: number) => lines(successProblems(limit, { ...cluster, kubernetes }));
  expect(at('1.30', 0)).toEqual([
    'successfulJobsHistoryLimit: before Kubernetes 1.31, and this is 1.30, a CronJob that keeps no run may never say that one succeeded, and alerts would not see that none does; write 1 or more, or leave it out',
  ]);
  expect([at('1.31', 0), at('1.30', 1), at('1.30')]).toEqual([[], [], []]);
});

test.each<[field: keyof KopiaCronJobOptions, value: number, text: string]>([
  ['activeDeadlineSeconds', 59, '59 is not a number of seconds; write a whole number, 60 or more'],
  ['startingDeadlineSeconds', 9, '9 is not a number of seconds; write a whole number, 10 or more'],
  ['backoffLimit', -1, '-1 is not a number of tries; write a whole number, 0 or more'],
  ['ttlSecondsAfterFinished', 0.5, '0.5 is not a number of seconds; write a whole number, 0 or more'],
  ['successfulJobsHistoryLimit', Number.NaN, 'NaN is not a number of runs; write a whole number, 0 or more'],
  ['failedJobsHistoryLimit', 2 ** 31, '2147483648 is not a number of runs; write a whole number, 0 or more'],
])('%s: %p', (field, value, text) => {
  expect(lines(kopiaCronJobProblems({ [field]: value }))).toEqual([`${field}: ${text}`]);
});

test('a time zone', () => {
  expect(lines(kopiaCronJobProblems({ timeZone: 'Berlin' }))).toEqual([
    'timeZone: "Berlin" is not a time zone; write its IANA name, such as "Europe/Berlin" or "Etc/UTC" (rule C1)',
  ]);
});

test('M2: who reads a NAS is who wrote it, unless the export makes them one, or there is no file system', () => {
  expect(userProblems(568, 568, nas)).toEqual([]);
  expect(userProblems(33, 568, b2)).toEqual([]);
  expect(userProblems(33, 568, { ...nas, squashesUsers: true } as typeof nas)).toEqual([]);
  expect(lines(userProblems(33, 568, nas))).toEqual([
    'mover.uid: 33 cannot read what the movers of "nas" wrote as 568, mode 0600; use 568, or declare squashesUsers: true if the export maps all users to one (rule M2)',
  ]);
});

test('a repository per app is told apart from one for all', () => {
  expect(sharedProblems('to', nas, 'a copy is')).toEqual([]);
  expect(lines(sharedProblems('to', b2, 'a copy is'))).toEqual([
    'to: "b2" is a repository per app, and a copy is one that all share; give it sharedPrefix(\'…\') (rule M1)',
  ]);
});
