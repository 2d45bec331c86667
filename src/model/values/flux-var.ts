import { withoutStack } from '../rules/without-stack';

/**
 * Stands before a variable that Flux should substitute. A private-use character, because `${` in a value that
 * nobody meant for Flux must be told apart from one that somebody did.
 */
const MARK = '\uE000';
const MARKED = /\uE000\{([A-Za-z_][A-Za-z0-9_]*)\}/g;

/**
 * A variable that Flux substitutes when it applies the output: `fluxVar('SECRET_DOMAIN')` becomes `${SECRET_DOMAIN}`.
 *
 * It may stand in free text (a host name, an endpoint). It may not stand in names, sizes and schedules: those are
 * checked when you synthesise, and Flux would change them afterwards. Flux drops quotes, so a value such as `123` or
 * `yes` that stands alone changes its type.
 *
 * @param name a letter or `_`, then letters, digits and `_`
 * @throws RangeError for any other name: one such key fails the whole Flux Kustomization
 */
export function fluxVar(name: string): string {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
    throw withoutStack(
      new RangeError(
        `fluxVar(${JSON.stringify(name)}): a Flux variable is a letter or "_", then letters, digits and "_"`,
      ),
    );
  }
  return `${MARK}{${name}}`;
}

export function hasFluxVar(text: string): boolean {
  return text.includes(MARK);
}

/** The text as Flux reads it. */
export function renderFluxVars(text: string): string {
  return text.replace(MARKED, '${$1}');
}

/** The text with a stand-in for each variable, so that what is written around variables can be checked. */
export function withoutFluxVars(text: string): string {
  return renderFluxVars(text).replace(/\$\{\w+\}/g, 'x');
}
