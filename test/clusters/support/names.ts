/** What ours is called in place of theirs, where the two have another name. */
export function counterpart(name: string): string {
  const [kind = '', id = ''] = name.split(' ');
  return kind === 'Kustomization' ? `${kind} flux-system/${id.replace('/', '-')}` : (NAMES[name] ?? name);
}

const NAMES: Readonly<Record<string, string>> = {
  'ExternalSecret system/volsync-s3-maintenance-secret': 'ExternalSecret system/volsync-s3-maintenance',
};
