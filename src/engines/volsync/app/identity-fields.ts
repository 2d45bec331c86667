import type { App, AppDestination } from '../../../model/app/app';

/** An app that was renamed or moved is filed as before; every other one under its name, which is VolSync's default. */
export function formerIdentity({ renamed }: App, { identity }: AppDestination) {
  return renamed ? { username: identity.username, hostname: identity.hostname } : undefined;
}

/**
 * The identity of the app's own source, always spelt out: a restore that asks for another one finds nothing, leaves
 * the volume empty and reports success (perfectra1n/volsync v0.17.11, mover-kopia/entry.sh).
 */
export function restoredIdentity(app: App, destination: AppDestination) {
  return (
    formerIdentity(app, destination) ?? {
      sourceIdentity: { sourceName: destination.source, sourceNamespace: app.name.namespace },
    }
  );
}
