import { type Problem, problemIf } from '../../../model/rules/problem';
import { show } from '../../../model/rules/show';
import type { DecidedSecret } from '../../../model/secrets/decide-secret';
import type { SecretSource } from '../../../model/secrets/secret-source';
import { secretSourceProblems } from '../../../model/secrets/source-problems';
import { isVaultName } from '../../../model/values/vault-name';

/** A Secret that a server has beside that of its repository, as it is said and as it is decided. */
export interface OwnSecret {
  /** The prop that says it. */
  readonly field: string;
  /** What comes of it, and is made of something. */
  readonly what: string;
  readonly secrets: SecretSource | undefined;
  /** The vault's item as it is said, and the one that is taken. */
  readonly item: { readonly said: string | undefined; readonly taken: string | undefined };
  /** What is read of it, by field of the prop. */
  readonly names: Readonly<Record<string, string | undefined>>;
  /** `undefined` where there is none. */
  readonly decided: DecidedSecret | undefined;
}

/** Everything wrong with how such a Secret comes to be, and with what is read of it (rule S1). */
export function ownSecretProblems({ field, what, secrets, item, names, decided }: OwnSecret): Problem[] {
  const written = decided?.made ? { item: item.said, ...names } : names;
  return [
    ...(secrets === undefined ? [] : secretSourceProblems(`${field}.secrets`, secrets)),
    ...(decided?.problems ?? []).map((each) => ({ ...each, field: `${field}.secrets` })),
    ...Object.entries(written).flatMap(([key, value]) =>
      problemIf(
        value !== undefined && !isVaultName(value),
        `${field}.${key}`,
        () => `${show(value)} names nothing in the vault; write a name, or leave it out`,
        'S1',
      ),
    ),
    ...problemIf(
      decided?.made !== undefined && item.taken === undefined,
      `${field}.item`,
      `${what} made of an item of the vault, and nothing says which; write its name, or secrets: existingSecret(…) for a Secret that is there`,
      'S1',
    ),
  ];
}

/** Names that no key of a Secret that exists can have. */
export function secretKeyProblems(field: string, names: Readonly<Record<string, string | undefined>>): Problem[] {
  return Object.entries(names).flatMap(([key, value]) =>
    problemIf(
      value !== undefined && isVaultName(value) && !/^[-._a-zA-Z0-9]{1,253}$/.test(value),
      `${field}.${key}`,
      () => `${show(value)} is no key of a Secret; write letters, digits, "-", "_" and "."`,
      'S1',
    ),
  );
}
