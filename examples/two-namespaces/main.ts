import { GitOpsApp, KopiaMaintenance, VolsyncApp } from 'cdk8s-volsync-kopia';
import { cluster } from './cluster';

const app = new GitOpsApp({ cluster });

new KopiaMaintenance(app.chart('storage', 'kopia-maintenance'), { repository: cluster.repositories.nas });

// Two apps of one name: a chart has a namespace, and with the name that is what the snapshots are filed under.
new VolsyncApp(app.chart('media', 'postgres'), { app: 'postgres' });
new VolsyncApp(app.chart('finance', 'postgres'), { app: 'postgres', plan: cluster.plans.critical });

app.run();
