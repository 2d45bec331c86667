import { at, type Loose, listAt, recordAt, textAt, textRecordAt } from '../loose';
import type { FoundObject, ObjectRef, Objects } from '../object';
import { literalValue, type SecretValue, secretText, type VaultRef } from './secret-value';
import { templateParts } from './template';

/** What the objects say of one Secret. */
export interface SecretKeys {
  readonly namespace: string | undefined;
  readonly name: string;
  /** The object that makes it; none where no object of the stream does. */
  readonly from: ObjectRef | undefined;
  /** Whether `keys` are all that it has. */
  readonly complete: boolean;
  readonly keys: ReadonlyMap<string, SecretValue>;
}

const EXTERNAL = 'external-secrets.io';

/** Every Secret that the objects make, and a finder of any. */
export class Secrets {
  readonly all: readonly SecretKeys[];
  private readonly byName: ReadonlyMap<string, SecretKeys>;

  constructor(objects: Objects) {
    const found = [
      ...objects.ofKind(EXTERNAL, 'ExternalSecret').map(externalKeys),
      // One that is there itself is what is read, whoever makes it.
      ...objects.ofKind('', 'Secret').map(ownKeys),
    ];
    this.byName = new Map(found.map((each) => [key(each.namespace, each.name), each]));
    this.all = [...this.byName.values()];
  }

  /** One Secret; nothing is known of its keys where no object makes it. */
  find(namespace: string | undefined, name: string): SecretKeys {
    const nothing = { namespace, name, from: undefined, complete: false, keys: new Map<string, SecretValue>() };
    return this.byName.get(key(namespace, name)) ?? nothing;
  }
}

function key(namespace: string | undefined, name: string): string {
  return `${namespace ?? ''}/${name}`;
}

function ownKeys({ ref, body }: FoundObject): SecretKeys {
  const encoded = Object.entries(textRecordAt(body, 'data')).map(([name, value]): [string, SecretValue | undefined] => [
    name,
    readable(value) ? literalValue(Buffer.from(value, 'base64').toString('utf8')) : undefined,
  ]);
  const plain = Object.entries(textRecordAt(body, 'stringData')).map(
    ([name, value]): [string, SecretValue | undefined] => [name, readable(value) ? literalValue(value) : undefined],
  );
  // What is encrypted in git differs in every Secret, and says nothing of whether the values do.
  const known = [...encoded, ...plain].map(([name, value]): [string, SecretValue] => [
    name,
    value ?? secretText([{ store: 'encrypted', item: 'encrypted', field: name }]),
  ]);
  return { namespace: ref.namespace, name: ref.name, from: ref, complete: true, keys: new Map(known) };
}

/** What SOPS encrypts begins with `ENC[`; programs that print Secrets put stars or a word in the place of values. */
function readable(value: string): boolean {
  return !/^ENC\[|^\*+$|^<?(REDACTED|redacted)>?$/.test(value);
}

function externalKeys({ ref, body }: FoundObject): SecretKeys {
  const spec = recordAt(body, 'spec');
  const template = textRecordAt(spec, 'target', 'template', 'data');
  const field = fieldsOf(spec);
  const filled = Object.entries(template).map(([name, text]): [string, SecretValue] => [
    name,
    secretText(templateParts(text, field)),
  ]);
  const templated = at(spec, 'target', 'template', 'data') !== undefined;
  const merged = !templated || textAt(spec, 'target', 'template', 'mergePolicy') === 'Merge';
  const own = listAt(spec, 'data').flatMap((each): [string, SecretValue][] => {
    const name = textAt(each, 'secretKey');
    return name === undefined ? [] : [[name, secretText([field(name)])]];
  });
  const open = merged && listAt(spec, 'dataFrom').length > 0;
  return {
    namespace: ref.namespace,
    name: textAt(spec, 'target', 'name') ?? ref.name,
    from: ref,
    complete: !open && listAt(spec, 'target', 'template', 'templateFrom').length === 0,
    keys: new Map([...(merged ? own : []), ...filled]),
  };
}

/** What each field that a template may use is in the vault. */
function fieldsOf(spec: Loose): (name: string) => VaultRef {
  const store = [
    textAt(spec, 'secretStoreRef', 'kind') ?? 'SecretStore',
    textAt(spec, 'secretStoreRef', 'name') ?? '?',
  ];
  const single = new Map(
    listAt(spec, 'data').map((each) => [
      textAt(each, 'secretKey'),
      { item: textAt(each, 'remoteRef', 'key') ?? '?', field: textAt(each, 'remoteRef', 'property') ?? '' },
    ]),
  );
  const items = listAt(spec, 'dataFrom').map((each) => ({
    item: textAt(each, 'extract', 'key') ?? JSON.stringify(at(each, 'find') ?? at(each, 'sourceRef') ?? '?'),
    prefix: prefixOf(each),
  }));
  return (name) => {
    const own = single.get(name);
    if (own !== undefined) {
      return { store: store.join('/'), item: own.item, field: own.field || name };
    }
    const named = items.filter(({ prefix }) => prefix !== '' && name.startsWith(prefix));
    const from = named.length > 0 ? named : items.filter(({ prefix }) => prefix === '');
    const prefix = named[0]?.prefix ?? '';
    return {
      store: store.join('/'),
      item: from.map(({ item }) => item).join('|') || '?',
      field: name.slice(prefix.length),
    };
  };
}

/** What a rewrite puts before every field of an item. */
function prefixOf(dataFrom: Loose): string {
  const prefixes = listAt(dataFrom, 'rewrite').map((each) => {
    const [source, target] = [textAt(each, 'regexp', 'source'), textAt(each, 'regexp', 'target')];
    return source === undefined || !/^\^?\(\.[*+]\)\$?$/.test(source)
      ? ''
      : (/^([^$]*)\$\{?1\}?$/.exec(target ?? '')?.[1] ?? '');
  });
  return prefixes.reverse().join('');
}
