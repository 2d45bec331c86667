import { spawnSync } from 'node:child_process';
import type { Reader } from '../../ledger/reader';
import { CannotRun, type Io } from '../subcommand';
import { documentsIn } from './documents';
import type { Found } from './found';

/** Kinds beside those that readers read: what is backed up, and what says where backups go. Never a Secret. */
const OTHERS = [
  { group: '', kind: 'PersistentVolumeClaim' },
  { group: '', kind: 'ConfigMap' },
  { group: 'external-secrets.io', kind: 'ExternalSecret' },
  { group: 'admissionregistration.k8s.io', kind: 'MutatingAdmissionPolicy' },
] as const;

/** Which cluster is asked. */
export interface Live {
  /** The context of the user's kubeconfig. @default the current one */
  readonly context: string | undefined;
}

/** Asks a cluster for all objects of the kinds that say something of backups, by `kubectl`. @throws CannotRun */
export function readLive({ context }: Live, { env }: Io, readers: readonly Reader[]): Found {
  const name = context === undefined ? 'the live cluster' : `the live cluster (${context})`;
  const kubectl = kubectlOf(name, context, env);
  const served = servedKinds(kubectl(['api-resources', '--verbs=list', '--no-headers']));
  const wanted = [...OTHERS, ...readers].map(({ group, kind }) => `${kind}.${group}`);
  const names = [...new Set(wanted)].flatMap((each) => served.get(each) ?? []);
  if (names.length === 0) {
    throw new CannotRun(`${name}: it serves no kind that says anything of backups`);
  }
  const text = kubectl(['get', names.join(','), '--all-namespaces', '--output=json']);
  return { name, files: new Map([['live', documentsIn(text, name)]]), base: '', texts: new Map() };
}

function kubectlOf(name: string, context: string | undefined, env: Io['env']) {
  return (args: readonly string[]): string => {
    const at = context === undefined ? [] : [`--context=${context}`];
    const result = spawnSync('kubectl', [...at, ...args], { encoding: 'utf8', env, maxBuffer: 2 ** 29, input: '' });
    if (result.error !== undefined) {
      const { code, message } = result.error as NodeJS.ErrnoException;
      throw new CannotRun(`${name}: ${code === 'ENOENT' ? 'kubectl is not installed' : message}`);
    }
    if (result.status !== 0) {
      const said = result.stderr.trim().split('\n').at(-1) ?? '';
      throw new CannotRun(`${name}: kubectl ${args[0]} says: ${said || `exit code ${result.status}`}`);
    }
    return result.stdout;
  };
}

/** `kubectl` prints a line for each kind; the column of short names may be empty. */
function servedKinds(text: string): ReadonlyMap<string, string> {
  const kinds = text.split('\n').flatMap((line): [string, string][] => {
    const columns = line.trim().split(/\s+/);
    const [plural, version, kind] = [columns[0], columns.at(-3), columns.at(-1)];
    if (columns.length < 4 || plural === undefined || version === undefined || kind === undefined) {
      return [];
    }
    const group = version.includes('/') ? version.slice(0, version.indexOf('/')) : '';
    return [[`${kind}.${group}`, group === '' ? plural : `${plural}.${group}`]];
  });
  return new Map(kinds);
}
