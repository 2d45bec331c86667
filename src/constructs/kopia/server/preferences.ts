/** The file that Kopia's page takes its preferences from, beside the connection's. */
export const PREFERENCES = 'ui-preferences.json';

/** Shows the snapshots of everybody: the server has none of its own, and the page would open empty. */
export function preferences(): string {
  return JSON.stringify({ defaultSnapshotViewAll: true }, null, 2);
}
