/** A ServiceAccount of Kubernetes. */
export interface ServiceAccount {
  /** Namespace of the account. */
  readonly namespace: string;
  /** Name of the account. */
  readonly name: string;
}

/** Where most clusters have the operator that install it otherwise than by this library. */
export const USUAL_ACCOUNT = { namespace: 'volsync-system', name: 'volsync' } as const satisfies ServiceAccount;
