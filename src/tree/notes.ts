import type { Construct } from 'constructs';

const NOTE = 'cdk8s-volsync-kopia:note';

/** Says something that a person has to do next, and that is no fault: it is printed after the output is written. */
export function addNote(construct: Construct, find: () => readonly string[]): void {
  construct.node.addMetadata(NOTE, find);
}

/** What a construct has to say, each line with its place. */
export function notesOf({ node }: Construct): string[] {
  return node.metadata
    .filter(({ type }) => type === NOTE)
    .flatMap(({ data }) => (data as () => readonly string[])().map((line) => `next: [${node.path}] ${line}`));
}
