/** Hands what can read objects to those who know no kind of them. It is loaded when there is something to read. */
import { readWith } from './gitops/guard/readers';

readWith(() => (require('./engines') as typeof import('./engines')).readers);
