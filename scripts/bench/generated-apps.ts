import { home } from '../../src/home/cluster';
import { GitOpsApp, KopiaMaintenance, NfsInjectionPolicy, VolsyncApp } from '../../src/index';

const NAMESPACES = 20;

/** A tree of many apps under the conventions of the home cluster: seven objects per app, a backup to the NAS and to B2. */
export function generatedApps(count: number, outdir: string): GitOpsApp {
  const app = new GitOpsApp({ cluster: home, outdir });
  new NfsInjectionPolicy(app.chart('storage', 'volsync-policies'), { repository: home.repositories.nas });
  new KopiaMaintenance(app.chart('storage', 'kopia-maintenance'), { repository: home.repositories.nas });
  for (let index = 0; index < count; index++) {
    const name = `app-${index}`;
    new VolsyncApp(app.chart(`namespace-${index % NAMESPACES}`, name), { app: name, plan: home.plans.standard });
  }
  return app;
}

/** Synthesises without the summary on stderr, which would be printed a hundred times. */
export function synth(app: GitOpsApp): void {
  const { write } = process.stderr;
  process.stderr.write = () => true;
  try {
    app.synth();
  } finally {
    process.stderr.write = write;
  }
}
