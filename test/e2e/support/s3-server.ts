import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { program } from '../../support/programs';
import type { Certificate } from './certificate';
import { answersTcp, type Network } from './network';
import { startServer } from './server-process';

/** An S3 server that keeps each bucket in a folder and each object in a file. */
export interface S3Server {
  readonly keys: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** The folder of a bucket; makes the bucket where there is none. */
  readonly bucket: (name: string) => string;
  readonly buckets: () => string[];
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
  const [data, sidecar] = [join(folder, 'data'), join(folder, 'sidecar')];
  for (const each of [data, sidecar]) mkdirSync(each, { recursive: true });
  const keys = { accessKeyId: randomBytes(10).toString('hex'), secretAccessKey: randomBytes(20).toString('hex') };
  const [enter = '', ...rest] = network.enter;
  const server = await startServer(
    [
      enter,
      ...rest,
      // Entering a network may undo what has been said of the death of its parent.
      ...['setpriv', '--pdeathsig', 'KILL', program('versitygw')],
      ...[`--access=${keys.accessKeyId}`, `--secret=${keys.secretAccessKey}`, `--region=${region}`],
      ...[`--port=${address}:443`, `--cert=${certificate.certificate}`, `--key=${certificate.key}`, '--quiet'],
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
    stop: server.stop,
  };
}
