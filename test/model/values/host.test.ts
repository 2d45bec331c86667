import { canonicalHost, hostInAddress, hostProblems } from '../../../src/model/values/host';
import { lines } from '../fixture';

test.each(['nas', 'nas.internal', 'NAS', '192.168.1.10', 'fd00::10', '::1'])('%j is a host', (host) => {
  expect(hostProblems('server', host)).toEqual([]);
});

test.each([undefined, 5, '', 'a b', 'nas:/mnt', 'nas:22', 'https://nas', '[fd00::10]', '{{.NAS}}'])(
  '%j is none',
  (host) => {
    expect(lines(hostProblems('server', host))).toEqual([
      `server: ${host === undefined ? 'undefined' : JSON.stringify(host)} is not a host; write a name or an address without path`,
    ]);
  },
);

test('in front of a port an IPv6 address stands in brackets', () => {
  expect(['nas', '10.0.0.5', 'fd00::5'].map(hostInAddress)).toEqual(['nas', '10.0.0.5', '[fd00::5]']);
});

test.each([
  ['NAS.Internal.', 'nas.internal'],
  ['FD00:0:0::5', '[fd00::5]'],
  ['10.0.0.5', '10.0.0.5'],
])('%j is spelt %j', (host, spelt) => {
  expect(canonicalHost(host)).toBe(spelt);
});
