import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type Manifest, readTree } from '../support/manifest-tree';
import { projectRoot } from '../support/project';
import { zooFiles } from '../support/zoo';
import { type ApiServer, startApiServer } from './support/api-server';
import { installCrds, makeNamespaces } from './support/cluster-setup';
import { counted } from './support/counts';
import { fluxOrder, type Step } from './support/flux-order';
import type { KubeClient, LiveObject } from './support/kube-client';
import { describeWith } from './support/needs';

const SUITE = 'API server';

describeWith(['kube-apiserver', 'etcd'], 'a real API server', () => {
  let server: ApiServer;
  let client: KubeClient;

  beforeAll(async () => {
    server = await startApiServer();
    client = server.client;
    await installCrds(client);
  }, 300_000);

  afterAll(() => server?.stop());

  const trees: [string, () => Step[]][] = [
    ['dist/', () => fluxOrder(readTree(join(projectRoot, 'dist')))],
    ['the zoo of option combinations', () => fluxOrder([...zooFiles()].map(([path, text]) => ({ path, text })))],
  ];

  describe.each(trees)('takes every object of %s', (tree, stepsOf) => {
    const steps = stepsOf();
    const objects = steps.flatMap((step) => step.objects);

    beforeAll(() => makeNamespaces(client, objects));

    test('as Flux applies them: dry-run of a Kustomization first, then for good', async () => {
      const refused: string[] = [];
      for (const { name, objects } of steps) {
        for (const dryRun of [true, false]) {
          const errors = await each(objects, (object) => client.apply(object, { dryRun }));
          refused.push(...errors.map((error) => `${name}: ${error}`));
        }
      }
      counted(SUITE, `objects of ${tree} applied`, objects.length);
      expect(refused).toEqual([]);
      expect(objects.length).toBeGreaterThan(0);
    }, 600_000);

    test('and a second time without a change', async () => {
      const changed: string[] = [];
      const errors = await each(objects, async (object) => {
        const before = await client.read(object);
        const after = await client.apply(object);
        if (!isDeepStrictEqual(before && content(before), content(after))) {
          changed.push(`${object.kind} ${object.metadata.namespace}/${object.metadata.name}`);
        }
      });
      counted(SUITE, `objects of ${tree} applied again, unchanged`, objects.length - changed.length);
      expect([...errors, ...changed]).toEqual([]);
    }, 600_000);
  });

  test('refuses what is wrong, and so would have refused it above', async () => {
    const romm = fluxOrder(readTree(join(projectRoot, 'dist'))).find(({ name }) => name === 'games-romm');
    const source = romm?.objects.find(({ kind }) => kind === 'ReplicationSource') as Manifest & {
      spec: { kopia: object };
    };
    const misspelt = { ...source, spec: { ...source.spec, kopia: { ...source.spec.kopia, copyMetod: 'Clone' } } };
    await expect(client.apply(misspelt)).rejects.toThrow('.spec.kopia.copyMetod: field not declared in schema');
    const wrong = { ...source, spec: { ...source.spec, kopia: { ...source.spec.kopia, copyMethod: 'Klone' } } };
    await expect(client.apply(wrong)).rejects.toThrow('spec.kopia.copyMethod: Unsupported value: "Klone"');
  });
});

/** Of an object all but its version: where defaults are in play the API server writes the same object once more. */
function content({ metadata: { resourceVersion, ...metadata }, ...object }: LiveObject): object {
  return { ...object, metadata };
}

/** Does something with many objects, a few at a time. What was said against them. */
async function each(objects: readonly Manifest[], act: (object: Manifest) => Promise<unknown>): Promise<string[]> {
  const errors: string[] = [];
  const open = [...objects];
  const worker = async () => {
    for (let object = open.shift(); object; object = open.shift()) {
      await act(object).catch((error: Error) => errors.push(error.message));
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  return errors;
}
