import { text } from 'node:stream/consumers';
import type { Io } from '../subcommand';
import { documentsIn } from './documents';
import type { Found } from './found';

/** Reads a stream of objects, as `kubectl get -o yaml` and `kustomize build` print it. @throws CannotRun */
export async function readStdin({ stdin }: Io): Promise<Found> {
  const objects = documentsIn(await text(stdin), 'stdin');
  return { name: 'stdin', files: new Map([['stdin', objects]]), base: '', texts: new Map() };
}
