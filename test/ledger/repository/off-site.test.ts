import { hostOffSite } from '../../../src/ledger/repository/off-site';

test.each([
  's3.us-east-005.backblazeb2.com',
  's3.amazonaws.com',
  'ACCOUNT.r2.cloudflarestorage.com:443',
  'u1.your-storagebox.de.',
])('%s is in another house', (host) => {
  expect(hostOffSite(host)).toBe('yes');
});

test.each([
  'minio.storage.svc:9000',
  'minio',
  'nas.internal',
  'nas.home.arpa',
  '192.168.1.4:9000',
  '10.0.0.1',
  '172.31.0.1',
])('%s is at home', (host) => {
  expect(hostOffSite(host)).toBe('no');
});

test.each(['s3.example.com', 'notbackblazeb2.com', '172.32.0.1', '8.8.8.8', 'internal.example.com'])(
  'where %s is nobody can tell by its name',
  (host) => {
    expect(hostOffSite(host)).toBe('unknown');
    expect(hostOffSite(host, 'no')).toBe('no');
  },
);
