import type { Construct } from 'constructs';
import type { Cluster } from '../../model/cluster/cluster';
import { kindOf, type Repository } from '../../model/repository/repository';
import { show } from '../../model/rules/show';
import { type DecidedSecret, decideSecret, secretSourceOf } from '../../model/secrets/decide-secret';
import type { SecretSource } from '../../model/secrets/secret-source';
import { declareExisting } from '../../tree/declared-secrets';
import { KubeConfigMap } from '../../tree/kubernetes-kinds';
import { addManifest, type Manifest } from '../../tree/manifest';
import { addVaultSecret } from '../kit/vault-secret';
import { type FileParts, plainParts, vaultParts } from './connection';

/** Who opens which repositories. */
export interface KopiaOpening {
  readonly name: string;
  readonly namespace: string;
  /** The repository that is opened, with the password of which. */
  readonly repository: Repository;
  /** The repository whose keys Kopia is given, if it needs any. */
  readonly keysOf: Repository;
  /** How the Secrets come to be, where that is said here. */
  readonly secrets: SecretSource | undefined;
}

/** The Secrets that a pod opens repositories with: one, unless the two come to be in two ways. */
export interface KopiaSecrets {
  /** With the password. */
  readonly password: DecidedSecret;
  /** With the keys. */
  readonly keys: DecidedSecret;
}

export function decideKopiaSecrets(
  { name, namespace, repository, keysOf, secrets }: KopiaOpening,
  cluster: Cluster,
): KopiaSecrets {
  const [opens, holds] = [repository, keysOf].map((each) => secretSourceOf(cluster, each, secrets)) as [
    SecretSource,
    SecretSource,
  ];
  const decide = (source: SecretSource, of: Repository, made: string) =>
    decideSecret(source, { namespace, repository: of.name }, made);
  // What is made in one way is made at once, but for the keys of two places.
  const alike =
    show(opens) === show(holds) && (repository === keysOf || kindOf(repository).volume(repository) !== undefined);
  return { password: decide(opens, repository, name), keys: decide(holds, keysOf, alike ? name : `${name}-keys`) };
}

/** A variable of a pod, and the Secret that has it as a key. */
export interface SecretVariable {
  readonly name: string;
  readonly secret: string;
}

/** Files of a pod, each the key of a Secret or of a ConfigMap. */
export interface FileVolume {
  readonly volume: string;
  readonly from: { readonly secret: string } | { readonly configMap: string };
  readonly keys: readonly string[];
}

/** What a pod finds in Secrets and ConfigMaps. */
export interface KopiaAccess {
  /** The ExternalSecrets. */
  readonly secrets: readonly Manifest[];
  readonly variables: readonly SecretVariable[];
  readonly files: readonly FileVolume[];
}

/** The files that Kopia reads, by name. */
export type KopiaFiles = (parts: FileParts) => Readonly<Record<string, string>>;

/** Adds what a pod needs to open repositories: what it has in its environment, and the files that it reads (rule S1). */
export function addKopiaAccess(
  scope: Construct,
  opening: KopiaOpening,
  decided: KopiaSecrets,
  files: KopiaFiles,
): KopiaAccess {
  const { namespace, repository, keysOf } = opening;
  const { password, keys } = decided;
  declareExisting(scope, namespace, [password, keys]);
  const kind = kindOf(keysOf);
  const together = password.name === keys.name && keys.made !== undefined;
  const secrets: Manifest[] = [];
  if (password.made !== undefined && !together) {
    secrets.push(
      addVaultSecret(scope, 'secret', {
        ...password.made,
        namespace,
        password: repository.secret,
        credentials: undefined,
        keys: (fields) => ({ KOPIA_PASSWORD: fields.password }),
      }),
    );
  }
  if (keys.made !== undefined) {
    secrets.push(
      addVaultSecret(scope, together ? 'secret' : 'keys', {
        ...keys.made,
        namespace,
        password: together ? repository.secret : undefined,
        credentials: kind.credentials(keysOf),
        keys: (fields) => ({
          ...(together && { KOPIA_PASSWORD: fields.password }),
          ...kind.environment(keysOf, fields.credential),
          ...files(vaultParts(fields)),
        }),
      }),
    );
  }
  const variables = kopiaVariables(keysOf, decided);
  return keys.made === undefined
    ? { secrets, variables, files: existingFiles(scope, opening, keys, files(plainParts)) }
    : { secrets, variables, files: volumesOf('files', { secret: keys.name }, Object.keys(files(NO_FIELDS))) };
}

/** The variables that a pod takes from its Secrets. */
export function kopiaVariables(keysOf: Repository, { password, keys }: KopiaSecrets): SecretVariable[] {
  const names = Object.keys(kindOf(keysOf).environment(keysOf, () => ''));
  return [{ name: 'KOPIA_PASSWORD', secret: password.name }, ...names.map((name) => ({ name, secret: keys.name }))];
}

const NO_FIELDS = vaultParts({ password: '', credential: () => '' });

/** Beside a Secret that is not ours: what says where a repository is stands in a ConfigMap, and what opens it is mounted. */
export function existingFiles(
  scope: Construct,
  { name, namespace, keysOf }: KopiaOpening,
  keys: DecidedSecret,
  data: Readonly<Record<string, string>>,
): FileVolume[] {
  const names = Object.keys(data);
  if (names.length > 0) {
    addManifest(scope, 'files', KubeConfigMap, { metadata: { name, namespace }, data: { ...data } });
  }
  return [
    ...volumesOf('files', { configMap: name }, names),
    ...volumesOf('keys', { secret: keys.name }, kindOf(keysOf).moverFiles(keysOf)),
  ];
}

export function volumesOf(volume: string, from: FileVolume['from'], keys: readonly string[]): FileVolume[] {
  return keys.length === 0 ? [] : [{ volume, from, keys }];
}
