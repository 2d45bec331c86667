import {
  accessModesProblems,
  isReadOnly,
  modeListProblems,
  servedProblems,
  writtenModesProblems,
} from '../../../src/model/cluster/access-modes';
import type { Problem } from '../../../src/model/rules/problem';
import { lines } from '../fixture';

const MODES = 'ReadWriteOnce, ReadWriteMany, ReadOnlyMany, ReadWriteOncePod';

test.each<[value: unknown, shown: string]>([
  ['ReadWriteOnce', '"ReadWriteOnce"'],
  [5, '5'],
  [{}, '{}'],
  [[], '[]'],
  [['ReadWriteOnce', 'RWX'], '["ReadWriteOnce","RWX"]'],
])('%j is not a list of access modes, wherever one is asked for', (value, shown) => {
  const message = `accessModes: ${shown} is not a list of access modes; use ${MODES}`;
  for (const problems of [modeListProblems, accessModesProblems, writtenModesProblems]) {
    expect(lines(problems('accessModes', value as string[]))).toEqual([message]);
  }
});

test.each<[modes: string[] | undefined]>([
  [undefined],
  [['ReadWriteOnce']],
  [['ReadWriteOncePod']],
  [['ReadWriteMany', 'ReadOnlyMany']],
])('%j can be asked for, of a copy and of what is written', (modes) => {
  expect(accessModesProblems('accessModes', modes)).toEqual([]);
  expect(writtenModesProblems('accessModes', modes)).toEqual([]);
});

test.each([
  [['ReadWriteOncePod', 'ReadWriteOnce'], '["ReadWriteOncePod","ReadWriteOnce"]'],
  [['ReadOnlyMany', 'ReadWriteOncePod'], '["ReadOnlyMany","ReadWriteOncePod"]'],
])('%j is what the API server refuses', (modes, shown) => {
  expect(lines(accessModesProblems('accessModes', modes))).toEqual([
    `accessModes: ${shown} has "ReadWriteOncePod" beside other modes, which the API server refuses; write it alone, or leave it out (rule V1)`,
  ]);
});

test('a volume that is filled can be written, and a copy need not be', () => {
  expect(lines(writtenModesProblems('accessModes', ['ReadOnlyMany']))).toEqual([
    'accessModes: ["ReadOnlyMany"] lets nobody write the volume, so it stays empty; write "ReadWriteOnce" or "ReadWriteMany" (rule V1)',
  ]);
  expect(accessModesProblems('snapshotAccessModes', ['ReadOnlyMany'])).toEqual([]);
});

test('a class that lists the capabilities of its storage may list any', () => {
  expect(modeListProblems('servesAccessModes', ['ReadWriteOncePod', 'ReadWriteOnce', 'ReadOnlyMany'])).toEqual([]);
});

test.each<[modes: string[] | undefined, served: string[] | undefined, problems: Problem[]]>([
  [['ReadWriteOnce'], ['ReadWriteOnce', 'ReadWriteMany'], []],
  [['ReadWriteMany'], undefined, []],
  [undefined, ['ReadWriteOnce'], []],
  // Told by another check.
  [['RWX'], ['ReadWriteOnce'], []],
  [
    ['ReadWriteOnce', 'ReadWriteMany'],
    ['ReadWriteOnce', 'ReadWriteOncePod'],
    [
      {
        field: 'accessModes',
        text: '["ReadWriteOnce","ReadWriteMany"] is more than the storage class serves, so the volume would never be made; use modes of servesAccessModes, ["ReadWriteOnce","ReadWriteOncePod"], or another storage profile',
        rule: 'V1',
      },
    ],
  ],
])('%j of a class that serves %j', (modes, served, problems) => {
  expect(servedProblems('accessModes', modes, served)).toEqual(problems);
});

test.each<[boolean, unknown]>([
  [true, ['ReadOnlyMany']],
  [false, ['ReadOnlyMany', 'ReadWriteMany']],
  [false, ['ReadWriteOnce']],
  [false, undefined],
  [false, []],
  [false, 'ReadOnlyMany'],
  [false, 5],
])('%j: %j is read-only', (expected, modes) => {
  expect(isReadOnly(modes as string[])).toBe(expected);
});
