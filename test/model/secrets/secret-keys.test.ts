import { moverSecretKeys, podSecretKeys } from '../../../src/model/secrets/secret-keys';
import { sops } from '../../support/sops-cluster';

const { nas, share, minio, b2, box, door, copy } = sops.repositories;
const app = { app: 'romm', namespace: 'games' };
const said = (keys: readonly { readonly key: string; readonly value: string | undefined }[]) =>
  Object.fromEntries(keys.map(({ key, value }) => [key, value ?? null]));

test('on a volume movers read where it is mounted, and pods the password alone', () => {
  for (const repository of [nas, share]) {
    expect(said(moverSecretKeys(repository))).toEqual({
      KOPIA_PASSWORD: null,
      KOPIA_REPOSITORY: 'filesystem:///mnt/repository',
    });
    expect(said(podSecretKeys(repository))).toEqual({ KOPIA_PASSWORD: null });
  }
});

test('in a bucket the keys are secrets, and the place is not', () => {
  expect(said(moverSecretKeys(minio))).toEqual({
    KOPIA_PASSWORD: null,
    KOPIA_REPOSITORY: 's3://backups/kopia/',
    KOPIA_S3_ENDPOINT: 'minio.storage.svc:9000',
    AWS_ACCESS_KEY_ID: null,
    AWS_SECRET_ACCESS_KEY: null,
    KOPIA_S3_DISABLE_TLS: 'true',
  });
  expect(said(moverSecretKeys(copy))).toMatchObject({ KOPIA_REPOSITORY: 's3://copies', AWS_REGION: 'auto' });
  expect(said(moverSecretKeys(b2, app))).toMatchObject({ KOPIA_REPOSITORY: 's3://backups/romm/' });
  expect(said(podSecretKeys(minio))).toEqual({
    KOPIA_PASSWORD: null,
    AWS_ACCESS_KEY_ID: null,
    AWS_SECRET_ACCESS_KEY: null,
  });
});

test('on an SFTP server one of two secrets opens the account, of which pods read the key', () => {
  expect(Object.keys(said(moverSecretKeys(box)))).toContain('SFTP_KEY_FILE');
  expect(said(moverSecretKeys(door))).toMatchObject({
    SFTP_PASSWORD: null,
    SFTP_HOST: 'box.internal',
    SFTP_PORT: '22',
  });
  expect(said(podSecretKeys(box))).toEqual({ KOPIA_PASSWORD: null, SFTP_KEY_FILE: null });
  expect(said(podSecretKeys(door))).toEqual({ KOPIA_PASSWORD: null });
});
