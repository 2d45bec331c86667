import fc from 'fast-check';
import { fluxVar, hasFluxVar, renderFluxVars } from '../../../src/model/values/flux-var';

test('a variable becomes what Flux substitutes, and the text around it stays', () => {
  const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,20}$/);
  const text = fc.string();
  fc.assert(
    fc.property(text, name, text, (before, variable, after) => {
      expect(renderFluxVars(`${before}${fluxVar(variable)}${after}`)).toBe(`${before}\${${variable}}${after}`);
    }),
  );
});

test('a ${ that somebody wrote by hand is told apart from a variable', () => {
  expect([hasFluxVar('backup.${DOMAIN}'), hasFluxVar(`backup.${fluxVar('DOMAIN')}`)]).toEqual([false, true]);
});

test.each(['', '1ST', 'A-B', 'A B', 'A:=x', 'Ä', '${A}'])('%p is no name of a variable', (name) => {
  expect(() => fluxVar(name)).toThrow(
    new RangeError(`fluxVar("${name}"): a Flux variable is a letter or "_", then letters, digits and "_"`),
  );
});
