import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Manifest, manifestsIn } from './manifest-tree';
import { projectRoot } from './project';

// renovate: datasource=go depName=sigs.k8s.io/kustomize/kustomize/v5
const version = 'v5.8.2';

/** The objects that kustomize makes of a folder, with the files that the folder names and no others. */
export function kustomizeBuild(dir: string): Manifest[] {
  const { status, stdout, stderr } = spawnSync(kustomize(), ['build', dir], { encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (status !== 0) throw new Error(`kustomize build ${dir}: ${stderr.trim()}`);
  return manifestsIn({ path: `kustomize build ${dir}`, text: stdout });
}

/** The pinned kustomize, built from source the first time: about a minute, and then kept under its version. */
export function kustomize(): string {
  const bin = join(projectRoot, '.tools/bin');
  const binary = join(bin, `kustomize-${version}`);
  if (existsSync(binary)) return binary;
  mkdirSync(bin, { recursive: true });
  const build = mkdtempSync(join(bin, 'build-'));
  try {
    goInstall(`sigs.k8s.io/kustomize/kustomize/v5@${version}`, build);
    renameSync(join(build, 'kustomize'), binary);
  } finally {
    rmSync(build, { recursive: true });
  }
  return binary;
}

function goInstall(module: string, bin: string): void {
  if (spawnSync('go', ['version']).status !== 0) {
    throw new Error(`Go is missing: it builds ${module}, which this test runs; install Go and put \`go\` on the PATH`);
  }
  execFileSync('go', ['install', module], { env: { ...process.env, GOBIN: bin }, stdio: 'pipe' });
}
