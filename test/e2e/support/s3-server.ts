import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { program } from '../../support/programs';
import type { Certificate } from './certificate';
import { answersTcp, type Network } from './network';
import { askS3 } from './s3-request';
import { startServer } from './server-process';

export interface S3Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** An S3 server that keeps each bucket in a folder and each object in a file. */
export interface S3Server {
  readonly keys: S3Keys;
  /** The folder of a bucket; makes the bucket where there is none. */
  readonly bucket: (name: string) => string;
  readonly buckets: () => string[];
  /** Keys of an account that may list a bucket and get its objects, and nothing else. */
  readonly reader: (bucket: string) => S3Keys;
  readonly stop: () => Promise<void>;
}

export interface S3ServerOptions {
  readonly folder: string;
  readonly network: Network;
  /** Where in its network it listens, at the port of HTTPS. */
  readonly address: string;
  readonly region: string;
  readonly certificate: Certificate;
}

/** Starts an S3 server without a bucket. */
export async function startS3Server(options: S3ServerOptions): Promise<S3Server> {
  const { folder, network, address, region, certificate } = options;
  const [data, sidecar, accounts] = ['data', 'sidecar', 'accounts'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  for (const each of [data, sidecar, accounts]) mkdirSync(each, { recursive: true });
  const keys = newKeys();
  const [enter = '', ...rest] = network.enter;
  const server = await startServer(
    [
      enter,
      ...rest,
      // Entering a network may undo what has been said of the death of its parent.
      ...['setpriv', '--pdeathsig', 'KILL', program('versitygw')],
      ...[`--access=${keys.accessKeyId}`, `--secret=${keys.secretAccessKey}`, `--region=${region}`],
      ...[`--port=${address}:443`, `--cert=${certificate.certificate}`, `--key=${certificate.key}`, '--quiet'],
      `--iam-dir=${accounts}`,
      // Not every file system of a temporary folder keeps extended attributes.
      ...['posix', `--sidecar=${sidecar}`, data],
    ],
    join(folder, 'log'),
    async () => answersTcp(network.enter, address, 443),
  );
  return {
    keys,
    bucket: (name) => {
      mkdirSync(join(data, name), { recursive: true });
      return join(data, name);
    },
    buckets: () => readdirSync(data).filter((name) => !name.startsWith('.')),
    reader: (bucket) => {
      const reader = newKeys();
      const { status, stdout, stderr } = spawnSync(
        enter,
        [
          ...[
            ...rest,
            program('versitygw'),
            'admin',
            `--access=${keys.accessKeyId}`,
            `--secret=${keys.secretAccessKey}`,
          ],
          ...[`--region=${region}`, `--endpoint-url=https://${address}`, '--allow-insecure', 'create-user'],
          ...[`--access=${reader.accessKeyId}`, `--secret=${reader.secretAccessKey}`, '--role=user'],
        ],
        { encoding: 'utf8' },
      );
      if (status !== 0) throw new Error(`${stdout}${stderr}`);
      const body = JSON.stringify(readPolicy(bucket, reader.accessKeyId));
      askS3({ network, address, region, keys }, { method: 'PUT', path: `/${bucket}`, query: 'policy', body });
      return reader;
    },
    stop: server.stop,
  };
}

function newKeys(): S3Keys {
  return { accessKeyId: randomBytes(10).toString('hex'), secretAccessKey: randomBytes(20).toString('hex') };
}

function readPolicy(bucket: string, account: string): object {
  const allow = (action: readonly string[], resource: string) => ({
    Effect: 'Allow',
    Principal: { AWS: [account] },
    Action: action,
    Resource: [resource],
  });
  return {
    Version: '2012-10-17',
    Statement: [
      allow(['s3:ListBucket', 's3:GetBucketLocation'], `arn:aws:s3:::${bucket}`),
      allow(['s3:GetObject'], `arn:aws:s3:::${bucket}/*`),
    ],
  };
}
