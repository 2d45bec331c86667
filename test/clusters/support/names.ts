/** What ours is called in place of theirs, where the two have another name. */
export function counterpart(name: string): string {
  const [kind = '', id = ''] = name.split(' ');
  return kind === 'Kustomization' ? `${kind} flux-system/${id.replace('/', '-')}` : (NAMES[name] ?? name);
}

const NAMES: Readonly<Record<string, string>> = {
  'ExternalSecret backup/volsync-maintenance': 'ExternalSecret backup/daily-maintenance',
  'ExternalSecret storage/volsync-maintenance': 'ExternalSecret storage/daily-maintenance',
  'ExternalSecret system/volsync': 'ExternalSecret system/kopia-daily-maintenance-maintenance',
  'ExternalSecret system/volsync-maintenance': 'ExternalSecret system/daily-maintenance',
  'ExternalSecret system/volsync-nfs-maintenance': 'ExternalSecret system/nfs-maintenance',
  'ExternalSecret system/volsync-s3-maintenance-secret': 'ExternalSecret system/s3-maintenance',
  'ExternalSecret volsync-system/volsync': 'ExternalSecret volsync-system/kopia-daily-maintenance-maintenance',
  'ScaledObject backup/kopia': 'ScaledObject backup/kopia-nfs-scaler',
  'ScaledObject photos/photoview': 'ScaledObject photos/photoview-nfs-scaler',
};
