import { defaults } from '../defaults';
import { type Problem, problemIf } from '../rules/problem';
import { show } from '../rules/show';
import { given } from '../values/given';
import { isSet, unknownKeyProblems } from '../values/known-keys';
import { nameProblems } from '../values/names';

/**
 * Where a certificate authority is, in PEM: in a ConfigMap or a Secret that exists in every namespace that uses the
 * repository. Nothing of it is emitted.
 */
export type CustomCa = ConfigMapCa | SecretCa;

/** A certificate authority in a ConfigMap. */
export interface ConfigMapCa {
  /** Name of the ConfigMap. */
  readonly configMapName: string;
  /** Its key with the certificate. @default `'ca.crt'` (`defaults.customCa.key`) */
  readonly key?: string;
  /** A Secret beside it is refused. @default none */
  readonly secretName?: undefined;
}

/** A certificate authority in a Secret. */
export interface SecretCa {
  /** Name of the Secret. */
  readonly secretName: string;
  /** Its key with the certificate. @default `'ca.crt'` (`defaults.customCa.key`) */
  readonly key?: string;
  /** A ConfigMap beside it is refused. @default none */
  readonly configMapName?: undefined;
}

/** A certificate authority with everything decided. */
export type DecidedCustomCa = CustomCa & {
  /** The key with the certificate. */
  readonly key: string;
};

export function decideCustomCa(declared: CustomCa): DecidedCustomCa {
  // Plain JavaScript may give the name alone, which is reported.
  return isSet(declared) ? { ...defaults.customCa, ...given(declared) } : declared;
}

/** The fields of a {@link CustomCa}. */
const KEYS = { configMapName: true, secretName: true, key: true } as const;

/** @param tls whether the server is spoken to by HTTPS */
export function customCaProblems(field: string, customCa: DecidedCustomCa, tls: boolean): Problem[] {
  if (!isSet(customCa)) {
    return unknownKeyProblems(field, customCa, KEYS);
  }
  const { configMapName, secretName, key } = customCa;
  const names = Object.entries({ configMapName, secretName }).filter(([, name]) => name !== undefined);
  return [
    ...unknownKeyProblems(field, customCa, KEYS),
    ...problemIf(
      names.length !== 1,
      field,
      () =>
        `${show(customCa)} names ${names.length === 0 ? 'nothing' : 'two things'}; write { configMapName } or { secretName }`,
      'S1',
    ),
    ...names.flatMap(([name, value]) => nameProblems(`${field}.${name}`, value, 253)),
    ...problemIf(
      typeof key !== 'string' || !/^[-._a-zA-Z0-9]{1,253}$/.test(key) || /^\.\.?$/.test(key),
      `${field}.key`,
      () =>
        `${show(key)} is not a key of a ConfigMap or a Secret; write letters, digits, "-", "_" and ".", such as "ca.crt"`,
      'S1',
    ),
    ...problemIf(
      tls === false,
      field,
      'nobody shows a certificate over plain HTTP; leave it out, or leave tls: false out',
      'S1',
    ),
  ];
}
