/** Above 1024: a port below it takes a capability, or a container runtime that does without. */
export const serverPorts = { http: 51515, metrics: 51516 } as const;

/** The oldest minor of Kopia that takes all of the arguments. */
export const oldestMinor = 22;

/** The first minor that refuses to serve the network without a login unless it is told in these very words. */
const REFUSES_ANONYMOUS = 23;

/** The minor of a version of Kopia such as `0.23`, `v0.22.3` or `0.23.1@sha256:…`; `undefined` for any other tag. */
export function kopiaMinor(version: unknown): number | undefined {
  const [, minor] = /^v?0\.(\d+)(?:\.\d+)?(?:@sha256:[0-9a-f]+)?$/.exec(String(version)) ?? [];
  return minor === undefined ? undefined : Number(minor);
}

/** What `kopia` is called with. No password is in it: those come by environment. */
export function serverArgs(minor: number, { anonymous = false, metrics = false }): string[] {
  return [
    'server',
    'start',
    // Every address of the pod, IPv4 and IPv6.
    `--address=:${serverPorts.http}`,
    // Plain HTTP, because TLS ends at the gateway.
    '--insecure',
    // Backups cannot use a server without TLS, and nobody needs to stop this one from outside.
    '--no-grpc',
    '--no-control-api',
    // How long a new snapshot stays unseen; Kopia's own is 4 hours.
    '--refresh-interval=5m',
    ...(metrics ? [`--metrics-listen-addr=:${serverPorts.metrics}`] : []),
    ...(anonymous ? ['--without-password'] : []),
    ...(anonymous && minor >= REFUSES_ANONYMOUS
      ? ['--allow-extremely-dangerous-unauthenticated-server-on-the-network']
      : []),
  ];
}
