import type { Acknowledgement } from '../../ledger/compare/acknowledged';
import type { Ledger } from '../../ledger/ledger';
import type { Output } from '../render';
import { warningLines } from '../report';
import { signed } from '../signature';
import { keptPage } from './kept-page';

/** The page that says what is protected. Neither kustomize nor Flux reads it: no list names it. */
const README = 'README.md';

/** What is lost on purpose; the command reads it. */
const ACKNOWLEDGED = 'acknowledged.json';

/** Adds to an output what people and the command read of it. @param ledger what the output says of backups */
export function withOwnFiles(output: Output, retirements: readonly Acknowledgement[], ledger: () => Ledger): Output {
  const signature = output.header.replace(/^# /, '');
  const files = new Map(output.files);
  files.set(README, readme(output, signature, ledger));
  if (retirements.length > 0) {
    files.set(ACKNOWLEDGED, acknowledgedFile(signature, retirements));
  }
  return { ...output, files };
}

function readme({ files, warnings }: Output, signature: string, ledger: () => Ledger): string {
  const lines = warningLines(warnings);
  const texts = [...[...files].flat(), ...lines];
  return keptPage(signature, texts, () => {
    const { mapMarkdown } =
      require('../../ledger/show/map-markdown') as typeof import('../../ledger/show/map-markdown');
    const { plain } = require('../../ledger/show/markdown') as typeof import('../../ledger/show/markdown');
    const open =
      lines.length === 0 ? '' : `\n## Open warnings\n\n${lines.map((each) => `- ${plain(each)}\n`).join('')}`;
    return `${signed.markdown(signature)}\n\n${mapMarkdown(ledger())}${open}`;
  });
}

function acknowledgedFile(signature: string, acknowledged: readonly Acknowledgement[]): string {
  return `${JSON.stringify({ madeBy: signature, schema: 1, acknowledged }, null, 2)}\n`;
}
