import { annotationProblems, labelProblems } from '../../../src/model/values/labels';
import { lines } from '../fixture';

const long = 'a'.repeat(63);

test.each(['app', 'App_1.x', 'example.org/net', 'app.kubernetes.io/name', `${long}/${long}`])('%s is a key', (key) => {
  expect(labelProblems('labels', { [key]: '' })).toEqual([]);
  expect(annotationProblems('annotations', { [key]: 'anything: "at all"\n' })).toEqual([]);
});

test.each([
  '',
  'a b',
  '-app',
  'app-',
  'a/b/c',
  '/app',
  'example.org/',
  'Example.org/app',
  'a..b/app',
  'a-.b/app',
  `${long}a`,
  `${`${long}.`.repeat(4)}a/app`,
])('%j is none', (key) => {
  expect(lines(labelProblems('labels', { [key]: 'x' }))).toEqual([
    `labels: ${JSON.stringify(key)}: "x" is not a Kubernetes label; use at most 63 letters, digits, "-", "_" and "."`,
  ]);
  expect(lines(annotationProblems('annotations', { [key]: 'x' }))).toEqual([
    `annotations: ${JSON.stringify(key)} is not the key of an annotation; use at most 63 letters, digits, "-", "_" and "."`,
  ]);
});

test.each(['a b', '-', `${long}a`, 1, true, null, undefined])('the value %j is that of no label', (value) => {
  expect(labelProblems('labels', { app: value })).toHaveLength(1);
});

test('an annotation is text', () => {
  expect(lines(annotationProblems('annotations', { a: 1, b: true, c: '1' }))).toEqual([
    'annotations: "a": 1 is not text; write it in quotes',
    'annotations: "b": true is not text; write it in quotes',
  ]);
});

test('all annotations of an object are as long as the API server takes them, in bytes', () => {
  const most = { a: 'x'.repeat(128 * 1024 - 1), b: 'ä'.repeat(64 * 1024 - 1), c: '' };
  expect(annotationProblems('annotations', most)).toEqual([]);
  expect(lines(annotationProblems('annotations', { ...most, c: 'x' }))).toEqual([
    'annotations: has 262145 bytes in all, and Kubernetes takes 262144 of one object; write less',
  ]);
});
