import { counted } from '../../compare/words';
import type { Job, Ledger, RepositoryUse, SecretEntry } from '../../ledger';
import { type ObjectRef, renderRef } from '../../object';
import { isNeglected } from '../gaps';
import { html, type Markup } from './markup';

/** Where backups are, and who looks after them. */
export function repositoriesSection(
  repositories: readonly RepositoryUse[],
  byKey: ReadonlyMap<string, RepositoryUse>,
): Markup {
  const rows = repositories.map((use) => {
    const used = use.claims.length > 0;
    const copies = running(use.copies).map(
      ({ to, cron }) => html`<div>${byKey.get(to)?.location ?? to}, <code>${cron ?? 'unknown'}</code></div>`,
    );
    const words = [use.location, ...use.maintainers.map(({ object }) => renderRef(object))].join(' ').toLowerCase();
    return html`<tr data-search="${words}" data-kind="repository"><th scope="row">${use.location}</th><td data-label="claims">${use.claims.length}</td><td data-label="off-site">${use.offSite === 'no' ? html`<span class="no">no</span>` : use.offSite}</td><td data-label="maintained by">${use.maintainsItself ? 'by itself' : used && isNeglected(use) ? html`<span class="no">nobody</span>` : jobs(use.maintainers)}</td><td data-label="verified by">${used && running(use.verifications).length === 0 ? html`<span class="no">nobody</span>` : jobs(use.verifications)}</td><td data-label="copied to">${copies}</td></tr>`;
  });
  return html`
<section id="repositories">
<h2>Repositories <span class="count" data-count="repository">${repositories.length}</span></h2>
<div class="scroll"><table><thead><tr><th scope="col">where</th><th scope="col">claims</th><th scope="col">off-site</th><th scope="col">maintained by</th><th scope="col">verified by</th><th scope="col">copied to</th></tr></thead><tbody>${rows}</tbody></table></div>
</section>`;
}

/** Every Secret: where its values come from, and who reads them. What they are nobody here knows. */
export function secretsSection(secrets: readonly SecretEntry[]): Markup {
  const rows = secrets.map((secret) => {
    const items = Object.entries(secret.items);
    const words = [
      secret.id,
      ...items.map(([item, fields]) => `${item} ${fields.join(' ')}`),
      ...secret.readers.map(renderRef).sort(),
    ];
    return html`<tr data-search="${words.join(' ').toLowerCase()}" data-kind="secret"><th scope="row">${secret.id}<div class="made">${secret.from === undefined ? html`<span class="unknown">nothing here makes it</span>` : renderRef(secret.from)}</div></th><td data-label="from">${items.length === 0 ? fallback(secret) : items.map(([item, fields]) => html`<div><b>${item}</b>: ${fields.join(', ')}</div>`)}</td><td data-label="read by">${readers(secret.readers)}</td></tr>`;
  });
  return html`
<section id="secrets">
<h2>Secrets <span class="count" data-count="secret">${secrets.length}</span></h2>
<p class="hint">Where values come from and who reads them; no value is in this page.</p>
<div class="scroll"><table><thead><tr><th scope="col">Secret</th><th scope="col">item of the vault: fields</th><th scope="col">read by</th></tr></thead><tbody>${rows}</tbody></table></div>
</section>`;
}

function fallback({ keys, complete }: SecretEntry): Markup {
  return keys.length === 0 && !complete ? html`<span class="unknown">unknown</span>` : html`keys: ${keys.join(', ')}`;
}

function readers(found: readonly ObjectRef[]): Markup {
  const all = [...new Set(found.map(renderRef))].sort();
  const [first, ...others] = all;
  const list = html`<ul class="plain">${all.map((each) => html`<li>${each}</li>`)}</ul>`;
  return first === undefined || others.length < 3
    ? list
    : html`<details><summary>${counted(all.length, 'object')}</summary>${list}</details>`;
}

/** What nobody could read, with the reason. */
export function notUnderstoodSection({ notUnderstood }: Ledger): Markup | undefined {
  return notUnderstood.length === 0
    ? undefined
    : html`
<section id="not-understood" class="alarm">
<h2>Not understood <span class="count" data-count="unread">${notUnderstood.length}</span></h2>
<ul class="plain">${notUnderstood.map(({ object, why }) => html`<li data-search="${renderRef(object).toLowerCase()}" data-kind="unread"><b>${renderRef(object)}</b>: ${why}</li>`)}</ul>
</section>`;
}

function jobs(all: readonly Job[]): Markup {
  return html`${running(all).map(({ object, cron }) => html`<div>${renderRef(object)}, <code>${cron ?? 'unknown'}</code></div>`)}`;
}

function running<Each extends Job>(all: readonly Each[]): readonly Each[] {
  return all.filter(({ runs }) => runs);
}
