import type { Chart } from 'cdk8s';
import { BackupDashboard, CloudSyncCronJob, KopiaMaintenance, VolsyncApp } from '../../src';
import { copyCluster } from '../support/copies';
import { ruleErrors } from '../support/promtool';
import { find, objectsOf } from '../support/synth';

const cluster = copyCluster();
const { nas, copy } = cluster.repositories;

interface Panel {
  readonly title: string;
  readonly targets: readonly { readonly refId: string; readonly expr: string }[];
}

test('Prometheus reads every expression of the dashboard, with a namespace chosen', () => {
  const objects = objectsOf((chart: Chart) => {
    new BackupDashboard(chart);
    new VolsyncApp(chart, { app: 'romm' });
    new KopiaMaintenance(chart, { repository: nas });
    new CloudSyncCronJob(chart, { from: nas, to: copy });
  }, cluster);
  const { data } = find(objects, 'ConfigMap', 'volsync-dashboard') as unknown as { data: Record<string, string> };
  const { panels } = JSON.parse(data['volsync-dashboard.json'] ?? '') as { panels: readonly Panel[] };
  const rules = panels.flatMap(({ title, targets }, index) =>
    targets.map(({ refId, expr }) => ({
      record: `panel:${index}:${refId}`,
      labels: { title },
      expr: expr.replaceAll('$namespace', 'games|media'),
    })),
  );
  expect(rules.length).toBeGreaterThan(10);
  expect(ruleErrors([{ name: 'panels', rules }])).toBe('');
  const broken = { record: 'panel:x', expr: 'sum by (obj_name) max(up)' };
  expect(ruleErrors([{ name: 'panels', rules: [broken] }])).toContain('parse error');
});
