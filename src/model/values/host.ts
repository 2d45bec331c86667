import { isIPv6 } from 'node:net';
import { type Problem, problemIf } from '../rules/problem';
import { show } from '../rules/show';

export function hostProblems(field: string, host: unknown): Problem[] {
  return problemIf(
    !(typeof host === 'string' && ((/^[^\s/:]+$/.test(host) && !host.includes('{{')) || isIPv6(host))),
    field,
    () => `${show(host)} is not a host; write a name or an address without path`,
  );
}

/** A host as it stands in front of a port. */
export function hostInAddress(host: string): string {
  return isIPv6(host) ? `[${host}]` : host;
}

/** A host, spelt alike however it is written. */
export function canonicalHost(host: string): string {
  return isIPv6(host) ? new URL(`http://[${host}]`).hostname : host.toLowerCase().replace(/\.$/, '');
}
