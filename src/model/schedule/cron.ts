import { type Problem, problemIf } from '../rules/problem';
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

/** Which of the texts that are cron an engine reads. */
export interface CronGrammar {
  /** Why one field, `minute` say, cannot be read as it is written; `undefined` where it can. */
  readonly unreadable: (field: string, text: string) => string | undefined;
}

/** Checks a cron text. */
export function cronProblems(field: string, value: unknown, grammar: CronGrammar): Problem[] {
  return problemIf(fault(value, grammar) !== undefined, field, () => `${show(value)} ${fault(value, grammar)}`, 'C1');
}

/** Whether a text is one that runs at times which can be told; an engine may still read less. */
export function isCron(text: string): boolean {
  return fault(text, EVERYTHING) === undefined;
}

const EVERYTHING: CronGrammar = { unreadable: () => undefined };

function fault(value: unknown, grammar: CronGrammar): string | undefined {
  if (typeof value !== 'string') {
    return 'is not a schedule; write cron text such as "0 * * * *", hourly, daily or every(6).hours';
  }
  if (value.startsWith('@') && !MACROS.has(value)) {
    return `is not a known macro; write one of ${[...MACROS.keys()].join(' ')}, or five fields`;
  }
  const fields = cronFields(value);
  if (fields.length !== FIELDS.length || fields.includes('')) {
    return 'does not have five fields with one blank between; write "minute hour day month weekday"';
  }
  const wrong = FIELDS.flatMap((each, index) => {
    const text = fields[index] ?? '';
    return grammar.unreadable(each.name, text) ?? fieldFault(each, text) ?? [];
  });
  if (wrong.length > 0) {
    return wrong.join('; ');
  }
  return neverHappens(fields) ? 'never happens: no such month has that day; choose a day that exists' : undefined;
}

/** `*`, a number or a range, each with or without a step. */
const ITEM = /^(?:\*|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/;

function fieldFault({ name, low, high }: Field, text: string): string | undefined {
  for (const item of text.split(',')) {
    const [matched, start, end, step] = ITEM.exec(item) ?? [];
    if (matched === undefined) {
      return `has ${name} ${show(text)}; write *, */n, n, a-b or n,m`;
    }
    if ([start, end].some((each) => each !== undefined && (Number(each) < low || Number(each) > high))) {
      return `has ${name} ${text}; ${name} goes from ${low} to ${high}`;
    }
    if (end !== undefined && Number(start) > Number(end)) {
      return `has ${name} ${text}, which runs backwards; write ${end}-${start}`;
    }
    if (step !== undefined && (Number(step) < 1 || Number(step) > high)) {
      return `has ${name} ${text}; the step goes from 1 to ${high}`;
    }
  }
  return undefined;
}

/** Every value that one field matches, in the order in which they are written. */
export function fieldValues(index: number, text: string): number[] {
  const { low, high } = FIELDS[index] as Field;
  return text.split(',').flatMap((item) => {
    const [, start, end, step] = ITEM.exec(item) ?? [];
    const from = Number(start ?? low);
    const to = Number(end ?? (start === undefined || step !== undefined ? high : start));
    const by = Number(step ?? 1);
    return Array.from({ length: Math.floor((to - from) / by) + 1 }, (_, count) => from + count * by);
  });
}

function neverHappens([, , day = '*', month = '*', weekday = '*']: string[]): boolean {
  if (!/^\*(\/1)?$/.test(weekday) || day === '*') {
    return false;
  }
  const longest = Math.max(...fieldValues(3, month).map((each) => DAYS_IN_MONTH[each - 1] ?? 0));
  return Math.min(...fieldValues(2, day)) > longest;
}
