import { errorsAt } from '../model/rules/finding';
import { SynthesisError } from './error';

/** What a program is started for. */
export interface Arguments {
  /** Nothing is written. */
  readonly check: boolean;
  /** The revision of git that is compared with. */
  readonly base: string | undefined;
}

const USAGE = 'write --check, --check --base <revision>, or nothing';

/** @throws SynthesisError if one of them is not known */
export function readArguments(args: readonly string[]): Arguments {
  const words = args.flatMap((each) =>
    each.startsWith('--base=') ? ['--base', each.slice('--base='.length)] : [each],
  );
  const at = words.indexOf('--base');
  const base = at < 0 ? undefined : words[at + 1];
  const others = words.filter((_, index) => at < 0 || (index !== at && index !== at + 1));
  const check = others.includes('--check');
  const [unknown] = others.filter((each) => each !== '--check');
  if (unknown !== undefined) {
    throw wrong(`${JSON.stringify(unknown)} is not known; ${USAGE}`);
  }
  if (at >= 0 && !base) {
    throw wrong(`--base names no revision; ${USAGE}`);
  }
  if (at >= 0 && !check) {
    throw wrong(`--base is for a check; ${USAGE}`);
  }
  return { check, base };
}

function wrong(text: string): SynthesisError {
  return new SynthesisError(errorsAt('', [{ field: 'arguments', text }]));
}
