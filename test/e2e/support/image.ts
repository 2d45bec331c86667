import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { imageRef, versions } from '../../../src/versions';
import { type Program, program } from '../../support/programs';
import { projectRoot } from '../../support/project';
import { moverDir, resticMoverDir } from './mover-script';
import type { Container } from './pod-spec';

/** What is in a container before anything is mounted. */
export interface Image {
  /** bubblewrap's arguments that put it there. */
  readonly files: readonly string[];
  readonly path: string;
}

/** The image of a container: Kopia and nothing else, or, for a script, what that calls besides. */
export function imageOf({ image, command: [command] = [] }: Container): Image {
  const kopia = program(kopiaOf(image));
  if (command === 'kopia') return { files: ['--ro-bind', kopia, '/usr/local/bin/kopia'], path: '/usr/local/bin' };
  if (command === 'restic') {
    return { files: ['--ro-bind', program('restic'), '/usr/local/bin/restic'], path: '/usr/local/bin' };
  }
  return {
    files: [
      // The shell and the tools are this machine's.
      ...['--ro-bind', '/usr', '/usr', '--ro-bind-try', '/etc/alternatives', '/etc/alternatives'],
      ...['bin', 'lib', 'lib64'].flatMap((each) => ['--symlink', `usr/${each}`, `/${each}`]),
      ...['--ro-bind', kopia, '/image/kopia'],
      ...(command === MOVER_SCRIPT ? ['--ro-bind', moverDir(), '/mover-kopia'] : []),
      ...(command === RESTIC_SCRIPT
        ? ['--ro-bind', program('restic'), '/image/restic', '--ro-bind', resticMoverDir(), '/mover-restic']
        : []),
    ],
    path: '/image:/usr/bin',
  };
}

const MOVER_SCRIPT = '/mover-kopia/entry.sh';
const RESTIC_SCRIPT = '/mover-restic/entry.sh';

/** The Kopia that is in an image: that of VolSync's movers, or the one that the image is tagged with. */
function kopiaOf(image: string): Program {
  if (image === imageRef(versions.images.volsync)) return 'kopia-0.22';
  const [, version] = /^ghcr\.io\/home-operations\/kopia:([\d.]+)/.exec(image) ?? [];
  const found = KOPIAS.find((each) => versionOf(each) === version);
  if (!found) throw new Error(`ErrImagePull: ${image} holds none of ${KOPIAS.join(', ')} of test/e2e/programs`);
  return found;
}

const KOPIAS = ['kopia-0.22', 'kopia-0.23'] as const satisfies Program[];

function versionOf(kopia: Program): string | undefined {
  const modules = readFileSync(join(projectRoot, 'test/e2e/programs', kopia, 'go.mod'), 'utf8');
  return / github\.com\/kopia\/kopia v([\d.]+)/.exec(modules.replaceAll('\t', ' '))?.[1];
}
