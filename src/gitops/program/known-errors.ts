import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Construct } from 'constructs';
import { isWithoutStack } from '../../model/rules/without-stack';
import type { ProgramState } from './state';

/**
 * What to print in place of the stack of an error that ends the program: ours say all there is to say, and of some of
 * `constructs` and `cdk8s` it can be said. `undefined` for all others, of which the stack is the best there is.
 */
export function messageOf(error: unknown, state: ProgramState): string | undefined {
  if (!(error instanceof Error)) {
    return undefined;
  }
  const message = isWithoutStack(error) ? error.message : translated(error.message, state);
  // What has no path, or not the whole of it, is found by the line that it comes from.
  return message === undefined || /^\[.+\]|\n/.test(message) ? message : `${message}${lineOf(error)}`;
}

interface KnownError {
  readonly is: RegExp;
  readonly say: (found: readonly string[], state: ProgramState) => string;
}

/** Errors of `constructs` and `cdk8s` that a declaration can bring about. */
const KNOWN: readonly KnownError[] = [
  {
    is: /^There is already a Construct with name '(.*)' in (\S+)(?: \[(.*)\])?$/,
    say: ([id = '', type = '', parent = ''], state) =>
      `[${pathOfChild(id, type, parent, state)}] id: "${id}" is there twice, and one would overwrite the other; remove one of them, or give it another name (rule F3)`,
  },
  {
    is: /^Only root constructs may have an empty ID$/,
    say: () => '[] id: "" names nothing; give every chart and construct a name (rule F3)',
  },
  {
    is: /^cannot find a parent chart \(directly or indirectly\)$/,
    say: () =>
      '[] scope: an object is made outside of any chart, and would be in no file; make it in one, such as app.chart(namespace, name) (rule F3)',
  },
  {
    is: /^invalid apiVersion (.*), expecting GROUP\/VERSION/,
    say: ([seen]) => `[] apiVersion: "${seen}" is not a group and a version; write them as in "apps/v1"`,
  },
  {
    is: /^Failed serializing construct at path '(.*)' with name '(.*)': (?:\w*Error: )?(.*)$/s,
    say: ([path, name, why]) =>
      `[${path}] object: "${name}" cannot be written, because ${why}; give it plain values: texts, numbers, lists and maps`,
  },
  {
    is: /^Dependency cycle detected: (.*)$/,
    say: ([cycle]) =>
      `[] dependencies: ${cycle} is a circle, and nothing in it could come first; remove one of them (rule F3)`,
  },
  // Each of its lines has a path, and a problem of ours the rule and the repair as well.
  { is: /^(Validation failed with the following errors:\n.*)$/s, say: ([all = '']) => all },
];

function translated(message: string, state: ProgramState): string | undefined {
  for (const { is, say } of KNOWN) {
    const found = is.exec(message);
    if (found) {
      return say(found.slice(1), state);
    }
  }
  return undefined;
}

/** `constructs` names the parent by its type and the last part of its path. */
function pathOfChild(id: string, type: string, parent: string, { unused }: ProgramState): string {
  const parents = [...unused]
    .flatMap((app) => app.node.findAll() as Construct[])
    .filter((each) => each.node.id === parent && each.constructor.name === type && each.node.tryFindChild(id));
  const [found] = parents;
  return parents.length === 1 && found ? [found.node.path, id].filter((each) => each !== '').join('/') : '';
}

/** Where in the user's code an error comes from, to be put behind its message. */
function lineOf({ stack = '' }: Error): string {
  for (const [, place = '', line] of stack.matchAll(/^ {4}at .*?\(?((?:file:|[/\\]|[A-Za-z]:\\).*?):(\d+):\d+\)?$/gm)) {
    const file = place.startsWith('file:') ? fileURLToPath(place) : place;
    if (!file.split(sep).includes('node_modules')) {
      return `, in ${relative(process.cwd(), file)}:${line}`;
    }
  }
  return '';
}
