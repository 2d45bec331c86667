import { ledgerOf, nasVolumes, protectionIn, source, vaultSecret } from './support';

const bucket = { KOPIA_REPOSITORY: 's3://backups/kopia', KOPIA_S3_ENDPOINT: 's3.us-east-005.backblazeb2.com' };
const cloud = source({ repository: 'cloud-secret', moverVolumes: [] }, {}, 'romm-cloud');
const cloudSecret = vaultSecret(bucket, 'cloud-secret');

/** A CronJob that reads what is in the repository of the NAS. */
const verification = {
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: { name: 'verify', namespace: 'games' },
  spec: {
    schedule: '0 5 * * 0',
    jobTemplate: {
      spec: {
        template: {
          spec: {
            containers: [
              {
                command: ['kopia', 'snapshot', 'verify'],
                env: [{ name: 'KOPIA_CONFIG_PATH', value: '/config/repository.config' }],
                volumeMounts: [
                  { name: 'config', mountPath: '/config' },
                  { name: 'nas', mountPath: '/nas' },
                ],
              },
            ],
            volumes: [
              { name: 'config', configMap: { name: 'connection' } },
              { name: 'nas', nfs: { server: 'nas.internal', path: '/mnt/backups' } },
            ],
          },
        },
      },
    },
  },
};
const connection = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'connection', namespace: 'games' },
  data: { 'repository.config': JSON.stringify({ storage: { type: 'filesystem', config: { path: '/nas' } } }) },
};

function copiesIn(...objects: readonly unknown[]) {
  return protectionIn(ledgerOf(...objects)).copies;
}

test('the NAS of the house is one more copy, and nothing more', () => {
  expect(copiesIn(source(), vaultSecret())).toEqual({
    copies: 2,
    media: 2,
    offSite: 'no',
    immutable: 'no',
    verified: 'no',
  });
});

test('a bucket that is rented is off-site, and whether it is locked nobody says', () => {
  expect(copiesIn(source(), vaultSecret(), cloud, cloudSecret)).toEqual({
    copies: 3,
    media: 3,
    offSite: 'yes',
    immutable: 'unknown',
    verified: 'no',
  });
});

test('two destinations in one repository are one copy', () => {
  expect(copiesIn(source(), source({}, {}, 'romm-again'), vaultSecret())).toMatchObject({ copies: 2 });
});

test('a destination that is held is no copy', () => {
  const held = source({ repository: 'cloud-secret', moverVolumes: [] }, { paused: true }, 'romm-cloud');
  expect(copiesIn(source(), vaultSecret(), held, cloudSecret)).toMatchObject({ copies: 2, offSite: 'no' });
});

test('it is verified when every one of its repositories is', () => {
  expect(copiesIn(source(), vaultSecret(), verification, connection)).toMatchObject({ verified: 'yes' });
  expect(copiesIn(source(), vaultSecret(), cloud, cloudSecret, verification, connection)).toMatchObject({
    verified: 'no',
  });
});

test('a verification that is suspended, or of another repository, verifies nothing', () => {
  const suspended = { ...verification, spec: { ...verification.spec, suspend: true } };
  expect(copiesIn(source(), vaultSecret(), suspended, connection)).toMatchObject({ verified: 'no' });
  const [volume] = nasVolumes;
  const elsewhere = [{ ...volume, volumeSource: { nfs: { server: 'attic.internal', path: '/mnt/backups' } } }];
  expect(copiesIn(source({ moverVolumes: elsewhere }), vaultSecret(), verification, connection)).toMatchObject({
    verified: 'no',
  });
});
