import type { Problem } from '../rules/problem';
import { show } from '../rules/show';

const MACROS = new Map(
  Object.entries({
    '@hourly': '0 * * * *',
    '@daily': '0 0 * * *',
    '@weekly': '0 0 * * 0',
    '@monthly': '0 0 1 * *',
    '@yearly': '0 0 1 1 *',
    '@annually': '0 0 1 1 *',
  }),
);

const FIELDS = [
  { name: 'minute', low: 0, high: 59 },
  { name: 'hour', low: 0, high: 23 },
  { name: 'day of month', low: 1, high: 31 },
  { name: 'month', low: 1, high: 12 },
  { name: 'day of week', low: 0, high: 6 },
] as const;

type Field = (typeof FIELDS)[number];

const DAYS_IN_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The five fields of a cron text; macros such as `@daily` are spelt out, because KopiaMaintenance does not know them. */
export function cronFields(text: string): string[] {
  return (MACROS.get(text) ?? text).split(' ');
}

/**
 * Checks a cron text against what VolSync *and* Kubernetes accept.
 *
 * The pattern in VolSync's CRDs is no help: it lets `61 99 * * *` pass and refuses names, `?`, `@every` and lists
 * with ranges, all of which Kubernetes takes in a CronJob.
 */
export function cronProblems(field: string, value: unknown): Problem[] {
  const problem = (text: string): Problem[] => [{ field, text: `${show(value)} ${text}`, rule: 'C1' }];
  if (typeof value !== 'string') {
    return problem('is not a schedule; write cron text such as "0 * * * *", hourly, daily or every(6).hours');
  }
  if (value.startsWith('@') && !MACROS.has(value)) {
    return problem(`is not a known macro; write one of ${[...MACROS.keys()].join(' ')}, or five fields`);
  }
  const fields = cronFields(value);
  if (fields.length !== FIELDS.length || fields.includes('')) {
    return problem('does not have five fields with one blank between; write "minute hour day month weekday"');
  }
  const wrong = FIELDS.flatMap((each, index) => fieldProblem(each, fields[index] ?? '') ?? []);
  if (wrong.length > 0) {
    return problem(wrong.join('; '));
  }
  return neverHappens(fields) ? problem('never happens: no such month has that day; choose a day that exists') : [];
}

function fieldProblem({ name, low, high }: Field, text: string): string | undefined {
  const range = `${name} goes from ${low} to ${high}`;
  const [, start, end, step, list] = /^(?:(?:\*|(\d+)(?:-(\d+))?)(?:\/(\d+))?|(\d+(?:,\d+)+))$/.exec(text) ?? [];
  if (text !== '*' && start === undefined && step === undefined && list === undefined) {
    return `has ${name} ${show(text)}, which VolSync does not read; write *, */n, n, a-b or n,m`;
  }
  if (end !== undefined && step !== undefined) {
    return `has ${name} ${show(text)}, a range with a step, which VolSync does not read; write a list such as 0,20,40`;
  }
  const numbers = (list ?? [start, end].filter((each) => each !== undefined).join(','))
    .split(',')
    .filter(Boolean)
    .map(Number);
  if (numbers.some((each) => each < low || each > high)) {
    return `has ${name} ${text}; ${range}`;
  }
  if (end !== undefined && Number(start) > Number(end)) {
    return `has ${name} ${text}, which runs backwards; write ${end}-${start}`;
  }
  if (step !== undefined && (Number(step) < 1 || Number(step) > high)) {
    return `has ${name} ${text}; the step goes from 1 to ${high}`;
  }
  return undefined;
}

/** Every value that one field matches. */
export function fieldValues(index: number, text: string): number[] {
  const { low, high } = FIELDS[index] as Field;
  const [range = '', step] = text.split('/');
  if (range.includes(',')) {
    return range.split(',').map(Number);
  }
  const [from = low, to = step === undefined && range !== '*' ? from : high] =
    range === '*' ? [] : range.split('-').map(Number);
  const values: number[] = [];
  for (let value = from; value <= to; value += Number(step ?? 1)) {
    values.push(value);
  }
  return values;
}

function neverHappens([, , day = '*', month = '*', weekday = '*']: string[]): boolean {
  if (!/^\*(\/1)?$/.test(weekday) || day === '*') {
    return false;
  }
  const longest = Math.max(...fieldValues(3, month).map((each) => DAYS_IN_MONTH[each - 1] ?? 0));
  return Math.min(...fieldValues(2, day)) > longest;
}

/** How often a cron text runs on a day; `undefined` where it does not run every day, or is not valid. */
export function runsPerDay(text: string): number | undefined {
  // Warnings are looked for before problems are reported, and the values of `*/0` have no end.
  if (cronProblems('', text).length > 0) {
    return undefined;
  }
  const [minute = '*', hour = '*', ...days] = cronFields(text);
  return days.every((each) => each === '*') ? fieldValues(0, minute).length * fieldValues(1, hour).length : undefined;
}
