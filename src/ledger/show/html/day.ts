import { cronFields, isCron } from '../../../model/schedule/cron';
import { minutesOfDay } from '../../../model/schedule/cron-calendar';
import { counted } from '../../compare/words';
import { grouped } from '../../grouped';
import type { Job, Ledger } from '../../ledger';
import { renderRef } from '../../object';
import { html, type Markup } from './markup';

/** What else happens by the clock, and with which letter it stands in the picture. */
const JOBS = [
  { key: 'maintainers', letter: 'M', name: 'maintenance' },
  { key: 'copies', letter: 'S', name: 'sync' },
  { key: 'verifications', letter: 'V', name: 'verification' },
] as const;

const CELL = 10;
const LEFT = 26;
const RIGHT = 34;
const LEVELS = 5;

interface Mark {
  readonly letter: string;
  readonly what: string;
  readonly minute: number;
}

/** When in a day how many backups start, and where everything else stands. */
export function daySection(ledger: Ledger): Markup {
  const copies = ledger.protected.flatMap(({ id, destinations }) => destinations.map((copy) => ({ id, copy })));
  const starts = copies.map(({ copy }) => (copy.paused ? undefined : startsOf(copy.cron)));
  const counts = new Array<number>(24 * 60).fill(0);
  for (const minute of starts.flatMap((each) => each ?? [])) {
    counts[minute] = (counts[minute] ?? 0) + 1;
  }
  const marks = JOBS.flatMap(({ key, letter, name }) =>
    ledger.repositories.flatMap((repository) =>
      (repository[key] as readonly Job[])
        .filter(({ runs }) => runs)
        .flatMap(({ object, cron }) =>
          (startsOf(cron) ?? []).map(
            (minute): Mark => ({ letter, minute, what: `${name} of ${repository.location}, ${renderRef(object)}` }),
          ),
        ),
    ),
  );
  const untold = starts.filter((each) => each === undefined).length;
  const most = Math.max(0, ...counts);
  return html`
<section id="day">
<h2>The day</h2>
<p>How many backups start in which minute, with those that run on some days only; at most ${counted(most, 'backup')} in one.
${untold === 0 ? '' : `Of ${counted(untold, 'backup')} nothing says when.`} Times are those of the schedules.</p>
${picture(counts, marks, most)}
<p class="legend"><span>fewer</span>${Array.from({ length: LEVELS }, (_, index) => html`<span class="swatch level-${index + 1}"></span>`)}<span>more</span>
${JOBS.map(({ letter, name }) => html`<span><b class="mark">${letter}</b> ${name}</span>`)}<span><b class="mark">+</b> several</span></p>
<details><summary>The same as a table</summary>${table(counts, marks)}</details>
</section>`;
}

function startsOf(cron: string | undefined): readonly number[] | undefined {
  if (cron === undefined || !isCron(cron)) {
    return undefined;
  }
  const [minute = '*', hour = '*'] = cronFields(cron);
  return minutesOfDay(minute, hour);
}

function picture(counts: readonly number[], marks: readonly Mark[], most: number): Markup {
  const [width, height] = [LEFT + 60 * CELL + RIGHT, 24 * CELL + 14];
  const x = (minute: number) => LEFT + (minute % 60) * CELL;
  const y = (minute: number) => 12 + Math.floor(minute / 60) * CELL;
  const cells = counts.flatMap((count, minute) =>
    count === 0
      ? []
      : [
          html`<rect class="level-${level(count, most)}" x="${x(minute)}" y="${y(minute)}" width="${CELL - 1}" height="${CELL - 1}"><title>${clock(minute)}: ${counted(count, 'backup')}</title></rect>`,
        ],
  );
  const letters = [...grouped(marks, ({ minute }) => minute)].map(([minute, own]) => {
    const [first, ...others] = own.map(({ letter }) => letter);
    const count = counts[minute] ?? 0;
    const all = [...own.map(({ what }) => what), ...(count === 0 ? [] : [counted(count, 'backup')])];
    return html`<g class="mark"><rect x="${x(minute)}" y="${y(minute)}" width="${CELL - 1}" height="${CELL - 1}"/><text x="${x(minute) + 4.5}" y="${y(minute) + 7.5}">${others.every((each) => each === first) ? first : '+'}</text><title>${clock(minute)}: ${all.join('; ')}</title></g>`;
  });
  const hours = Array.from({ length: 24 }, (_, hour) => {
    const total = counts.slice(hour * 60, hour * 60 + 60).reduce((sum, each) => sum + each, 0);
    const [top, empty] = [
      y(hour * 60),
      Array.from({ length: 60 }, (_unused, minute) => `M${x(minute)} ${y(hour * 60)}h9v9h-9z`).join(''),
    ];
    return html`<path class="empty" d="${empty}"/><text class="axis" x="${LEFT - 4}" y="${top + 8}" text-anchor="end">${two(hour)}</text><text class="axis" x="${LEFT + 60 * CELL + 4}" y="${top + 8}">${total === 0 ? '' : total}</text>`;
  });
  const minutes = [0, 15, 30, 45].map(
    (minute) => html`<text class="axis" x="${x(minute)}" y="9">:${two(minute)}</text>`,
  );
  return html`<div class="scroll"><svg class="day" viewBox="0 0 ${width} ${height}" role="img" aria-label="Backups by the minute of the day; the same follows as a table">${minutes}${hours}${cells}${letters}</svg></div>`;
}

function table(counts: readonly number[], marks: readonly Mark[]): Markup {
  const rows = Array.from({ length: 24 }, (_, hour) => {
    const own = counts.slice(hour * 60, hour * 60 + 60);
    const most = Math.max(...own);
    const others = marks.filter(({ minute }) => Math.floor(minute / 60) === hour);
    const total = own.reduce((sum, each) => sum + each, 0);
    return total === 0 && others.length === 0
      ? []
      : html`<tr><th scope="row">${two(hour)}</th><td>${total}</td><td>${most === 0 ? '' : `${clock(hour * 60 + own.indexOf(most))}, ${most}`}</td><td>${others.map(({ minute, what }) => html`<div>${clock(minute)} ${what}</div>`)}</td></tr>`;
  });
  return html`<div class="scroll"><table><thead><tr><th scope="col">hour</th><th scope="col">backups</th><th scope="col">fullest minute</th><th scope="col">beside them</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

/** The share of the fullest minute, from 1 on. */
function level(count: number, most: number): number {
  return most <= LEVELS ? count : Math.max(1, Math.ceil((count / most) * LEVELS));
}

function clock(minute: number): string {
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
