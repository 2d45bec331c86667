import { show } from './show';
import { withoutStack } from './without-stack';

/** Checks that the options of a call are there, which only plain JavaScript can leave out. @throws TypeError */
export function requireOptions(call: string, options: unknown): void {
  if (typeof options !== 'object' || options === null) {
    throw withoutStack(
      new TypeError(`${call}: ${show(options)} is given in place of the options; write them as { … }`),
    );
  }
}
