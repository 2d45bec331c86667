import type { App, AppDestination } from '../../../model/app/app';

/** An app that was renamed or moved is filed as before; every other one under its name, which is VolSync's default. */
export function formerIdentity({ renamed }: App, { identity }: AppDestination) {
  return renamed ? { username: identity.username, hostname: identity.hostname } : undefined;
}

/**
 * The identity of the app's own source: a restore that asks for another one finds nothing, leaves the volume empty and
 * reports success (perfectra1n/volsync v0.17.11, mover-kopia/entry.sh).
 *
 * The source's namespace is not named: VolSync takes that of the restore for it (internal/controller/mover/kopia/
 * builder.go), so that the two stay together where kustomize or Flux moves both into another one.
 */
export function restoredIdentity(app: App, destination: AppDestination) {
  return (
    formerIdentity(app, destination) ?? {
      sourceIdentity: { sourceName: destination.source },
    }
  );
}
