import { Schedule } from '../../src';

/** The library's values, which the sources and the docs speak of by their path: `defaults.maintenance.schedule`. */
export type Defaults = Readonly<Record<string, unknown>>;

const PATH = String.raw`defaults(?:\.\w+)+`;
const IN_COMMENT = new RegExp(String.raw`\x60[^\x60\n]*\x60( \(\x60(${PATH})\x60\))`, 'g');
const IN_PAGE = new RegExp(String.raw`\x60[^\x60\n]*\x60(<!-- (${PATH}) -->)`, 'g');

const REFERENCE = new RegExp(String.raw`\(\x60${PATH}\x60\)`);

/**
 * The text of a source with every value in it that stands before the path of a default, as in `` `'5Gi'`
 * (`defaults.capacity`) ``, as it is now.
 * @throws Error if a path leads to no default, or has no value before it
 */
export function withValuesInComments(text: string, defaults: Defaults): string {
  const alone = text.replace(IN_COMMENT, '').match(REFERENCE);
  if (alone) {
    throw new Error(
      `${alone[0]} has no value before it on its line; write \`?\` ${alone[0]}, and the value is filled in`,
    );
  }
  return text.replace(IN_COMMENT, (_, reference: string, path: string) => {
    const value = printed(path, lookUp(path, defaults));
    return `\`${value.replaceAll('*/', '*&#47;')}\`${reference}`;
  });
}

/** The same of a page, where the path is in a comment behind the value: `` `5Gi`<!-- defaults.capacity --> ``. */
export function withValuesInPage(text: string, defaults: Defaults): string {
  return text.replace(IN_PAGE, (_, reference: string, path: string) => {
    const value = lookUp(path, defaults);
    return `\`${typeof value === 'string' ? value : printed(path, value)}\`${reference}`;
  });
}

/** What a text says without the paths behind its values. */
export function withoutPaths(text: string): string {
  return text.replace(IN_COMMENT, (whole, reference: string) => whole.slice(0, -reference.length));
}

/** The paths of defaults that a text names. */
export function pathsIn(text: string): string[] {
  return [IN_COMMENT, IN_PAGE].flatMap((each) => [...text.matchAll(each)].map(([, , path = '']) => path));
}

function lookUp(path: string, defaults: Defaults): unknown {
  const [, ...keys] = path.split('.');
  const value = keys.reduce<unknown>((from, key) => (from as Defaults | undefined)?.[key], defaults);
  if (value === undefined) {
    throw new Error(`there is no ${path}; write the path of a value in \`defaults\``);
  }
  return value;
}

/** A value as one would write it in a program. @param path what it is called, which tells seconds from other numbers */
export function printed(path: string, value: unknown): string {
  if (value instanceof Schedule) {
    return printedSchedule(value);
  }
  if (typeof value === 'number' && /seconds/i.test(path)) {
    return printedSeconds(value);
  }
  if (Array.isArray(value)) {
    return `[${value.map((each) => printed(path, each)).join(', ')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).map(([key, each]) => `${key}: ${printed(`${path}.${key}`, each)}`);
    return `{ ${fields.join(', ')} }`;
  }
  return typeof value === 'string' ? `'${value}'` : String(value);
}

/** 14 days are better read as such. */
function printedSeconds(seconds: number): string {
  const units: readonly [number, string][] = [
    [24 * 60 * 60, '24 * 60 * 60'],
    [60 * 60, '60 * 60'],
    [60, '60'],
  ];
  const [size, unit] = units.find(([each]) => seconds > 0 && seconds % each === 0) ?? [1, ''];
  const count = seconds / size;
  return unit === '' ? String(seconds) : count === 1 ? unit : `${count} * ${unit}`;
}

const SPREAD = '<minute>';

function printedSchedule(schedule: Schedule): string {
  const cron = schedule.orAt(SPREAD).cron('');
  const [minute = '', ...rest] = cron.split(' ');
  const at = minute === SPREAD ? '' : /^\d+$/.test(minute) ? `.at(${minute})` : undefined;
  const [, hours] = /^\*\/(2|3|4|6|8|12) \* \* \*$/.exec(rest.join(' ')) ?? [];
  const [, hour] = /^(\d+) \* \* \*$/.exec(rest.join(' ')) ?? [];
  const made =
    rest.join(' ') === '* * * *'
      ? 'hourly'
      : hours !== undefined
        ? `every(${hours}).hours`
        : hour !== undefined && `daily.hour(${hour})`;
  return made === false || at === undefined ? `'${cron}'` : `${made}${at}`;
}
