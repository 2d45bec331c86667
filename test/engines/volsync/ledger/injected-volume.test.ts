import { ledgerOf, maintenance, source, vaultSecret } from '../../../ledger/support';

/** A policy as components have it: by JSON patch, for movers or for maintenance. */
function policy(name: string, condition: string, server: string, mountPath = '/repository') {
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'MutatingAdmissionPolicy',
    metadata: { name },
    spec: {
      matchConditions: [{ name: 'who', expression: condition }],
      mutations: [
        {
          patchType: 'JSONPatch',
          jsonPatch: {
            expression: `[JSONPatch{op: "add", path: "/spec/template/spec/containers/0/volumeMounts/-", value: Mount{name: "repository", mountPath: "${mountPath}"}},
              JSONPatch{op: "add", path: "/spec/template/spec/volumes/-", value: Volume{name: "repository", nfs: Nfs{server: "${server}", path: "/vol/b"}}}]`,
          },
        },
      ],
    },
  };
}

const MOVERS = 'object.metadata.name.startsWith("volsync-")';
const MAINTENANCE = 'object.metadata.name.startsWith("kopia-maint-")';
const secret = vaultSecret({ KOPIA_REPOSITORY: 'filesystem:///repository' });
const objects = [source({ moverVolumes: undefined }), maintenance({ moverVolumes: undefined }), secret];

function keysOf(...policies: readonly unknown[]) {
  return ledgerOf(...objects, ...policies).repositories.map(({ key }) => key);
}

test('a policy for each, and the same folder: one repository', () => {
  expect(keysOf(policy('a', MOVERS, 'nas'), policy('b', MAINTENANCE, 'nas'))).toEqual(['nfs://nas/vol/b/']);
});

test('a policy that tells nobody apart is for both', () => {
  expect(keysOf(policy('a', 'true', 'nas'))).toEqual(['nfs://nas/vol/b/']);
});

test('a policy for movers does not mount anything into maintenance', () => {
  expect(keysOf(policy('a', MOVERS, 'nas'))).toEqual(['nfs://nas/vol/b/', 'unknown:filesystem:///repository']);
});

test('where two policies disagree nothing is said', () => {
  expect(keysOf(policy('a', 'true', 'nas'), policy('b', 'true', 'attic'))).toEqual([
    'unknown:filesystem:///repository',
  ]);
});

test('a policy that mounts elsewhere is none for this folder', () => {
  expect(keysOf(policy('a', 'true', 'nas', '/repo'))).toEqual(['unknown:filesystem:///repository']);
});
