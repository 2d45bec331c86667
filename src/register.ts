/**
 * To be loaded before the program, in the `app` line of `cdk8s.yaml`: `node -r cdk8s-volsync-kopia/register …`. What
 * `cdk8s synth` removes before it starts the program then comes back even if the program does not compile.
 */
import { watchProgram } from './gitops/program/watch';

watchProgram();
