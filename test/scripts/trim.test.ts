import { type Crd, type Schema, trimCrd } from '../../scripts/crds/trim';

const SPEC: Schema = {
  description: 'text of the spec',
  type: 'object',
  required: ['description', 'mover'],
  properties: {
    description: { description: 'text of the description', type: 'string' },
    mover: {
      type: 'object',
      required: ['name'],
      properties: {
        name: { description: 'text', type: 'string', default: 'description' },
        affinity: { description: 'text', type: 'object', properties: { zone: { type: 'string' } } },
      },
    },
    entries: {
      description: 'text',
      type: 'array',
      items: {
        description: 'text',
        type: 'object',
        required: ['key', 'source'],
        properties: { key: { type: 'string' }, source: { type: 'string' } },
      },
    },
    limits: {
      type: 'object',
      additionalProperties: { description: 'text', type: 'object', properties: { cpu: { type: 'string' } } },
    },
    amount: { anyOf: [{ description: 'text', type: 'integer' }, { type: 'string' }] },
    options: { type: 'object', default: { description: 'data, not a text' } },
  },
};

function crd(spec: Schema = SPEC): Crd {
  const openAPIV3Schema: Schema = {
    description: 'text of the kind',
    type: 'object',
    required: ['spec', 'status'],
    properties: { spec, status: { type: 'object' } },
  };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'widgets.example.org' },
    spec: {
      group: 'example.org',
      names: { kind: 'Widget', plural: 'widgets' },
      scope: 'Namespaced',
      versions: [
        { name: 'v1beta1', served: false, storage: false, schema: { openAPIV3Schema: { type: 'object' } } },
        { name: 'v1', served: true, storage: true, schema: { openAPIV3Schema } },
      ],
    },
  };
}

function topOf(trimmed: Crd): Schema | undefined {
  return trimmed.spec.versions[0]?.schema.openAPIV3Schema;
}

function specOf(trimmed: Crd): Schema | undefined {
  return topOf(trimmed)?.properties?.spec;
}

describe('trimCrd', () => {
  test('keeps what identifies the kind, and only the wanted version', () => {
    const trimmed = trimCrd(crd(), { version: 'v1' });
    expect(trimmed.metadata).toEqual({ name: 'widgets.example.org' });
    expect(trimmed.spec.group).toBe('example.org');
    expect(trimmed.spec.names).toEqual({ kind: 'Widget', plural: 'widgets' });
    expect(trimmed.spec.versions.map(({ name, served, storage }) => ({ name, served, storage }))).toEqual([
      { name: 'v1', served: true, storage: true },
    ]);
  });

  test('names the versions there are when the wanted one is not among them', () => {
    expect(() => trimCrd(crd(), { version: 'v2' })).toThrow(
      new Error('widgets.example.org has no version v2, only v1beta1, v1'),
    );
  });

  test('drops status, also from the required properties', () => {
    const top = topOf(trimCrd(crd(), { version: 'v1' }));
    expect(Object.keys(top?.properties ?? {})).toEqual(['spec']);
    expect(top?.required).toEqual(['spec']);
  });

  test('leaves the CRD it was given as it was', () => {
    const given = crd();
    trimCrd(given, { version: 'v1', drop: ['spec.mover.name'], freeForm: ['spec.entries'] });
    expect(given).toEqual(crd());
  });
});

describe('texts', () => {
  const spec = specOf(trimCrd(crd(), { version: 'v1' }));

  test('go at every depth: kinds, properties, list entries, map values, alternatives', () => {
    expect(JSON.stringify(trimCrd(crd(), { version: 'v1' }))).not.toContain('text of');
    expect(JSON.stringify(spec)).not.toContain('"description":"text"');
  });

  test('a property named description stays', () => {
    expect(spec?.properties?.description).toEqual({ type: 'string' });
    expect(spec?.required).toEqual(['description', 'mover']);
  });

  test('a default value with a description stays', () => {
    expect(spec?.properties?.options).toEqual({ type: 'object', default: { description: 'data, not a text' } });
  });

  test('a text on a schema that has a property named description goes', () => {
    const both: Schema = { description: 'text', properties: { description: { type: 'string', description: 'text' } } };
    expect(specOf(trimCrd(crd(both), { version: 'v1' }))).toEqual({ properties: { description: { type: 'string' } } });
  });
});

describe('drop', () => {
  test('removes a property, also from the required ones', () => {
    const spec = specOf(trimCrd(crd(), { version: 'v1', drop: ['spec.mover.name'] }));
    expect(spec?.properties?.mover).toEqual({
      type: 'object',
      required: [],
      properties: { affinity: { type: 'object', properties: { zone: { type: 'string' } } } },
    });
  });

  test('reaches into the entries of a list', () => {
    const spec = specOf(trimCrd(crd(), { version: 'v1', drop: ['spec.entries.source'] }));
    expect(spec?.properties?.entries?.items).toEqual({
      type: 'object',
      required: ['key'],
      properties: { key: { type: 'string' } },
    });
  });

  test('reaches into the values of a map', () => {
    const spec = specOf(trimCrd(crd(), { version: 'v1', drop: ['spec.limits.cpu'] }));
    expect(spec?.properties?.limits?.additionalProperties).toEqual({ type: 'object', properties: {} });
  });

  test('says which properties there are when a path leads nowhere', () => {
    expect(() => trimCrd(crd(), { version: 'v1', drop: ['spec.mover.nam'] })).toThrow(
      new Error('widgets.example.org has no spec.mover.nam: instead of nam there is name, affinity'),
    );
    expect(() => trimCrd(crd(), { version: 'v1', drop: ['spec.amount.value'] })).toThrow(
      new Error('widgets.example.org has no spec.amount.value: instead of value there is nothing'),
    );
  });
});

describe('freeForm', () => {
  test('leaves a property that may hold anything', () => {
    const spec = specOf(trimCrd(crd(), { version: 'v1', freeForm: ['spec.mover.affinity'] }));
    expect(spec?.properties?.mover?.properties).toEqual({
      name: { type: 'string', default: 'description' },
      affinity: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
    });
    expect(spec?.properties?.mover?.required).toEqual(['name']);
  });

  test('says which properties there are when a path leads nowhere', () => {
    expect(() => trimCrd(crd(), { version: 'v1', freeForm: ['spec.movers.affinity'] })).toThrow(
      new Error(
        'widgets.example.org has no spec.movers.affinity: ' +
          'instead of movers there is description, mover, entries, limits, amount, options',
      ),
    );
  });
});
