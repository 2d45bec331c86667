import fc from 'fast-check';
import { substituteObject } from '../../src/gitops/substitution';
import { yamlWriter } from '../../src/gitops/yaml';

const toYaml = yamlWriter();

/** Texts in which what Flux would change is often there, between characters that YAML writes in other ways. */
const anyText = fc
  .array(
    fc.oneof(
      fc.constantFrom('$', '{', '${', '$$', '}', '\n', '"', "'", '\\', ': ', ' #', '\u0085', '\ue000'),
      fc.string({ unit: 'grapheme' }),
    ),
  )
  .map((parts) => parts.join(''));

test('what Flux would change is seen in any text, as a value and as a key', () => {
  fc.assert(
    fc.property(anyText, fc.boolean(), (text, asKey) => {
      const object = { apiVersion: 'v1', kind: 'ConfigMap', data: asKey ? { [text]: 'value' } : { key: text } };
      const { errors } = substituteObject(object, toYaml(object));
      expect(errors.length > 0).toBe(/\$\{|\$\$|\$\ue000|\ue000(?!\{[A-Za-z_][A-Za-z0-9_]*\})/.test(text));
    }),
    { numRuns: 2000 },
  );
});
