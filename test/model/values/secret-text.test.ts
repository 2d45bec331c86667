import fc from 'fast-check';
import { field, isSecretText, renderSecretText, type SecretText } from '../../../src/model/values/secret-text';

test('text stays as it is, and each field is drawn where it stands', () => {
  const part = fc.oneof(
    fc.string(),
    fc.string({ minLength: 1 }).map((name) => field(name)),
  );
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const drawn = parts.map((each) => (typeof each === 'string' ? each : `{{ .${each.field} }}`)).join('');
      expect(isSecretText(parts)).toBe(true);
      expect(renderSecretText(parts, (name) => `{{ .${name} }}`)).toBe(drawn);
    }),
  );
});

test.each<[text: SecretText, rendered: string]>([
  ['plain', 'plain'],
  [field('BUCKET'), '<BUCKET>'],
  [[field('ACCOUNT'), '.example.com'], '<ACCOUNT>.example.com'],
])('%j is rendered %s', (text, rendered) => {
  expect(renderSecretText(text, (name) => `<${name}>`)).toBe(rendered);
});

test.each([undefined, null, 5, {}, { field: '' }, { field: 5 }, ['a', undefined]])('%j is no such text', (value) => {
  expect(isSecretText(value)).toBe(false);
});
