import { createHash } from 'node:crypto';
import { counted } from '../../compare/words';
import type { Ledger } from '../../ledger';
import { gapsOf, repositoriesByKey } from '../gaps';
import { claimsSection, unprotectedSection } from './claims';
import { daySection } from './day';
import { Ladders } from './ladders';
import { html, type Markup, trusted } from './markup';
import { answersOf, SCORES } from './scores';
import { SCRIPT } from './script';
import { STYLE } from './style';
import { notUnderstoodSection, repositoriesSection, secretsSection } from './tables';

/**
 * What is protected, as one page that is whole by itself: it asks nobody for anything, and carries out no script but its
 * own, whatever the objects are called.
 * @param of where the objects are from, for its title
 */
export function mapHtml(ledger: Ledger, of: string): string {
  const repositories = repositoriesByKey(ledger);
  const claims = sorted(ledger.protected, ({ id, ...rest }) => [
    gapsOf({ id, ...rest }, repositories).length > 0 ? 0 : 1,
    id,
  ]);
  const ladders = new Ladders();
  const sections = [
    unprotectedSection(sorted(ledger.unprotected, ({ id }) => [id])),
    notUnderstoodSection(ledger),
    claimsSection(claims, repositories, ladders),
    daySection(ledger),
    repositoriesSection(
      sorted(ledger.repositories, ({ location }) => [location]),
      repositories,
    ),
    secretsSection(sorted(ledger.secrets, ({ id }) => [id])),
  ];
  const open = claims.filter((each) => gapsOf(each, repositories).length > 0).length;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src '${hashOf(SCRIPT)}'; style-src '${hashOf(STYLE)}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>What is protected: ${of}</title>
<style>${trusted(STYLE)}</style>
</head>
<body>
${ladders.definitions()}
<header>
<h1>What is protected</h1>
<p class="lead">${summary(ledger, open)}</p>
${scores(ledger)}
</header>
<nav aria-label="Search and sections">
<div class="search"><label for="search" class="spoken">Search</label><input id="search" type="search" placeholder="Search: app, repository, gap, Secret …  ( / )" autocomplete="off" spellcheck="false">
<label class="only"><input id="gaps" type="checkbox"> only gaps</label></div>
<p class="links">${links(ledger)}</p>
<p id="found" class="spoken" role="status"></p>
</nav>
<main>
<p id="nothing" hidden>Nothing has these words. <kbd>Esc</kbd> shows all again.</p>
${sections}
</main>
<footer><p>Made of ${counted(ledger.objects, 'object')} of ${of}. <kbd>/</kbd> searches, <kbd>↓</kbd> and <kbd>↑</kbd> go through the claims, <kbd>Esc</kbd> shows all again.</p></footer>
<script>${trusted(SCRIPT)}</script>
</body>
</html>
`;
  return page.text;
}

function summary({ objects, protected: found, unprotected }: Ledger, open: number): Markup {
  if (objects === 0) {
    return html`There are no objects here, so nothing is said about anything.`;
  }
  const without =
    unprotected.length === 0
      ? html`no claim here is without`
      : html`<strong class="no">${unprotected.length} without</strong>`;
  const gaps = open === 0 ? html`none has gaps` : html`<strong class="no">${open} with gaps</strong>`;
  return html`${counted(found.length, 'claim')} with ${counted(found.flatMap(({ destinations }) => destinations).length, 'copy').replace(/copys$/, 'copies')}; ${without}; ${gaps}.`;
}

function scores({ protected: found }: Ledger): Markup {
  const tiles = SCORES.map((score) => {
    const { yes, unknown, no } = answersOf(score, found);
    const share = (count: number, before: number) => ({
      x: found.length === 0 ? 0 : (before / found.length) * 100,
      width: found.length === 0 ? 0 : (count / found.length) * 100,
    });
    const bars = [
      { name: 'yes', ...share(yes, 0) },
      { name: 'unknown', ...share(unknown, yes) },
      { name: 'no', ...share(no, yes + unknown) },
    ].filter(({ width }) => width > 0);
    const state = no > 0 ? 'no' : unknown > 0 ? 'unknown' : 'yes';
    const words = [
      `${yes} of ${found.length}`,
      ...(unknown > 0 ? [`${unknown} unknown`] : []),
      ...(no > 0 ? [`${no} not`] : []),
    ];
    return html`<li class="tile ${state}"><b class="digit">${score.digit}</b><span class="asks">${score.asks}</span><svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">${bars.map(({ name, x, width }) => html`<rect class="${name}" x="${x.toFixed(2)}" y="0" width="${width.toFixed(2)}" height="6"/>`)}</svg><span class="numbers">${words.join(' · ')}</span></li>`;
  });
  return html`<ol class="tiles" aria-label="3 copies on 2 media, 1 off-site, 1 immutable, 0 unverified">${tiles}</ol>`;
}

function links({ unprotected, notUnderstood }: Ledger): Markup {
  const all = [
    ...(unprotected.length > 0 ? [['unprotected', 'Not protected']] : []),
    ...(notUnderstood.length > 0 ? [['not-understood', 'Not understood']] : []),
    ['claims', 'Claims'],
    ['day', 'The day'],
    ['repositories', 'Repositories'],
    ['secrets', 'Secrets'],
  ] as const;
  return html`${all.map(([id, name]) => html`<a href="#${id ?? ''}">${name ?? ''}</a> `)}`;
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

function sorted<Each>(all: readonly Each[], keyOf: (each: Each) => readonly (string | number)[]): readonly Each[] {
  const key = (each: Each) => keyOf(each).join(' ');
  return [...all].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}
