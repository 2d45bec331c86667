import type { Rule } from '../../src/model/rules/rule';

/** What the letters of the rules stand for, in the order of the page. */
const GROUPS = {
  A: 'admission',
  I: 'identity',
  R: 'retention and size',
  V: 'volumes',
  M: 'movers and maintenance',
  O: 'operation',
  S: 'secrets',
  C: 'schedules and caches',
  F: 'Flux',
  D: 'data',
  T: 'the move from Restic',
  H: 'history',
} as const;

const HEAD = `# Rules

Made from the rows in \`src/model/rules/rules.ts\` and \`src/engines/volsync/rules.ts\` by \`npm run docs\`. Each rule is enforced by the
compiler, or at synthesis with a message that ends in its name. An error stops the synthesis; a warning is printed, fails
\`npm run check\`, and is accepted in code by \`acceptWarning(scope, 'M3', 'the reason')\`. What the facts are drawn from: the
source of perfectra1n/volsync v0.17.11 ("the fork"), Kopia 0.22 and 0.23, Kubernetes, Flux 2.9 and External Secrets 2.9.
`;

/** The page of all rules, in Markdown. */
export function rulesPage(rules: readonly Rule[]): string {
  const sections = Object.entries(GROUPS).map(([letter, title]) => {
    const rows = rules.filter(({ id }) => id.startsWith(letter)).sort((a, b) => (a.id < b.id ? -1 : 1));
    return [`## ${letter} — ${title}\n`, ...rows.map(paragraph)].join('\n');
  });
  return [HEAD, ...sections].join('\n');
}

function paragraph({ id, says, why, severity }: Rule): string {
  return `**${id}. ${says}** ${why}${severity === 'warning' ? ' A breach is a warning.' : ''}\n`;
}
