import { apps } from './home/apps';
import { home } from './home/cluster';
import { addPlatform } from './home/platform';
import { GitOpsApp, VolsyncApp } from './index';

const app = new GitOpsApp({ cluster: home });
const { operator } = addPlatform(app);

for (const { namespace, ...each } of apps) {
  const chart = app.chart(namespace, each.app);
  new VolsyncApp(chart, each);
  chart.addDependency(operator);
}

app.run();
