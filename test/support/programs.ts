import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  copyFileSync,
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
  readonly changed?: ModuleChange;
}

/** Files of a module that are other than it has them, or that it lacks, by their paths in it. */
interface ModuleChange {
  readonly module: string;
  readonly replaced?: Readonly<Record<string, string>>;
  readonly added?: Readonly<Record<string, string>>;
}

export const PROGRAMS = {
  'kube-apiserver': { folder: 'kubernetes', package: 'k8s.io/kubernetes/cmd/kube-apiserver' },
  etcd: { folder: 'etcd', package: 'go.etcd.io/etcd/server/v3' },
  'kopia-0.22': { folder: 'kopia-0.22', package: 'github.com/kopia/kopia' },
  'kopia-0.23': { folder: 'kopia-0.23', package: 'github.com/kopia/kopia' },
  'kopia-timelapse': { folder: 'kopia-0.22', package: '.' },
  // The release that the fork's image is built of (mover-restic/SOURCE_VERSIONS).
  restic: { folder: 'restic', package: 'github.com/restic/restic/cmd/restic' },
  versitygw: { folder: 'versitygw', package: 'github.com/versity/versitygw/cmd/versitygw' },
  volsync: { folder: 'volsync', package: 'github.com/backube/volsync/cmd' },
  'external-secrets': {
    folder: 'external-secrets',
    package: '.',
    // The one provider that is used. To build the others, and the generators, takes five minutes.
    changed: {
      module: 'github.com/external-secrets/external-secrets',
      replaced: {
        'pkg/provider/register/register.go':
          'package register\n\nimport _ "github.com/external-secrets/external-secrets/pkg/provider/onepassword"\n',
        'pkg/generator/register/register.go': 'package register\n',
      },
    },
  },
  helm: { folder: 'helm', package: '.' },
  'yaml-for-go': { folder: 'yaml', package: '.' },
  kustomize: { folder: 'kustomize', package: 'sigs.k8s.io/kustomize/kustomize/v5' },
  flux: {
    folder: 'flux',
    package: 'github.com/fluxcd/flux2/v2/cmd/flux',
    // It embeds what its own build makes, which is not in the module.
    changed: { module: 'github.com/fluxcd/flux2/v2', added: { 'cmd/flux/manifests/none.yaml': '' } },
  },
  'kustomize-controller': { folder: 'kustomize-controller', package: 'github.com/fluxcd/kustomize-controller' },
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
  const { folder, ...source }: Source = PROGRAMS[name];
  const hash = createHash('sha256').update(JSON.stringify(source));
  for (const file of readdirSync(join(sources, folder)).sort()) {
    hash.update(file).update(readFileSync(join(sources, folder, file)));
  }
  return join(tools, `${name}-${hash.digest('hex').slice(0, 12)}`);
}

function build(name: Program, binary: string): void {
  const { folder, package: main, changed }: Source = PROGRAMS[name];
  mkdirSync(tools, { recursive: true });
  const scratch = mkdtempSync(join(tools, 'build-'));
  try {
    const built = join(scratch, name);
    const from = join(sources, folder);
    go(from, 'build', '-trimpath', ...(changed ? [replacing(from, changed, scratch)] : []), '-o', built, main);
    // In one step, so that a build that was stopped leaves nothing that looks like a program.
    renameSync(built, binary);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/** The flag by which Go takes a changed copy of a module in the place of that module. */
function replacing(from: string, { module, replaced = {}, added = {} }: ModuleChange, scratch: string): string {
  const found = JSON.parse(go(from, 'mod', 'download', '-json', module)) as { Dir: string; Version: string };
  const copy = join(scratch, 'module');
  cpSync(found.Dir, copy, { recursive: true });
  // Go keeps modules read-only.
  for (const path of readdirSync(copy, { recursive: true, encoding: 'utf8' }).concat('')) {
    chmodSync(join(copy, path), 0o755);
  }
  for (const [path, text] of Object.entries(replaced)) {
    // One that has moved would go on being built as it is.
    if (!existsSync(join(copy, path))) throw new Error(`${module} ${found.Version} has no ${path} to replace`);
    writeFileSync(join(copy, path), text);
  }
  for (const [path, text] of Object.entries(added)) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    writeFileSync(join(copy, path), text);
  }
  for (const file of ['go.mod', 'go.sum']) copyFileSync(join(from, file), join(scratch, file));
  appendFileSync(join(scratch, 'go.mod'), `\nreplace ${module} ${found.Version} => ${copy}\n`);
  return `-modfile=${join(scratch, 'go.mod')}`;
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
