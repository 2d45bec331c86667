import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ManifestFile } from '../../support/manifest-tree';

/** Where Flux fetches trees from, as source-controller would offer them. */
export interface ArtifactServer {
  /** Offers a tree from now on. What a source says of it in its status. */
  readonly offer: (files: readonly ManifestFile[], revision: string) => Artifact;
  readonly stop: () => Promise<void>;
}

export interface Artifact {
  readonly url: string;
  readonly path: string;
  readonly digest: string;
  readonly revision: string;
  readonly lastUpdateTime: string;
}

export async function startArtifactServer(): Promise<ArtifactServer> {
  const archives = new Map<string, Buffer>();
  const server = createServer((request, response) => {
    const archive = archives.get(request.url ?? '');
    response.writeHead(archive ? 200 : 404).end(archive);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    offer: (files, revision) => {
      const archive = archiveOf(files);
      const path = `${archives.size}.tar.gz`;
      archives.set(`/${path}`, archive);
      return {
        url: `http://127.0.0.1:${port}/${path}`,
        path,
        digest: `sha256:${createHash('sha256').update(archive).digest('hex')}`,
        revision,
        lastUpdateTime: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
      };
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function archiveOf(files: readonly ManifestFile[]): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'artifact-'));
  try {
    for (const { path, text } of files) {
      mkdirSync(dirname(join(folder, 'tree', path)), { recursive: true });
      writeFileSync(join(folder, 'tree', path), text);
    }
    const { status, stderr } = spawnSync('tar', ['-czf', 'archive', '-C', 'tree', '.'], { cwd: folder });
    if (status !== 0) throw new Error(`tar: ${stderr}`);
    return readFileSync(join(folder, 'archive'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
