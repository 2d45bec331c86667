import type { Construct } from 'constructs';
import { isChangeCode } from '../../ledger/compare/acknowledged';
import { CHANGES, type LossCode, type RiskCode } from '../../ledger/compare/change';
import { type Problem, problemIf, renderProblem } from '../../model/rules/problem';
import { show } from '../../model/rules/show';
import { withoutStack } from '../../model/rules/without-stack';
import { given } from '../../model/values/given';
import { type KeysOf, unknownKeyProblems } from '../../model/values/known-keys';
import { isName } from '../../model/values/names';
import { addRetirement } from './retirements';

/** Which losses are meant. */
export interface RetiredOptions {
  /** The name of the repository that the claim is no longer, or otherwise, backed up into; or where it is, as the message says. @default every one */
  readonly destination?: string;
  /** What happens to it, as the message begins: `'history-shrinks'`. @default whatever takes something */
  readonly code?: LossCode | RiskCode;
}

const RETIRED_KEYS: KeysOf<RetiredOptions> = { destination: true, code: true };

/**
 * Says that protection ends on purpose (rule H1): of a claim, of one of its destinations, or by one of the codes that
 * messages begin with. It is written to `acknowledged.json` of the output, so that whoever reviews the change reads the
 * reason, and may go as soon as the change is merged. What goes on under another name says `formerly` instead.
 * @param scope the app, or anything in it
 * @param id the claim, as `<namespace>/<name>`
 * @param why for those who read it later
 * @throws Error if there is no reason, or if something is not of its notation
 * @example
 * ```ts
 * import { defaultCluster, GitOpsApp, retired, VolsyncApp } from 'cdk8s-volsync-kopia';
 *
 * const app = new GitOpsApp({ cluster: defaultCluster });
 * new VolsyncApp(app.chart('games', 'romm'), { app: 'romm' });
 * retired(app, 'media/plex', 'nobody watches it any more');
 * ```
 */
export function retired(scope: Construct, id: string, why: string, options: RetiredOptions = {}): void {
  const { destination, code } = given(options);
  const [problem] = [
    ...unknownKeyProblems('', given(options), RETIRED_KEYS),
    ...problemsOf(id, why, destination, code),
  ];
  if (problem !== undefined) {
    throw withoutStack(new Error(`[${scope.node.path}] retired: ${renderProblem(problem)}`));
  }
  addRetirement(scope, {
    id,
    ...(destination !== undefined && { destination }),
    ...(code !== undefined && { code }),
    why,
  });
}

const TAKING = Object.entries(CHANGES).flatMap(([code, severity]) => (severity === 'note' ? [] : [code]));

function problemsOf(id: unknown, why: unknown, destination: unknown, code: unknown): Problem[] {
  const parts = typeof id === 'string' ? id.split('/') : [];
  return [
    ...problemIf(
      parts.length !== 2 || !parts.every(isName),
      'id',
      () => `${show(id)} is not a claim; write its namespace and its name, such as "media/plex"`,
      'H1',
    ),
    ...problemIf(
      typeof why !== 'string' || why.trim() === '',
      'why',
      () => `${show(why)} is no reason; say why it is meant, for those who read it later`,
      'H1',
    ),
    ...problemIf(
      destination !== undefined && (typeof destination !== 'string' || destination.trim() === ''),
      'destination',
      () => `${show(destination)} is not a destination; write the name of its repository`,
      'H1',
    ),
    ...problemIf(
      code !== undefined && (typeof code !== 'string' || !isChangeCode(code) || !TAKING.includes(code)),
      'code',
      () => `${show(code)} is nothing that takes protection; write one of ${TAKING.map(show).join(', ')}`,
      'H1',
    ),
  ];
}
