/** Everything that is pinned by version, in one place. A user overrides any of it by a prop of the construct. */
export const versions = {
  charts: {
    /** The perfectra1n fork's chart, mirrored as an OCI artifact. */
    volsync: {
      url: 'oci://ghcr.io/home-operations/charts-mirror/volsync-perfectra1n',
      // renovate: datasource=docker depName=ghcr.io/home-operations/charts-mirror/volsync-perfectra1n
      tag: '0.18.5',
    },
    appTemplate: {
      url: 'oci://ghcr.io/bjw-s-labs/helm/app-template',
      // renovate: datasource=docker depName=ghcr.io/bjw-s-labs/helm/app-template
      tag: '5.1.0',
    },
  },
  images: {
    /** One image for the operator and all movers; belongs to the chart above. */
    volsync: {
      repository: 'ghcr.io/perfectra1n/volsync',
      // renovate: datasource=docker depName=ghcr.io/perfectra1n/volsync
      tag: 'v0.17.11',
    },
    /** Kopia for the web UI, the off-site copy and verification; the movers bring their own. */
    kopia: {
      repository: 'ghcr.io/home-operations/kopia',
      // renovate: datasource=docker depName=ghcr.io/home-operations/kopia
      tag: '0.23.1@sha256:27da0a33b44e1b902150a6c963514237217464bb13118a95bb056667be93cda5',
    },
    busybox: {
      repository: 'ghcr.io/home-operations/busybox',
      // renovate: datasource=docker depName=ghcr.io/home-operations/busybox
      tag: '1.38.0',
    },
  },
} as const;

/** An image as a container names it. */
export function imageRef({ repository, tag }: { readonly repository: string; readonly tag: string }): string {
  return `${repository}:${tag}`;
}
