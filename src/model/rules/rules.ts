import type { Rule } from './rule';

/** The rules that hold whatever carries the backups out, a row each. */
export const RULES = [
  {
    id: 'A3',
    says: 'An autoscaler scales to zero only where Kubernetes lets it.',
    why: 'Its API server refuses `minReplicas: 0` before 1.37, and with it everything in the chart; so both kube-apiserver and kube-controller-manager want the feature gate `HPAScaleToZero`. With the gate at the API server alone, the controller of 1.36 stops an app and never starts it again. A cluster that has it declares it in `featureGates`.',
    severity: 'warning',
  },
  {
    id: 'I1',
    says: 'A restore always names the identity of its source.',
    why: 'A mover ends well when it finds no snapshot for the identity it is asked for; the volume stays empty, and later backups continue the history with nothing in it. An app that was renamed or moved says `formerly`. It holds for what is written, patches included. The same goes for what makes a restore ambiguous: a time without a zone, `previous` together with `asOf`, a chart without a namespace (a warning).',
    severity: 'error',
  },
  {
    id: 'I3',
    says: 'A claim has one history in a repository.',
    why: 'Two apps on one claim are most often a line that was copied, with the claim of the first still in it: the second claim is then in no backup at all. What is meant to be in several repositories is one app with several destinations; spread over two apps it is a warning. A further claim of an app is protected under a name of its own.',
    severity: 'error',
  },
  {
    id: 'R1',
    says: 'Retention is written with all six keys, one of them above 0.',
    why: 'A key that is left out is Kopia\'s own: `daily: 7` alone would also keep 24 months and 3 years. All six at 0 means "keep everything". A key that the schedule cannot fill, `hourly: 4` every six hours, is a warning: Kopia keeps none for its hour that is more than so many hours older than the newest, and likewise for days, weeks, months and years. `withKopiaDefaults({ … })` says what a key left out means to Kopia.',
    severity: 'error',
  },
  {
    id: 'R2',
    says: 'The claim and the volume it is restored from have one size: `capacity`.',
    why: 'A restore volume that is smaller than the claim cannot hold the data. A claim that exists already has no size here.',
    severity: 'error',
  },
  {
    id: 'V1',
    says: 'A volume is asked for as its storage class, the API server and the mover can give it.',
    why: "What they cannot give is not an error in the cluster: the claim stays `Pending`, the backup waits, and nobody is told. So a snapshot is only made by a class that the profile names, and where it names none, nothing is copied by snapshot and nothing restored; a word such as `none` names no class. `ReadWriteOncePod` stands alone, and not with `copyMethod: 'Direct'`; what is filled is not `ReadOnlyMany` alone; modes are among `servesAccessModes` where those are told. [What to write for which storage](storage.md).",
    severity: 'error',
  },
  {
    id: 'R3',
    says: 'A retention keeps more than one day, week, month or year.',
    why: 'A backup that cannot read a file fails, and each of its nine tries leaves a snapshot without that file, which Kopia counts like any other and restores without a word. They push whole ones out: `latest: 4` or `hourly: 24` holds nothing whole within a day at the latest, and often within the hour. Of days, weeks, months and years the newest snapshot is kept, so what a failing backup can take is the present one alone.',
    severity: 'warning',
  },
  {
    id: 'M1',
    says: 'Every repository in use has exactly one maintainer.',
    why: "None: it only grows, 47 % of one public cluster's repository was garbage. Two: nothing serialises them, and one deletes blobs that the other has just referred to. One outside the app is declared: `maintainedElsewhere: true`. One that cannot open the repository is refused. A copy that CloudSyncCronJob makes has one writer, its sync: no backup, no maintainer, no second sync and no new repository there. A first seeding that is left in is a warning. No repository lies inside another, be it one that is only read or copied: maintenance of the outer one stops at blobs that are not its own. Of copies that go round none is the original. Nor does one lie at, in or around what Restic has: of its files those go that begin like packs of Kopia (`plex/…`, `qbittorrent/…` at the root of a bucket). Two apps of Restic in one folder forget each other's snapshots. All apps of a program are held against each other, for one cluster or for several.",
    severity: 'error',
  },
  {
    id: 'M2',
    says: 'Whoever works on a repository on a file system runs as one uid, unless it is declared `squashesUsers: true`.',
    why: 'Kopia writes its files with mode 0600, and retries what it may not read until the job hangs. That goes for movers, for maintainers, and for whoever only reads.',
    severity: 'error',
  },
  {
    id: 'M3',
    says: 'A copy is not begun within 60 minutes of maintenance of its original, before or after.',
    why: "The warning names a schedule which would do. Kopia's own margins make it tolerable: what maintenance has written anew it deletes an hour later at the earliest, and a copy that takes less finds everything that its indexes speak of. But one that takes longer may lack blobs until the next night, and both read the whole NAS. Each start of the sync is compared with each start of the repository's maintainer in this app, in the time zone of each; a maintainer that names no zone is taken to run in UTC, the zone of most control planes. A maintainer outside the app is not known here. A [verification](kopia-verify.md) may meet maintenance: it makes nothing that outlasts it, and is only slower.",
    severity: 'warning',
  },
  {
    id: 'S2',
    says: 'No secret, and no reference to one, is on a command line.',
    why: 'Kopia is started by itself, or by a script in a ConfigMap that holds none, with its password and the keys of a bucket in the environment, the places it reads and writes and the login of a server in files: whoever may look at a pod sees its arguments.',
    severity: 'error',
  },
  {
    id: 'S3',
    says: 'No object names a Secret that nothing makes and nobody declares.',
    why: 'What waits for it waits for ever, and for a mover that means no backup. An object of the output makes it (a Secret, an ExternalSecret, a SealedSecret …), or it is declared: `secrets: existingSecret(…)` of the cluster, a repository or a construct says what the Secrets are called that exist, `secretElsewhere(chart, name)` that something else makes one. Of a Deployment or a Job that you have put beside the backups it is a warning.',
    severity: 'error',
  },
  {
    id: 'S4',
    says: 'A login names the listener that it is reached by.',
    why: 'Without `sectionName` the route hangs on every listener of the gateway that takes the host name, one for plain HTTP included, and whoever comes by that sends the password in clear.',
    severity: 'warning',
  },
  {
    id: 'F1',
    says: 'No `${` and no `$$` that nobody meant.',
    why: "Flux replaces them everywhere in an object, in scripts and names too. `fluxVar('NAME')` writes a variable; an object annotated `kustomize.toolkit.fluxcd.io/substitute: disabled` may hold anything, but no variable. Variables that nothing gives a value are a warning.",
    severity: 'error',
  },
  {
    id: 'F2',
    says: 'Claims and restores are created once and left alone (`ssa: IfNotPresent`).',
    why: 'They cannot be changed, and Flux would stop at them for the whole chart. A claim also says whether Flux may delete it; an app says `disabled` unless `prune: true`. So does a Namespace, because every claim in it goes with it, whatever they say.',
    severity: 'error',
  },
  {
    id: 'F3',
    says: 'Every object is made once and has a name of its own; nothing is empty.',
    why: "A name that cdk8s makes up changes with the construct's path, and a renamed object is a deleted one. An empty output makes Flux delete everything. The same goes for names of charts and circles of dependencies, for objects outside of any chart, and for an app that a program makes and does nothing with. A list of objects is refused, because Flux takes it apart when nothing looks any more, and so is a Kustomization that is called as the one which applies the whole cluster. `flux.path` says where the output folder is in the source: for any other path Flux finds nothing, which is a warning.",
    severity: 'error',
  },
  {
    id: 'F4',
    says: 'Texts are such that kustomize can write them again.',
    why: 'Flux has kustomize read every object and write it once more. Of U+007F to U+009F, U+FFFE and U+FFFF, and of several lines that begin with a tab, it makes YAML that nobody can read, so that nothing of the chart is applied; U+0085 becomes a blank. What this library writes is right, and who applies it with kubectl may accept the warning.',
    severity: 'warning',
  },
  {
    id: 'D1',
    says: 'Nothing that can delete data is on by default.',
    why: '`enableFileDeletion`, `prune`, and a privileged mover are only ever what somebody wrote. `enableFileDeletion` wipes the volume *before* the mover looks for a snapshot; it is harmless where the restore makes a new volume, as here, and fatal for a claim that is in use. A mirror that may delete what is not its own is a warning. So is a web page whose pod has keys that delete, because whoever uses the page can use those; without a login it is refused.',
    severity: 'error',
  },
  {
    id: 'T1',
    says: 'An app moves from Restic to Kopia step by step, and Restic leaves when it is proven that Kopia restores.',
    why: '`migration` says how far an app is: `restic`, `parallel`, `kopia`, `clean`. Which steps were taken already only the committed output knows. `clean` wants `verified` for each destination that Restic has; until then Restic backs up, whatever Kopia does. No object of Kopia takes over one of Restic: a source keeps its cache volume when its mover changes, so names that meet end in `-kopia` or `-restic` for a while. [The steps](migration.md).',
    severity: 'error',
  },
  {
    id: 'H1',
    says: 'What was protected stays protected, unless somebody says that it is meant.',
    why: "An app that goes, a destination that is dropped, a name, a retention or a repository that changes take restore points, and nothing in the cluster says so. So what is to be written is compared with what is committed, and each loss is an error with the restore points that go. What goes on under another name says `formerly`; what ends on purpose is `retired(app, 'media/plex', 'the reason')`, which is written to `acknowledged.json` for whoever reviews the change.",
    severity: 'error',
  },
  {
    id: 'H2',
    says: 'What is committed can be read.',
    why: 'Where git does not answer, or a committed file is not YAML, nobody can say whether something is lost by the change.',
    severity: 'warning',
  },
  {
    id: 'H3',
    says: 'A patch, or an object beside those of constructs, takes nothing from the backups that are declared.',
    why: 'All other checks have looked at the declaration when a JSON patch changes an object. So where one is patched or added that has to do with a backup, what is written is read with that and without, and what it takes is an error: a restore that looks where nobody backs up, a destination, snapshots that would go or be filed with those of another claim, a repository, a maintainer or the one too many. What is meant can be declared.',
    severity: 'error',
  },
] as const satisfies readonly Rule[];
