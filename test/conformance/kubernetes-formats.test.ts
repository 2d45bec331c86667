import { kubernetesAjv } from '../support/kubernetes-ajv';

const takes = (type: string, format: string, value: unknown) => kubernetesAjv().validate({ type, format }, value);

// The neighbour of a bound, as far as a number of JavaScript can be near it.
const below = (bound: number) => bound - 2 ** Math.max(0, Math.log2(bound) - 53);

const INT64 = 2 ** 63;

describe('an integer of a size', () => {
  test.each<[string, number, number]>([
    ['int8', -(2 ** 7), 2 ** 7],
    ['int16', -(2 ** 15), 2 ** 15],
    ['int32', -(2 ** 31), 2 ** 31],
    ['int64', -INT64, INT64],
    ['int128', -INT64, INT64],
    ['int', -INT64, INT64],
    ['uint8', 0, 2 ** 8],
    ['uint16', 0, 2 ** 16],
    ['uint32', 0, 2 ** 32],
    // More than an int64 gets past no API server.
    ['uint64', 0, INT64],
    ['uint128', 0, INT64],
    ['uint', 0, INT64],
  ])('%s goes from %d to less than %d', (format, least, limit) => {
    expect([least, 0, 1, below(limit)].filter((value) => !takes('integer', format, value))).toEqual([]);
    const tooLow = least - Math.max(1, Math.abs(least) * 2 ** -52);
    expect([tooLow, limit, 1.5, '1', null].filter((value) => takes('integer', format, value))).toEqual([]);
  });
});

describe('a number', () => {
  const float = { largest: 3.4028234663852886e38, beyond: 3.4028235677973366e38 };

  test('float holds what fits into 32 bits', () => {
    const good = [0, -1.5, 0.1, float.largest, -float.largest, 1e-50];
    expect(good.filter((value) => !takes('number', 'float', value))).toEqual([]);
    const bad = [float.beyond, -float.beyond, 1e39, Number.MAX_VALUE, Number.POSITIVE_INFINITY, Number.NaN, '1.5'];
    expect(bad.filter((value) => takes('number', 'float', value))).toEqual([]);
  });

  test('double holds any finite number', () => {
    const good = [0, -1.5, float.beyond, Number.MAX_VALUE, -Number.MAX_VALUE, Number.MIN_VALUE];
    expect(good.filter((value) => !takes('number', 'double', value))).toEqual([]);
    const bad = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN, '1.5', null];
    expect(bad.filter((value) => takes('number', 'double', value))).toEqual([]);
  });
});

describe('a text', () => {
  test.each<[string, string[], string[]]>([
    ['byte', ['', 'YQ==', 'YWI=', 'YWJj'], ['YQ', 'YQ=', 'Y-J_', 'YWJj\n', '====']],
    [
      'date-time',
      ['2026-11-26T06:30:00Z', '2026-11-26T06:30:00.123+01:00'],
      ['2026-11-26', '2026-11-26T06:30:00', '2026-11-26T25:30:00Z', '2026-13-01T00:00:00Z', 'now'],
    ],
    ['ipv4', ['10.0.0.1', '0.0.0.0'], ['10.0.0', '10.0.0.256', '::1', 'nas']],
    ['ipv6', ['::1', 'fd00::1'], ['10.0.0.1', ':::1', 'nas']],
  ])('%s', (format, good, bad) => {
    expect(good.filter((value) => !takes('string', format, value))).toEqual([]);
    expect(bad.filter((value) => takes('string', format, value))).toEqual([]);
  });
});

test.each(['uint24', 'int33', 'Int32', 'quantity', 'uri'])('the format "%s" is not known', (format) => {
  expect(() => takes('integer', format, 1)).toThrow(`unknown format "${format}"`);
});
