import { spawnSync } from 'node:child_process';
import { createHash, createHmac } from 'node:crypto';
import type { Network } from './network';

/** A request to an S3 server, by path, with a query of one word. */
export interface S3Request {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly body: string;
}

export interface S3Endpoint {
  readonly network: Network;
  readonly address: string;
  readonly region: string;
  readonly keys: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** Sends a request that is signed as S3 wants it (signature version 4). Throws with the answer where it is refused. */
export function askS3({ network, address, region, keys }: S3Endpoint, request: S3Request): void {
  const { method, path, query, body } = request;
  const time = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const scope = [time.slice(0, 8), region, 's3', 'aws4_request'];
  const hash = sha256(body);
  const headers = { host: address, 'x-amz-content-sha256': hash, 'x-amz-date': time };
  const signed = Object.keys(headers).join(';');
  const lines = Object.entries(headers).map((header) => header.join(':'));
  const canonical = [method, path, `${query}=`, ...lines, '', signed, hash].join('\n');
  const text = ['AWS4-HMAC-SHA256', time, scope.join('/'), sha256(canonical)].join('\n');
  const key = scope.reduce<string | Buffer>((each, part) => hmac(each, part), `AWS4${keys.secretAccessKey}`);
  const authorization = `AWS4-HMAC-SHA256 Credential=${keys.accessKeyId}/${scope.join('/')}, SignedHeaders=${signed}, Signature=${hmac(key, text).toString('hex')}`;
  const options = {
    host: address,
    method,
    path: `${path}?${query}=`,
    headers: { ...headers, authorization },
    rejectUnauthorized: false,
  };
  send(network, options, body);
}

function send({ enter: [command = '', ...enter] }: Network, options: object, body: string): void {
  const script = `const request = require('https').request(${JSON.stringify(options)}, (answer) => {
    answer.pipe(process.stderr);
    answer.on('end', () => process.exit(answer.statusCode < 300 ? 0 : 1));
  });
  request.on('error', (error) => { console.error(error); process.exit(1); });
  request.end(${JSON.stringify(body)});`;
  const { status, stderr } = spawnSync(command, [...enter, process.execPath, '-e', script], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
