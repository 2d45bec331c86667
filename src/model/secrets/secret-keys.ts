import type { AppName } from '../app/app-name';
import { kindOf, type UnnamedRepository } from '../repository/repository';

/** A key of a Secret that exists. */
export interface SecretKey {
  readonly key: string;
  /** What it says, where that follows from the declaration; `undefined` for a secret. */
  readonly value: string | undefined;
}

/** Stands for what only a vault would know; no declaration can hold it. */
const SECRET = '\u0000';

const PASSWORD: SecretKey = { key: 'KOPIA_PASSWORD', value: undefined };

/**
 * The keys of the Secret by which a mover, or the engine's own maintainer, opens a repository: these, and no others of Kopia's
 * (rule S1).
 * @param filedAs the app whose own repository is meant, where every app has one
 */
export function moverSecretKeys(repository: UnnamedRepository, filedAs?: AppName): readonly SecretKey[] {
  const keys = kindOf(repository).moverKeys(repository, () => SECRET, filedAs);
  return [
    PASSWORD,
    ...Object.entries(keys).map(([key, text]) => ({ key, value: text.includes(SECRET) ? undefined : text })),
  ];
}

/** Those of them that a pod of Kopia reads: the rest of what it has to know is in its ConfigMap. */
export function podSecretKeys(repository: UnnamedRepository): readonly SecretKey[] {
  const kind = kindOf(repository);
  const names = [...Object.keys(kind.environment(repository, () => SECRET)), ...kind.moverFiles(repository)];
  return [PASSWORD, ...names.map((key) => ({ key, value: undefined }))];
}
