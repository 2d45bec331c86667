import type { SecretVariable } from '../secret';

/** A variable of the server: a key of a Secret, or a text that is none. */
export type ServerVariable = { readonly secret: string; readonly key: string } | string;

/** Variables that are called as the keys are that they come from. */
export function keyVariables(variables: readonly SecretVariable[]): Record<string, ServerVariable> {
  return Object.fromEntries(variables.map(({ name, secret }) => [name, { secret, key: name }]));
}
