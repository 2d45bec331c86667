import type { Answer } from '../../answer';
import { counted } from '../../compare/words';
import type { Claim, Copy, Protection, RepositoryUse } from '../../ledger';
import { renderRef } from '../../object';
import { gapsOf } from '../gaps';
import { type Ladders, ladderScale } from './ladders';
import { html, type Markup } from './markup';
import { SCORES } from './scores';

const SIGNS: Readonly<Record<Answer, string>> = { yes: '✓', unknown: '?', no: '✗' };
const WORDS: Readonly<Record<Answer, string>> = { yes: 'yes', unknown: 'unknown', no: 'no' };

/** Every claim with its copies; those with gaps first. */
export function claimsSection(
  claims: readonly Protection[],
  repositories: ReadonlyMap<string, RepositoryUse>,
  ladders: Ladders,
): Markup {
  return html`
<section id="claims">
<h2>Claims <span class="count" data-count="claim">${claims.length}</span></h2>
<p class="hint">Each line of a bar is a restore point that there is at any time, by its age:</p><div class="scale-line">${ladderScale()}</div>
<ol class="claims">${claims.map((each) => claimItem(each, repositories, ladders))}</ol>
</section>`;
}

function claimItem(protection: Protection, repositories: ReadonlyMap<string, RepositoryUse>, ladders: Ladders): Markup {
  const { id, app, claim, destinations, copies, restore } = protection;
  const gaps = gapsOf(protection, repositories);
  const badges = SCORES.map((score) => {
    const answer = score.of(copies);
    return html`<span class="badge ${answer}" title="${score.asks}: ${WORDS[answer]}"><b>${score.digit}</b><span class="sign" aria-hidden="true">${SIGNS[answer]}</span><span class="spoken"> ${score.asks}: ${WORDS[answer]}</span></span>`;
  });
  const places = destinations.map(({ repository }) => repositories.get(repository)?.location ?? repository);
  const words = [id, app, ...places, ...gaps].join(' ').toLowerCase();
  return html`<li class="claim${gaps.length > 0 ? ' has-gaps' : ''}" tabindex="-1" data-search="${words}" data-kind="claim">
<div class="head"><h3>${id}</h3><span class="size">${claim?.capacity ?? 'size unknown'}</span><span class="badges">${badges}</span></div>
${gaps.length === 0 ? '' : html`<ul class="gaps">${gaps.map((gap) => html`<li>${gap}</li>`)}</ul>`}
<ul class="copies">${destinations.map((copy, index) => copyItem(copy, places[index] ?? '', ladders))}</ul>
<p class="filled">${restore === undefined ? 'Nothing fills it when it is made anew.' : html`Filled by ${renderRef(restore.object)} when it is made anew.`}</p>
</li>`;
}

function copyItem(copy: Copy, place: string, ladders: Ladders): Markup {
  const { cron, paused, restorePoints: points } = copy;
  const kept =
    points === undefined
      ? 'how much is kept is unknown'
      : points === 'all'
        ? 'every backup for ever'
        : `${counted(points.count, 'restore point')}, the oldest ${counted(points.oldestDays, 'day')} old`;
  return html`<li><div class="where">${place}</div><div class="when"><code>${cron ?? 'at no known time'}</code>${paused ? html` <strong class="no">held</strong>` : ''} · ${kept}</div>${ladders.of(copy) ?? html`<div class="ladder none">no restore points that could be drawn</div>`}</li>`;
}

/** Claims that no backup names. */
export function unprotectedSection(claims: readonly Claim[]): Markup | undefined {
  return claims.length === 0
    ? undefined
    : html`
<section id="unprotected" class="alarm">
<h2>Not protected <span class="count" data-count="unprotected">${claims.length}</span></h2>
<ul class="plain">${claims.map(
        ({ id, capacity, storageClassName }) =>
          html`<li data-search="${`${id} not protected`.toLowerCase()}" data-kind="unprotected"><b>${id}</b> ${capacity ?? ''} ${storageClassName ?? ''}</li>`,
      )}</ul>
</section>`;
}
