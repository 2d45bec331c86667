import { declaredText, ownConnections } from '../../../../src/constructs/kopia/verify/declared';
import type { Expected } from '../../../../src/model/inventory/expected';

function expected(app: string, change: Partial<Expected> = {}): Expected {
  const filedAs = { app, namespace: 'games' };
  return { identity: { username: app, hostname: 'games', path: '/data' }, filedAs, seconds: 3600, ...change };
}

test('one repository for all: what it must hold, in an order that no declaration moves', () => {
  const text =
    'repository\nidentity 3660 {"host":"games","userName":"a","path":"/data"}\nidentity 3660 {"host":"games","userName":"b","path":"/data"}\n';
  expect(declaredText([expected('a'), expected('b')], false, 60)).toBe(text);
  expect(declaredText([expected('b'), expected('a')], false, 60)).toBe(text);
});

test('a repository that nothing of this program writes is looked through all the same', () => {
  expect(declaredText([], false, 60)).toBe('repository\n');
});

test('a repository per app: each once, with all that is in it, also of an app that has been renamed', () => {
  const renamed = expected('b', { identity: { username: 'new', hostname: 'games', path: '/data' }, seconds: 7200 });
  expect(declaredText([renamed, expected('a'), expected('b')], true, 0)).toBe(
    [
      'repository games a',
      'identity 3600 {"host":"games","userName":"a","path":"/data"}',
      'repository games b',
      'identity 3600 {"host":"games","userName":"b","path":"/data"}',
      'identity 7200 {"host":"games","userName":"new","path":"/data"}',
      '',
    ].join('\n'),
  );
});

test('an identity is written as Go writes JSON, because it is compared letter by letter', () => {
  const identity = { username: 'a"b\\', hostname: '<h&>', path: '/ä\u2028 x' };
  expect(declaredText([expected('a', { identity })], false, 0)).toBe(
    'repository\nidentity 3600 {"host":"\\u003ch\\u0026\\u003e","userName":"a\\"b\\\\","path":"/ä\\u2028 x"}\n',
  );
});

test('a connection is read as the script reads it', () => {
  const connection = '{"prefix":"@namespace@/@app@/"}';
  expect(ownConnections(connection, 'repository games $&\nidentity 1 {}\nrepository media plex\n')).toEqual([
    '{"prefix":"games/$&/"}',
    '{"prefix":"media/plex/"}',
  ]);
  expect(ownConnections('{"prefix":"nas/"}', 'repository\n')).toEqual(['{"prefix":"nas/"}']);
  expect(ownConnections('{}', '')).toEqual(['{}']);
});
