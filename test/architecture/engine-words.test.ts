import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createPrinter, createSourceFile, ScriptTarget } from 'typescript';
import { projectRoot } from '../support/project';
import { importsOfSources, roomOf } from './imports';

/** What is left of a text without its comments. */
function withoutComments(text: string): string {
  return createPrinter({ removeComments: true }).printFile(createSourceFile('any.ts', text, ScriptTarget.Latest));
}

/** The package's own name, and the owner of maintenance that Kopia knows: it may change hands between engines. */
const ALLOWED = /cdk8s-volsync-kopia|username: "maintenance", hostname: "volsync"/g;

function engineWordsIn(text: string): string[] {
  return (
    withoutComments(text)
      .replace(ALLOWED, '')
      .match(/.*(volsync|replication(source|destination)|kopiur).*/gi) ?? []
  );
}

test('no neutral room knows an engine by name', () => {
  const neutral = [...importsOfSources().keys()].filter((file) =>
    ['model', 'tree', 'constructs', 'ledger', 'gitops'].includes(roomOf(file)),
  );
  const found = neutral.flatMap((file) =>
    engineWordsIn(readFileSync(join(projectRoot, file), 'utf8')).map((line) => `${file}: ${line.trim()}`),
  );
  expect(neutral.length).toBeGreaterThan(100);
  expect(found).toEqual([]);
});

test('a word in a message is found, one in a comment is not', () => {
  expect(engineWordsIn('// VolSync\nconst text = `${kind} that VolSync reads`; /* ReplicationSource */')).toHaveLength(
    1,
  );
  expect(engineWordsIn("const label = 'cdk8s-volsync-kopia/repository';")).toEqual([]);
  expect(engineWordsIn("const kind = 'ReplicationDestination';")).toHaveLength(1);
});
