/** How the page looks: on a screen by day and by night, on a phone, on paper. */
export const STYLE = `
:root {
  --ink: #1d2430; --faint: #566072; --paper: #ffffff; --card: #f6f7f9; --line: #d9dee6; --link: #0b57c2;
  --good: #17703a; --good-card: #e2f3e8; --doubt: #7a5200; --doubt-card: #fcf0d2; --bad: #b3141d; --bad-card: #fde8e8;
  --empty: #eceff3; --l1: #b9d4f5; --l2: #7fb0ea; --l3: #4388d6; --l4: #1f62b3; --l5: #0c3f7e; --mark: #c2410c; --on-mark: #ffffff;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e6e9ef; --faint: #a3adbd; --paper: #12161d; --card: #1a202a; --line: #323b49; --link: #8ab8ff;
    --good: #6fd394; --good-card: #14301f; --doubt: #f0c36a; --doubt-card: #35290c; --bad: #ff9a98; --bad-card: #43191b;
    --empty: #1f2631; --l1: #1d3d66; --l2: #285f9f; --l3: #3b84d3; --l4: #78b2f2; --l5: #c3dffc; --mark: #fb923c; --on-mark: #12161d;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html { background: var(--paper); color: var(--ink); font: 16px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; scroll-padding-top: 6.5rem; }
body { margin: 0 auto; max-width: 74rem; padding: 1.25rem 1rem 3rem; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { font-size: 1.2rem; margin: 2.25rem 0 .6rem; }
h3 { font-size: 1rem; margin: 0; overflow-wrap: anywhere; }
a { color: var(--link); }
code, kbd { font: .875em/1.4 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
kbd { border: 1px solid var(--line); border-radius: .25rem; padding: 0 .3rem; }
.lead { font-size: 1.05rem; margin: 0 0 1rem; }
.hint, footer, .filled, .made { color: var(--faint); font-size: .875rem; }
.hint { margin: 0 0 .25rem; }
strong.no, span.no { color: var(--bad); font-weight: 650; }
span.unknown { color: var(--doubt); }
.count { background: var(--card); border: 1px solid var(--line); border-radius: 1rem; color: var(--faint); font-size: .8rem; font-weight: 500; padding: .05rem .5rem; vertical-align: .1rem; }
.spoken, .hidden { clip-path: inset(50%); height: 1px; overflow: hidden; position: absolute; white-space: nowrap; width: 1px; }
ol, ul { list-style: none; margin: 0; padding: 0; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }

.tiles { display: grid; gap: .6rem; grid-template-columns: repeat(5, 1fr); }
.tile { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; border-top: 4px solid var(--good); padding: .5rem .7rem .6rem; }
.tile.unknown { border-top-color: var(--doubt); }
.tile.no { border-top-color: var(--bad); }
.tile .digit { font-size: 1.9rem; font-weight: 700; line-height: 1.1; margin-right: .4rem; }
.tile.yes .digit { color: var(--good); } .tile.unknown .digit { color: var(--doubt); } .tile.no .digit { color: var(--bad); }
.tile svg { display: block; height: 6px; margin: .35rem 0; width: 100%; }
.tile .numbers { color: var(--faint); display: block; font-size: .8rem; }
.tile rect.yes { fill: var(--good); } .tile rect.unknown { fill: var(--doubt); } .tile rect.no { fill: var(--bad); }

nav { background: var(--paper); border-bottom: 1px solid var(--line); margin: 1rem -1rem 0; padding: .6rem 1rem .5rem; position: sticky; top: 0; z-index: 1; }
.search { align-items: center; display: flex; gap: .75rem; }
#search { background: var(--card); border: 1px solid var(--faint); border-radius: .4rem; color: inherit; flex: 1; font: inherit; min-width: 0; padding: .45rem .6rem; }
#search::placeholder { color: var(--faint); opacity: 1; }
.only { cursor: pointer; padding: .4rem 0; white-space: nowrap; }
.only input { height: 1.05rem; vertical-align: -.15rem; width: 1.05rem; }
.links { display: flex; flex-wrap: wrap; font-size: .9rem; gap: .2rem 1rem; margin: .45rem 0 0; }

.alarm { border-left: 4px solid var(--bad); padding-left: .9rem; }
.alarm h2 { color: var(--bad); }
.plain li { margin: .15rem 0; overflow-wrap: anywhere; }
.claims { border-top: 1px solid var(--line); }
.claim { border-bottom: 1px solid var(--line); contain-intrinsic-size: auto 9rem; content-visibility: auto; padding: .8rem .5rem; }
.claim.has-gaps { border-left: 4px solid var(--bad); }
.claim:not(.has-gaps) { border-left: 4px solid var(--good); }
.head { align-items: baseline; display: flex; flex-wrap: wrap; gap: .25rem .75rem; }
.size { color: var(--faint); font-size: .875rem; }
.badges { display: inline-flex; gap: .25rem; margin-left: auto; }
.badge { border: 1px solid transparent; border-radius: .3rem; font-size: .85rem; padding: .02rem .4rem; white-space: nowrap; }
.badge.yes { background: var(--good-card); color: var(--good); }
.badge.unknown { background: var(--doubt-card); color: var(--doubt); }
.badge.no { background: var(--bad-card); border-color: var(--bad); color: var(--bad); }
.sign { margin-left: .15rem; }
.gaps { display: flex; flex-wrap: wrap; gap: .3rem; margin: .4rem 0 .1rem; }
.gaps li { background: var(--bad-card); border-radius: .3rem; color: var(--bad); font-size: .85rem; padding: .05rem .45rem; }
.copies { display: grid; gap: .2rem; margin: .45rem 0 .2rem; }
.copies li { align-items: center; column-gap: 1rem; display: grid; grid-template-columns: minmax(0, 1fr) 300px; }
.where { font-size: .925rem; overflow-wrap: anywhere; }
.when { color: var(--faint); font-size: .875rem; grid-column: 1; }
.ladder { grid-column: 2; grid-row: 1 / span 2; height: 18px; width: 100%; }
.ladder.none { color: var(--faint); font-size: .8rem; height: auto; }
.rail { stroke: var(--line); stroke-width: 1; } .rungs { stroke: var(--l4); stroke-width: 1.6; }
.scale-line { padding: 0 .5rem; } .scale { display: block; height: 14px; margin-left: auto; width: 300px; }
.scale text, .axis { fill: var(--faint); font: 11px system-ui, sans-serif; }
.filled { margin: 0; overflow-wrap: anywhere; }

.scroll { overflow-x: auto; }
.day { display: block; min-width: 40rem; width: 100%; }
.empty { fill: var(--empty); }
.axis { font-size: 8px; }
.level-1 { background: var(--l1); fill: var(--l1); } .level-2 { background: var(--l2); fill: var(--l2); } .level-3 { background: var(--l3); fill: var(--l3); }
.level-4 { background: var(--l4); fill: var(--l4); } .level-5 { background: var(--l5); fill: var(--l5); }
g.mark rect { fill: var(--mark); } g.mark text { fill: var(--on-mark); font: bold 7.5px system-ui, sans-serif; text-anchor: middle; }
.legend { align-items: center; color: var(--faint); display: flex; flex-wrap: wrap; font-size: .85rem; gap: .3rem; margin: .4rem 0; }
.legend > span:not(.swatch) { margin: 0 .3rem; }
.swatch { border-radius: .15rem; display: inline-block; height: .9rem; width: .9rem; }
b.mark { background: var(--mark); border-radius: .15rem; color: var(--on-mark); padding: 0 .25rem; }
summary { color: var(--link); cursor: pointer; padding: .15rem 0; }

table { border-collapse: collapse; font-size: .9rem; width: 100%; }
th, td { border-bottom: 1px solid var(--line); padding: .45rem .75rem .45rem 0; text-align: left; vertical-align: top; }
thead th { color: var(--faint); font-size: .8rem; font-weight: 600; white-space: nowrap; }
tbody th { font-weight: 600; overflow-wrap: anywhere; }
td { overflow-wrap: break-word; } td code { white-space: nowrap; }
.made { font-weight: 400; }
footer { border-top: 1px solid var(--line); margin-top: 2.5rem; }

@media (max-width: 44rem) {
  html { scroll-padding-top: 8rem; }
  .tiles { gap: .4rem; grid-template-columns: repeat(6, 1fr); }
  .tile { grid-column: span 2; padding: .4rem .5rem; } .tile:nth-child(n + 4) { grid-column: span 3; }
  .tile .asks { font-size: .875rem; }
  .copies li { grid-template-columns: minmax(0, 1fr); }
  .copies { gap: .6rem; }
  .ladder { grid-column: 1; grid-row: auto; margin-top: .2rem; }
  .scale { width: 100%; }
  .badges { margin-left: 0; }
  .links { flex-wrap: nowrap; overflow-x: auto; white-space: nowrap; }
  #repositories table, #secrets table, #repositories tbody, #secrets tbody { display: block; } td code { white-space: normal; }
  #repositories tr, #secrets tr { border-bottom: 1px solid var(--line); display: block; padding: .4rem 0; }
  #repositories thead, #secrets thead { display: none; }
  #repositories th, #repositories td, #secrets th, #secrets td { border: 0; display: block; padding: .1rem 0; }
  #repositories td:empty { display: none; }
  #repositories td::before, #secrets td::before { color: var(--faint); content: attr(data-label) " "; font-size: .8rem; }
}
@media print {
  :root { --ink: #000; --faint: #444; --paper: #fff; --card: #fff; --line: #bbb; --good: #17703a; --good-card: #fff; --doubt: #7a5200; --doubt-card: #fff; --bad: #b3141d; --bad-card: #fff; --empty: #f0f0f0; --l1: #b9d4f5; --l2: #7fb0ea; --l3: #4388d6; --l4: #1f62b3; --l5: #0c3f7e; --mark: #c2410c; --on-mark: #fff; }
  html { font-size: 11px; } body { max-width: none; padding: 0; }
  nav, details, footer { display: none; }
  .claim { break-inside: avoid; content-visibility: visible; } tr, .tile { break-inside: avoid; }
  .day { min-width: 0; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
