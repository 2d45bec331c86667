import { restoreAges } from '../../../model/plan/restore-points';
import type { Copy } from '../../ledger';
import { html, type Markup } from './markup';

const WIDTH = 300;
const HEIGHT = 14;
/** The ages that are written beside a ladder, in hours. */
const RUNGS = [
  { hours: 1, name: 'hour' },
  { hours: 24, name: 'day' },
  { hours: 168, name: 'week' },
  { hours: 730, name: 'month' },
  { hours: 8766, name: 'year' },
] as const;
/** What is older stands at the end. */
const OLDEST = 4 * 8766;

/**
 * The restore points that there are at any time, each where its age is: hours on the left, years on the right. Apps that
 * are alike share one drawing.
 */
export class Ladders {
  private readonly drawn = new Map<string, { id: string; path: string }>();

  /** A ladder; nothing where it cannot be told. */
  of({ cron, retention, keeper }: Copy): Markup | undefined {
    const ages = restoreAges(cron, retention, keeper);
    if (ages === undefined) {
      return undefined;
    }
    const path = [...new Set(ages.map((age) => position(age / 3600).toFixed(1)))].map((x) => `M${x} 2v10`).join('');
    const known = this.drawn.get(path) ?? { id: `ladder-${this.drawn.size + 1}`, path };
    this.drawn.set(path, known);
    return html`<svg class="ladder" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true"><use href="#${known.id}"/></svg>`;
  }

  /** What the drawings share; it stands once in a page. */
  definitions(): Markup {
    const symbols = [...this.drawn.values()].map(
      ({ id, path }) => html`<g id="${id}"><path class="rail" d="M0 7H${WIDTH}"/><path class="rungs" d="${path}"/></g>`,
    );
    return html`<svg class="hidden" aria-hidden="true"><defs>${symbols}</defs></svg>`;
  }
}

/** The scale of all ladders. */
export function ladderScale(): Markup {
  const marks = RUNGS.map(({ hours, name }) => html`<text x="${position(hours).toFixed(1)}" y="11">${name}</text>`);
  return html`<svg class="scale" viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true">${marks}</svg>`;
}

function position(hours: number): number {
  const share = Math.log1p(Math.min(hours, OLDEST)) / Math.log1p(OLDEST);
  return 2 + share * (WIDTH - 4);
}
