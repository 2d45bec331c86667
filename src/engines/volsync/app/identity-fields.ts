import type { App, AppDestination } from '../../../model/app/app';
import { renderIdentity } from '../../../model/identity';
import { identityOf } from '../identity';

/**
 * The identity where it is another than VolSync derives from the source's name: that of an app that was renamed or moved,
 * or of one that several clusters tell apart.
 */
export function ownIdentity({ name }: App, { source, identity }: AppDestination) {
  const { username, hostname } = identity;
  return renderIdentity(identity) === renderIdentity(identityOf(source, name.namespace))
    ? undefined
    : { username, hostname };
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
    ownIdentity(app, destination) ?? {
      sourceIdentity: { sourceName: destination.source },
    }
  );
}
