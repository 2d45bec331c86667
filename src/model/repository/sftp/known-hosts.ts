import { createHmac } from 'node:crypto';
import { type Problem, problemIf } from '../../rules/problem';
import { show } from '../../rules/show';

/** The port that known_hosts names in no way. */
const DEFAULT_PORT = 22;

interface Server {
  readonly host: string;
  readonly port: number;
}

/** What is wrong with lines of known_hosts, as Kopia reads them: one that it cannot read is the end of them all. */
export function knownHostsProblems(field: string, text: unknown, server: Server): Problem[] {
  const repair = `write what "${keyscan(server)}" prints`;
  if (typeof text !== 'string' || text.trim() === '') {
    return [{ field, text: `${show(text)} is no text of a known_hosts file; ${repair}, or field('…')` }];
  }
  const lines = text
    .split('\n')
    .map((each) => each.trim())
    .filter((each) => !isComment(each));
  const wrong = lines.find((each) => parse(each) === undefined);
  if (wrong !== undefined) {
    const seen = wrong.length > SHOWN ? `${wrong.slice(0, SHOWN)}…` : wrong;
    return [{ field, text: `${show(seen)} is not a line of known_hosts; ${repair}` }];
  }
  return problemIf(
    !lines.some((each) => isFor(parse(each), server)),
    field,
    () => `no line is for ${show(address(server))}, and Kopia connects to no server that it does not know; ${repair}`,
  );
}

/** So much of a line says which it is; a key of RSA has 372 characters and more. */
const SHOWN = 60;

function keyscan({ host, port }: Server): string {
  return port === DEFAULT_PORT ? `ssh-keyscan ${host}` : `ssh-keyscan -p ${port} ${host}`;
}

/** A server as known_hosts calls it. */
function address({ host, port }: Server): string {
  return port === DEFAULT_PORT ? host : `[${host}]:${port}`;
}

/** Nothing to Kopia; but the Secret's template would go on in two braces. */
function isComment(line: string): boolean {
  return (line === '' || line.startsWith('#')) && !line.includes('{{');
}

interface Line {
  readonly revoked: boolean;
  /** Patterns with commas between them, or the hash of one host. */
  readonly hosts: string;
}

function parse(line: string): Line | undefined {
  const words = line.split(/[ \t]+/);
  const marker = words[0]?.startsWith('@') ? words.shift() : undefined;
  const [hosts = '', type = '', key = ''] = words;
  const right =
    [undefined, '@cert-authority', '@revoked'].includes(marker) &&
    (HASHED.test(hosts) || hosts.split(',').every(isPattern)) &&
    KEY_TYPES.includes(type) &&
    isKeyOf(type, key) &&
    !line.includes('{{');
  return right ? { revoked: marker === '@revoked', hosts } : undefined;
}

/** Salt and hash of SHA-1, 20 bytes each. */
const HASHED = /^\|1\|[A-Za-z0-9+/]{27}=\|[A-Za-z0-9+/]{27}=$/;

function isPattern(text: string): boolean {
  const pattern = text.replace(/^!/, '');
  return pattern !== '' && (/^[^[|]/.test(pattern) || WITH_PORT.test(pattern));
}

const WITH_PORT = /^\[([^\]]+)\]:(\d+)$/;

const KEY_TYPES: readonly string[] = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'ssh-rsa',
];

/** Whether a text is a key of that very type, whole: in SSH a key is a row of texts, each with its length before it. */
function isKeyOf(type: string, text: string): boolean {
  const bytes = Buffer.from(text, 'base64');
  const parts: string[] = [];
  let at = 0;
  while (at + 4 <= bytes.length) {
    const end = at + 4 + bytes.readUInt32BE(at);
    parts.push(bytes.toString('latin1', at + 4, end));
    at = end;
  }
  return bytes.toString('base64') === text && at === bytes.length && parts[0] === type && parts.length > 1;
}

function isFor(line: Line | undefined, server: Server): boolean {
  if (line === undefined || line.revoked) {
    return false;
  }
  if (HASHED.test(line.hosts)) {
    const [, , salt = '', hash] = line.hosts.split('|');
    return createHmac('sha1', Buffer.from(salt, 'base64')).update(address(server)).digest('base64') === hash;
  }
  const matching = line.hosts.split(',').filter((each) => isPatternOf(each.replace(/^!/, ''), server));
  return matching.length > 0 && !matching.some((each) => each.startsWith('!'));
}

function isPatternOf(pattern: string, { host, port }: Server): boolean {
  const [, inBrackets = pattern, ownPort = String(DEFAULT_PORT)] = WITH_PORT.exec(pattern) ?? [];
  const source = inBrackets
    .replace(/[\\^$.+()[\]{}|]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return ownPort === String(port) && new RegExp(`^${source}$`).test(host);
}
