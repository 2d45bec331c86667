import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Manifest, manifestsIn } from '../../support/manifest-tree';
import { program } from '../../support/programs';

/** What is in the vault: items, fields and their values. */
export type Vault = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What External Secrets Operator made, keyed by `<namespace>/<name>`: of the Secret, and of the ExternalSecret. */
export interface Synced {
  readonly secrets: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** Why an ExternalSecret is not ready. */
  readonly errors: ReadonlyMap<string, string>;
}

/** The Secrets that External Secrets Operator makes of the ExternalSecrets among `manifests`, from a 1Password vault. */
export function syncSecrets(manifests: readonly Manifest[], vault: Vault): Synced {
  const externalSecrets = manifests.filter(({ kind }) => kind === 'ExternalSecret');
  const { status, stdout, stderr } = spawnSync(program('external-secrets'), {
    input: JSON.stringify({ crd: definition(), externalSecrets, vault }),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(`external-secrets: ${stderr.trim()}`);
  const { secrets, errors } = JSON.parse(stdout) as { secrets: object; errors: object };
  return { secrets: new Map(Object.entries(secrets)), errors: new Map(Object.entries(errors)) };
}

function definition(): unknown {
  const { CRDS_DIR: dir } = process.env;
  if (!dir) throw new Error('CRDS_DIR is not set: point it at a folder of CRDs; scripts/download-crds.ts makes one');
  const path = join(dir, 'external-secrets/externalsecrets.yaml');
  return manifestsIn({ path, text: readFileSync(path, 'utf8') })[0];
}
