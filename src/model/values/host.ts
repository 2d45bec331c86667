import * as net from 'node:net';
import { type Problem, problemIf } from '../rules/problem';
import { show } from '../rules/show';
import { withoutFluxVars } from './flux-var';

/** Node's own test makes a large expression of itself when it is first asked; what has no colon need not ask. */
function isIPv6(text: string): boolean {
  return text.includes(':') && net.isIPv6(text);
}

const LABEL = /^[a-z0-9_]([-a-z0-9_]{0,61}[a-z0-9_])?$/i;

/** Whether a value is the name or the IPv4 address of a host; Flux variables may be in it. */
export function isHostName(value: unknown): value is string {
  if (typeof value !== 'string') {
    return false;
  }
  const name = withoutFluxVars(value);
  // What has digits only is an address, and 10.0.0.256 is none.
  return (
    name.length <= 253 &&
    name.split('.').every((each) => LABEL.test(each)) &&
    (!/^[\d.]+$/.test(name) || net.isIPv4(name))
  );
}

/** Whether a value is a host: its name, which may end in a dot, or its address. */
export function isHost(value: unknown): value is string {
  return typeof value === 'string' && (isHostName(value.replace(/\.$/, '')) || isIPv6(value));
}

/** Whether a value is `host` or `host:port`; there an IPv6 address stands in brackets. */
export function isHostAndPort(value: unknown): value is string {
  const parts = typeof value === 'string' && /^(?:\[(.*)\]|([^:]*))(?::(\d{1,5}))?$/.exec(value);
  if (!parts) {
    return false;
  }
  const [, address, name, port = '0'] = parts;
  return (address === undefined ? isHostName(name) : isIPv6(address)) && Number(port) < 2 ** 16;
}

export function hostProblems(field: string, host: unknown): Problem[] {
  return problemIf(!isHost(host), field, () => `${show(host)} is not a host; write a name or an address without path`);
}

/** A host as it stands in front of a port. */
export function hostInAddress(host: string): string {
  return isIPv6(host) ? `[${host}]` : host;
}

/** A host, spelt alike however it is written. */
export function canonicalHost(host: string): string {
  return isIPv6(host) ? new URL(`http://[${host}]`).hostname : host.toLowerCase().replace(/\.$/, '');
}

/**
 * `host` or `host:port`, spelt alike however it is written. @param port that of the protocol, which need not be written
 */
export function canonicalHostAndPort(address: string, port: number): string {
  const [, host = address, written = port] = /^(\[.*\]|[^:]*)(?::(\d+))?$/.exec(address) ?? [];
  const name = canonicalHost(host.replace(/^\[|\]$/g, ''));
  return Number(written) === port ? name : `${name}:${Number(written)}`;
}
