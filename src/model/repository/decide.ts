import { defaults } from '../defaults';
import { given } from '../values/given';
import type { DecidedRepository, PasswordRef, RepositoryOptions } from './options';

/** What all kinds of repository take where nothing is said; spread it before what is said. */
export const undecided = {
  maintenance: defaults.maintenance.schedule,
  maintainedElsewhere: false,
} satisfies Partial<RepositoryOptions>;

export function decideSecret(secret: PasswordRef | undefined): DecidedRepository['secret'] {
  return { password: defaults.passwordField, ...given(secret) };
}
