import { goDuration } from '../model/values/go-duration';
import { inside, listed } from '../model/values/inside';
import type { KubeObject } from '../model/values/kube-object';

const DAY = 24 * 60 * 60;

/** How often External Secrets reads a vault for what has been written. */
export class VaultReads {
  private secrets = 0;
  private daily = 0;

  add({ kind, spec }: KubeObject): void {
    if (kind === 'ExternalSecret') {
      this.secrets += 1;
      this.daily += readsAtOnce(spec) * refreshes(spec);
    }
  }

  /** In one line; `undefined` where nothing is made of a vault. */
  get line(): string | undefined {
    const [secrets, reads] = [this.secrets, Math.ceil(this.daily)];
    return secrets === 0
      ? undefined
      : `${secrets} ExternalSecret${secrets === 1 ? '' : 's'}: ${reads} vault read${reads === 1 ? '' : 's'} a day`;
  }
}

/** Every field that is asked for by itself, and every item that is asked for whole; what a generator makes is in no vault. */
function readsAtOnce(spec: unknown): number {
  const whole = listed(inside(spec, 'dataFrom')).filter(
    (each) => inside(each, 'sourceRef', 'generatorRef') === undefined,
  );
  return listed(inside(spec, 'data')).length + whole.length;
}

/** How often a day: by External Secrets' own hour unless told, and not again where that is 0 or the policy says so. */
function refreshes(spec: unknown): number {
  const policy = inside(spec, 'refreshPolicy') ?? 'Periodic';
  const seconds = goDuration(inside(spec, 'refreshInterval') ?? '1h') ?? 0;
  return policy === 'Periodic' && seconds > 0 ? DAY / seconds : 0;
}
