import type { Problem } from '../rules/problem';
import { externalSecrets, isSecretSource, type SecretSource, type SecretStore } from '../secrets/secret-source';
import { secretSourceProblems, storeProblems } from '../secrets/source-problems';

/** What a cluster says of its Secrets, in one of two ways. */
export interface DeclaredSecrets {
  readonly secretStore?: SecretStore;
  readonly secrets?: SecretSource;
}

/** What plain JavaScript may leave out: exactly one of the two says how Secrets come to be. */
export function missingSecrets({ secretStore, secrets }: DeclaredSecrets): Problem[] {
  if (secretStore !== undefined && secrets !== undefined) {
    const text = 'secretStore is given as well, and only one can hold; remove secrets or secretStore';
    return [{ field: 'secrets', text }];
  }
  if (secretStore === undefined && secrets === undefined) {
    const text =
      "neither this nor secretStore says how Secrets come to be; write externalSecrets({ store: { kind: 'ClusterSecretStore', name } }), or existingSecret(({ app }) => …)";
    return [{ field: 'secrets', text }];
  }
  const shapeless = secretStore === undefined ? !isSecretSource(secrets) : typeof secretStore !== 'object';
  return shapeless ? secretsProblems({ secretStore, secrets }) : [];
}

/** Everything wrong with what is there. */
export function secretsProblems({ secretStore, secrets }: DeclaredSecrets): Problem[] {
  return secretStore === undefined
    ? secretSourceProblems('secrets', secrets)
    : storeProblems('secretStore', secretStore);
}

/** How the Secrets of a cluster come to be; one of the two is there, or the declaration was refused. */
export function decideSecrets({ secretStore, secrets }: DeclaredSecrets): SecretSource {
  return secrets ?? externalSecrets({ store: secretStore as SecretStore });
}
