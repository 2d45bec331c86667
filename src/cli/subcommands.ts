import { audit } from './commands/audit';
import { check } from './commands/check';
import { diff } from './commands/diff';
import { map } from './commands/map';
import { synth } from './commands/synth';
import { talosPatch } from './commands/talos-patch';
import type { Subcommand } from './subcommand';

/** Every word of the command, in the order of its help. What each needs, it loads when it runs. */
export const SUBCOMMANDS: readonly Subcommand[] = [synth, check, diff, map, audit, talosPatch];
