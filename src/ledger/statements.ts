import type { FoundObject } from './object';
import type { Reader, Statement, World } from './reader';

/** What an object says, and which one it is. */
export type Said<Says extends Statement['says'] = Statement['says']> = Extract<Statement, { says: Says }> & {
  readonly by: FoundObject;
};

/** All that the objects say. A reader that fails is a fault of ours, and must not hide what all the others say. */
export function statementsOf(world: World, readers: readonly Reader[]): readonly Said[] {
  return world.objects.all.flatMap((by) =>
    readers
      .filter(({ group, kind }) => group === by.group && kind === by.ref.kind)
      .flatMap((reader) => read(reader, by, world))
      .map((statement): Said => ({ ...statement, by })),
  );
}

function read(reader: Reader, object: FoundObject, world: World): readonly Statement[] {
  try {
    return reader.read(object, world);
  } catch (error) {
    return [{ says: 'unclear', why: `reading it failed: ${error instanceof Error ? error.message : error}` }];
  }
}

/** The statements of one sort. */
export function saying<Says extends Statement['says']>(all: readonly Said[], says: Says): readonly Said<Says>[] {
  return all.filter((each): each is Said<Says> => each.says === says);
}

/** Every place that is named in a statement. */
export function placesOf(statement: Said) {
  switch (statement.says) {
    case 'copy':
      return [statement.from, statement.to];
    case 'alert':
    case 'unclear':
      return [];
    default:
      return [statement.place];
  }
}
