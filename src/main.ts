import { apps } from './home/apps';
import { home } from './home/cluster';
import { GitOpsApp, KopiaMaintenance, NfsInjectionPolicy, VolsyncApp } from './index';

const app = new GitOpsApp({ cluster: home });

// The platform that the apps lean on; its operator and its server are still installed by hand. The policy stands alone:
// if the API server refuses it, nothing else stops.
new NfsInjectionPolicy(app.chart('storage', 'volsync-policies'), { repository: home.repositories.nas });
new KopiaMaintenance(app.chart('storage', 'kopia-maintenance'), { repository: home.repositories.nas });

for (const { namespace, ...each } of apps) {
  new VolsyncApp(app.chart(namespace, each.app), each);
}

app.run();
