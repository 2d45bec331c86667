import { APP_DIFFERENCES } from './differences/app';
import { MAINTENANCE_DIFFERENCES } from './differences/maintenance';
import { PLATFORM_DIFFERENCES } from './differences/platform';
import { SECRET_DIFFERENCES } from './differences/secrets';
import type { Difference } from './support/difference';

/** All that comes out otherwise than the Kustomize component has it, in the order of `docs/differences.md`. */
export const DIFFERENCES: readonly Difference[] = [
  ...APP_DIFFERENCES,
  ...SECRET_DIFFERENCES,
  ...MAINTENANCE_DIFFERENCES,
  ...PLATFORM_DIFFERENCES,
];
