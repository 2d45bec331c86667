import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { projectRoot } from './project';

/** A real program that tests run, built from a Go module. Its version stands in `go.mod` of its folder. */
interface Source {
  /** Below `test/e2e/programs`. Several programs may come of one module. */
  readonly folder: string;
  readonly package: string;
  /** Files that the module embeds and that are not in it, because its own build makes them; they are built empty. */
  readonly missing?: { readonly module: string; readonly file: string };
}

export const PROGRAMS = {
  'kube-apiserver': { folder: 'kubernetes', package: 'k8s.io/kubernetes/cmd/kube-apiserver' },
  etcd: { folder: 'etcd', package: 'go.etcd.io/etcd/server/v3' },
  'kopia-0.22': { folder: 'kopia-0.22', package: 'github.com/kopia/kopia' },
  'kopia-0.23': { folder: 'kopia-0.23', package: 'github.com/kopia/kopia' },
  versitygw: { folder: 'versitygw', package: 'github.com/versity/versitygw/cmd/versitygw' },
  volsync: { folder: 'volsync', package: 'github.com/backube/volsync/cmd' },
  'external-secrets': { folder: 'external-secrets', package: '.' },
  kustomize: { folder: 'kustomize', package: 'sigs.k8s.io/kustomize/kustomize/v5' },
  flux: {
    folder: 'flux',
    package: 'github.com/fluxcd/flux2/v2/cmd/flux',
    missing: { module: 'github.com/fluxcd/flux2/v2', file: 'cmd/flux/manifests/none.yaml' },
  },
} as const satisfies Record<string, Source>;

export type Program = keyof typeof PROGRAMS;

/** What `setup-envtest` of the Kubernetes world puts into the folder that `KUBEBUILDER_ASSETS` names. */
const KUBEBUILDER = new Set<Program>(['kube-apiserver', 'etcd']);

const sources = join(projectRoot, 'test/e2e/programs');
const tools = join(projectRoot, '.tools/bin');

/** Where a program is, built the first time. Throws, with what Go says, where it cannot be built. */
export function program(name: Program): string {
  const { KUBEBUILDER_ASSETS: assets } = process.env;
  if (assets && KUBEBUILDER.has(name)) return join(assets, name);
  const binary = builtAs(name);
  if (!existsSync(binary)) build(name, binary);
  return binary;
}

/** Whether a program could be run now, without building it. */
export function isBuilt(name: Program): boolean {
  const { KUBEBUILDER_ASSETS: assets } = process.env;
  return existsSync(assets && KUBEBUILDER.has(name) ? join(assets, name) : builtAs(name));
}

/** Named after all that the build depends on, so that a new version is a new file. */
function builtAs(name: Program): string {
  const { folder }: Source = PROGRAMS[name];
  const hash = createHash('sha256');
  for (const file of readdirSync(join(sources, folder)).sort()) {
    hash.update(file).update(readFileSync(join(sources, folder, file)));
  }
  return join(tools, `${name}-${hash.digest('hex').slice(0, 12)}`);
}

function build(name: Program, binary: string): void {
  const { folder, package: main, missing }: Source = PROGRAMS[name];
  mkdirSync(tools, { recursive: true });
  const scratch = mkdtempSync(join(tools, 'build-'));
  try {
    const built = join(scratch, name);
    const from = missing ? completed(join(sources, folder), missing, join(scratch, 'module')) : join(sources, folder);
    go(from, 'build', '-trimpath', '-o', built, main);
    // In one step, so that a build that was stopped leaves nothing that looks like a program.
    renameSync(built, binary);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/** A copy of a module with a file that it lacks. */
function completed(from: string, { module, file }: NonNullable<Source['missing']>, copy: string): string {
  const { Dir } = JSON.parse(go(from, 'mod', 'download', '-json', module)) as { Dir: string };
  cpSync(Dir, copy, { recursive: true });
  // Go keeps modules read-only.
  for (const folder of readdirSync(copy, { recursive: true, encoding: 'utf8' }).concat('')) {
    chmodSync(join(copy, folder), 0o755);
  }
  mkdirSync(dirname(join(copy, file)), { recursive: true });
  writeFileSync(join(copy, file), '');
  return copy;
}

function go(cwd: string, ...args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync('go', args, {
    cwd,
    encoding: 'utf8',
    // Without C, programs run on any Linux of this machine's kind, in a sandbox that holds nothing else as well.
    env: { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-mod=readonly -buildvcs=false' },
    maxBuffer: 2 ** 28,
  });
  if (error) throw new Error(`Go is missing (${error.message}); install it and put \`go\` on the PATH`);
  if (status !== 0) throw new Error(`go ${args.join(' ')} in ${cwd}:\n${stderr.trim()}`);
  return stdout;
}
