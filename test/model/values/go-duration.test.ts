import { goDuration } from '../../../src/model/values/go-duration';

test.each([
  ['0', 0],
  ['0s', 0],
  ['12h', 43_200],
  ['1h30m', 5400],
  ['1.5h', 5400],
  ['.5m', 30],
  ['5.s', 5],
  ['1h0m0s', 3600],
  ['+30m', 1800],
  ['-30m', -1800],
  ['1500ms', 1.5],
  ['2us', 2e-6],
  ['2µs', 2e-6],
  ['2μs', 2e-6],
  ['2ns', 2e-9],
  ['1m1h', 3660],
  ['2562047h', 2_562_047 * 3600],
])('%j is %d seconds', (text, seconds) => {
  expect(goDuration(text)).toBeCloseTo(seconds, 12);
});

test.each([
  '',
  '12',
  '1d',
  '12 h',
  ' 12h',
  '12h ',
  '12h\n',
  '12H',
  'h',
  '.h',
  '1.h.',
  '1..5h',
  '--1h',
  '1h-5m',
  '2562048h',
  'PT12H',
])('%j is none', (text) => {
  expect(goDuration(text)).toBeUndefined();
});

test.each([undefined, null, 12, {}, ['12h']])('%p, which is no text, is none', (value) => {
  expect(goDuration(value)).toBeUndefined();
});
