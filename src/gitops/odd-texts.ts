import { type Problem, problemIf, type Warning } from '../model/rules/problem';
import { show } from '../model/rules/show';
import { visitTexts } from './object-texts';

/**
 * Half of a surrogate pair, as is left where a text is cut within an emoji: JavaScript holds it, and neither UTF-8 nor
 * the readers of YAML in Go do.
 * @param written the object as YAML: there it is escaped, so most objects need not be looked at
 */
export function halfCharacterErrors(object: unknown, written: string): Problem[] {
  const errors: Problem[] = [];
  if (/\\ud[89a-f]/.test(written)) {
    visitTexts(object, '', (each, field) => {
      const half = /[\u{d800}-\u{dfff}]/u.exec(each)?.[0] ?? '';
      errors.push(
        ...problemIf(
          half !== '',
          field,
          `it has ${show(half)}, half of a character, which no file can hold; remove it`,
        ),
      );
    });
  }
  return errors;
}

/**
 * What kustomize reads right and writes wrong. It stands between the file and the cluster: Flux cannot build the whole
 * chart then, and U+0085 becomes a blank.
 * @param written the object as YAML, where such texts are written in ways of their own
 */
export function unfitForKustomize(object: unknown, written: string): Warning[] {
  const warnings: Warning[] = [];
  if (/\\u(00[789]|fff[ef])|[|>]2[-+]?\n[\n ]*\t|"\\t/.test(written)) {
    visitTexts(object, '', (each, field) => {
      const [odd] = /[\u007f-\u009f\ufffe\uffff]/.exec(each) ?? [];
      if (odd !== undefined) {
        const code = `U+${odd.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
        warnings.push(...problemIf(true, field, `it has the character ${code}, ${BROKEN}; remove it`, 'F4'));
      } else if (/^\t[\s\S]*\n/.test(each)) {
        const text = `it begins with a tab and has several lines, ${BROKEN}; begin it with a line break or with blanks`;
        warnings.push(...problemIf(true, field, text, 'F4'));
      }
    });
  }
  return warnings;
}

const BROKEN = 'which kustomize cannot write again, so Flux would apply nothing of the chart, or something else';
