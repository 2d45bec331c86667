import { renderFluxVars } from '../values/flux-var';
import { isSecretText, renderSecretText, type SecretText } from '../values/secret-text';

/** Where whoever reads a repository connects to. */
export interface NetworkPlace {
  /** Name or address, without brackets; `undefined` where a vault or Flux alone knows it whole. */
  readonly host: string | undefined;
  /** `undefined` where a vault or Flux alone knows it. */
  readonly port: number | undefined;
}

/** Stands for what is filled in later; no declaration can hold it. */
const LATER = '\u0000';

/** The place that `host` or `host:port` says. @param port that of the protocol, which need not be written */
export function networkPlace(address: SecretText, port: number): NetworkPlace {
  const text = isSecretText(address) ? withLater(renderSecretText(address, () => LATER)) : LATER;
  const [, bracketed, name = '', written] = /^(?:\[(.*)\]|([^:]*))(?::(.*))?$/.exec(text) ?? [];
  const host = bracketed ?? name;
  return {
    host: host === '' || host.includes(LATER) ? undefined : host,
    // What ends in something that is filled in may end in a port.
    port: written === undefined ? (text.endsWith(LATER) ? undefined : port) : portOf(written),
  };
}

function withLater(text: string): string {
  return renderFluxVars(text).replace(/\$\{\w+\}/g, LATER);
}

function portOf(text: string): number | undefined {
  return /^\d+$/.test(text) ? Number(text) : undefined;
}
