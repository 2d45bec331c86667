import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Manifest, manifestsIn } from '../../support/manifest-tree';
import type { KubeClient } from './kube-client';

/** Installs the CRDs of `CRDS_DIR` and waits until their kinds are served. How many there are. */
export async function installCrds(client: KubeClient): Promise<number> {
  const dir = process.env.CRDS_DIR;
  if (!dir) throw new Error('CRDS_DIR is not set: point it at a folder of CRDs; scripts/download-crds.ts makes one');
  const crds = readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .flatMap((path) => manifestsIn({ path, text: readFileSync(join(dir, path), 'utf8') }));
  for (const crd of crds) {
    await client.apply(crd);
  }
  for (const crd of crds) {
    await until(`${crd.metadata.name} is served`, async () => isEstablished(await client.read(crd)));
  }
  return crds.length;
}

/** Makes the namespaces that objects are in. */
export async function makeNamespaces(client: KubeClient, objects: readonly Manifest[]): Promise<void> {
  for (const name of new Set(objects.flatMap(({ metadata }) => metadata.namespace ?? []))) {
    await client.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  }
}

/** Waits until something is so. Throws with what it was after a minute. @param instead what is so in its place */
export async function until(what: string, isSo: () => Promise<boolean>, instead = async () => ''): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`waited a minute in vain until ${what} ${await instead()}`.trim());
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function isEstablished(crd: Manifest | undefined): boolean {
  const status = crd?.status as { conditions?: { type: string; status: string }[] } | undefined;
  return (status?.conditions ?? []).some((each) => each.type === 'Established' && each.status === 'True');
}
