import { type Problem, problemIf } from '../../rules/problem';
import { show } from '../../rules/show';
import { withoutFluxVars } from '../../values/flux-var';
import { isFieldRef } from '../../values/secret-text';

/** The function that filled in an endpoint, and what its user has said of it, by option: each is one label of a host. */
export interface Preset {
  readonly maker: 'backblazeB2' | 'cloudflareR2';
  readonly said: Readonly<Record<string, unknown>>;
}

interface Endpoint {
  /** What to write for each option, read from an endpoint that somebody has copied; none where it is not of this kind. */
  readonly partsOf: RegExp;
  readonly options: Readonly<Record<string, Part>>;
}

interface Part {
  /** What it is, for messages. */
  readonly what: string;
  /** How to write one where nothing tells which. */
  readonly repair: string;
  readonly isRight: (value: unknown) => boolean;
}

const JURISDICTIONS: readonly unknown[] = ['eu', 'fedramp'];

const ENDPOINTS: Readonly<Record<Preset['maker'], Endpoint>> = {
  backblazeB2: {
    partsOf: /(?:^|\.)s3\.(?<region>[^.]+)\.backblazeb2\.com$/,
    options: { region: { what: 'a region', repair: 'write its name, such as "us-east-005"', isRight: isLabel } },
  },
  cloudflareR2: {
    partsOf: /(?:^|\.)(?<account>[^.]+)(?:\.(?<jurisdiction>eu|fedramp))?\.r2\.cloudflarestorage\.com$/,
    options: {
      account: {
        what: 'an account id',
        repair: "write the id alone, without dots, or field('…')",
        isRight: (value) => isLabel(value) || isFieldRef(value),
      },
      jurisdiction: {
        what: 'a jurisdiction',
        repair: 'write "eu" or "fedramp", or leave it out',
        isRight: (value) => value === undefined || JURISDICTIONS.includes(value),
      },
    },
  },
};

/** What would make a host that nobody knows of the endpoint's own part: a whole endpoint, above all. */
export function presetProblems(field: string, { maker, said }: Preset): Problem[] {
  const { options, partsOf } = ENDPOINTS[maker];
  return Object.entries(options).flatMap(([name, { what, repair, isRight }]) => {
    const value = said[name];
    return problemIf(
      !isRight(value),
      `${field}.${name}`,
      () => `${show(value)} is not ${what}; ${readFrom(value, partsOf, name) ?? repair}`,
      'S1',
    );
  });
}

/** What the value has of what was asked for, where it is a whole endpoint, a URL or a bucket's own host. */
function readFrom(value: unknown, partsOf: RegExp, name: string): string | undefined {
  const host = (typeof value === 'string' ? value : '')
    .trim()
    .replace(/^[a-z]+:\/\//i, '')
    .replace(/[/:?#].*$/, '')
    .replace(/\.$/, '')
    .toLowerCase();
  const { [name]: part, ...others } = partsOf.exec(host)?.groups ?? {};
  if (!isLabel(part)) {
    return undefined;
  }
  const beside = Object.entries(others).filter(([, each]) => each !== undefined);
  return [`write ${show(part)}`, ...beside.map(([option, each]) => `${option}: ${show(each)}`)].join(' and ');
}

/** Whether a value is one part between the dots of a host name; Flux variables may be in it. */
function isLabel(value: unknown): value is string {
  return typeof value === 'string' && /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/i.test(withoutFluxVars(value));
}
