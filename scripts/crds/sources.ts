import type { Cut } from './trim';

export interface CrdFile extends Cut {
  /** Where the file lies below CRDS_DIR. */
  readonly file: string;
  /** Where the file lies in its repository. */
  readonly path: string;
}

export interface CrdRepository {
  /** `owner/name` on GitHub. */
  readonly repository: string;
  readonly tag: string;
  readonly crds: readonly CrdFile[];
}

// They copy a volume as it is now: none keeps snapshots, so none is a backup.
const OTHER_MOVERS = ['spec.external', 'spec.rclone', 'spec.rsync', 'spec.rsyncTLS'];

// Passed on and never looked into, and nearly all of what would be left of each mover.
const MOVER_FREE_FORM = ['kopia', 'restic'].flatMap((mover) => [
  `spec.${mover}.moverAffinity`,
  `spec.${mover}.moverSecurityContext`,
]);

// A Secret has no use among the mover volumes.
const MOVER_DROPPED = ['kopia', 'restic'].flatMap((mover) => [
  `spec.${mover}.moverResources.claims`,
  `spec.${mover}.moverVolumes.volumeSource.secret`,
]);

// They break the backup, the restore or everybody's policy, each in its own way (docs/volsync-app.md).
const KOPIA_HARMFUL = ['spec.kopia.additionalArgs', 'spec.kopia.policyConfig'];

export const CRD_REPOSITORIES: readonly CrdRepository[] = [
  {
    repository: 'perfectra1n/volsync',
    // renovate: datasource=github-tags depName=perfectra1n/volsync
    tag: 'v0.17.11',
    crds: [
      {
        file: 'volsync/replicationsources.yaml',
        path: 'config/crd/bases/volsync.backube_replicationsources.yaml',
        version: 'v1alpha1',
        drop: [...OTHER_MOVERS, 'spec.syncthing', ...MOVER_DROPPED, ...KOPIA_HARMFUL, 'spec.kopia.sourcePathOverride'],
        freeForm: MOVER_FREE_FORM,
      },
      {
        file: 'volsync/replicationdestinations.yaml',
        path: 'config/crd/bases/volsync.backube_replicationdestinations.yaml',
        version: 'v1alpha1',
        drop: [
          ...OTHER_MOVERS,
          ...MOVER_DROPPED,
          ...KOPIA_HARMFUL,
          'spec.kopia.shallow',
          'spec.kopia.sourceIdentity.sourcePVCName',
          'spec.kopia.sourceIdentity.sourcePathOverride',
        ],
        freeForm: MOVER_FREE_FORM,
      },
      {
        file: 'volsync/kopiamaintenances.yaml',
        path: 'config/crd/bases/volsync.backube_kopiamaintenances.yaml',
        version: 'v1alpha1',
        // The last is deprecated: the trigger is in its place.
        drop: ['spec.moverVolumes.volumeSource.secret', 'spec.resources.claims', 'spec.schedule'],
        freeForm: ['spec.affinity', 'spec.containerSecurityContext', 'spec.podSecurityContext', 'spec.tolerations'],
      },
    ],
  },
  {
    repository: 'external-secrets/external-secrets',
    // renovate: datasource=github-tags depName=external-secrets/external-secrets
    tag: 'v2.9.0',
    crds: [
      {
        file: 'external-secrets/externalsecrets.yaml',
        path: 'config/crds/bases/external-secrets.io_externalsecrets.yaml',
        version: 'v1',
        // One store per object is what a cluster declares; a target other than a Secret is of no use to a mover.
        drop: [
          'spec.data.sourceRef',
          'spec.dataFrom.sourceRef',
          'spec.dataFrom.find',
          'spec.target.manifest',
          'spec.target.template.templateFrom',
        ],
      },
    ],
  },
  {
    repository: 'fluxcd/kustomize-controller',
    // renovate: datasource=github-tags depName=fluxcd/kustomize-controller
    tag: 'v1.9.4',
    crds: [
      {
        file: 'kustomize/kustomizations.yaml',
        path: 'config/crd/bases/kustomize.toolkit.fluxcd.io_kustomizations.yaml',
        version: 'v1',
        // What is synthesised is for the cluster that Flux runs in, with its images already chosen.
        drop: ['spec.images', 'spec.kubeConfig'],
      },
    ],
  },
  {
    repository: 'fluxcd/source-controller',
    // renovate: datasource=github-tags depName=fluxcd/source-controller
    tag: 'v1.9.1',
    crds: [
      {
        file: 'source/ocirepositories.yaml',
        path: 'config/crd/bases/source.toolkit.fluxcd.io_ocirepositories.yaml',
        version: 'v1',
      },
    ],
  },
  {
    repository: 'fluxcd/helm-controller',
    // renovate: datasource=github-tags depName=fluxcd/helm-controller
    tag: 'v1.6.3',
    crds: [
      {
        file: 'helm/helmreleases.yaml',
        path: 'config/crd/bases/helm.toolkit.fluxcd.io_helmreleases.yaml',
        version: 'v2',
        // Without `chart`, `chartRef` is the one way to name a chart: both at once would be refused by the API server.
        // Images are chosen in the values, where everybody looks for them.
        drop: ['spec.chart', 'spec.kubeConfig', 'spec.postRenderStrategy', 'spec.postRenderers.kustomize.images'],
      },
    ],
  },
  {
    repository: 'prometheus-operator/prometheus-operator',
    // renovate: datasource=github-tags depName=prometheus-operator/prometheus-operator
    tag: 'v0.93.0',
    crds: [
      {
        file: 'monitoring/prometheusrules.yaml',
        path: 'example/prometheus-operator-crd/monitoring.coreos.com_prometheusrules.yaml',
        version: 'v1',
      },
      {
        file: 'monitoring/servicemonitors.yaml',
        path: 'example/prometheus-operator-crd/monitoring.coreos.com_servicemonitors.yaml',
        version: 'v1',
        // Metrics that ask for nobody's name have one way to be read.
        drop: [
          'attachMetadata',
          'endpoints.authorization',
          'endpoints.basicAuth',
          'endpoints.bearerTokenFile',
          'endpoints.bearerTokenSecret',
          'endpoints.oauth2',
          'endpoints.proxyConnectHeader',
          'endpoints.tlsConfig.ca',
          'endpoints.tlsConfig.cert',
          'endpoints.tlsConfig.keySecret',
          'selectorMechanism',
        ].map((each) => `spec.${each}`),
        freeForm: ['spec.endpoints.metricRelabelings', 'spec.endpoints.relabelings', 'spec.endpoints.params'],
      },
    ],
  },
  {
    repository: 'kedacore/keda',
    // renovate: datasource=github-tags depName=kedacore/keda
    tag: 'v2.20.2',
    crds: [
      {
        file: 'keda/scaledobjects.yaml',
        path: 'config/crd/bases/keda.sh_scaledobjects.yaml',
        version: 'v1alpha1',
        // A scaler between 0 and 1 has no pace to set.
        drop: ['spec.advanced.horizontalPodAutoscalerConfig.behavior'],
      },
    ],
  },
];
