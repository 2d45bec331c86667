const FLUX = 'kustomize.toolkit.fluxcd.io';

/** Flux creates the object once and never patches it: claims and restores cannot be changed afterwards. */
export const createOnce = { [`${FLUX}/ssa`]: 'IfNotPresent' };

/** Flux leaves `${…}` in the object as it is. */
export const notSubstituted = { [`${FLUX}/substitute`]: 'disabled' };

/** Whether Flux deletes the object when it leaves the output. */
export function prune(prune: 'enabled' | 'disabled') {
  return { [`${FLUX}/prune`]: prune };
}

/** The label that all objects of an app carry. */
export function appLabels(app: string) {
  return { 'app.kubernetes.io/name': app };
}

/**
 * The label of a mover's pod that says which repository it works on, so that policies can tell movers apart.
 * VolSync has no label of its own for that.
 */
export const repositoryLabel = 'cdk8s-volsync-kopia/repository';
