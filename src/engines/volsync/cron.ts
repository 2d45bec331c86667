import { show } from '../../model/rules/show';
import type { CronGrammar } from '../../model/schedule/cron';

/**
 * What VolSync *and* Kubernetes accept.
 *
 * The pattern in VolSync's CRDs is no help: it lets `61 99 * * *` pass and refuses names, `?`, `@every` and lists
 * with ranges, all of which Kubernetes takes in a CronJob.
 */
export const cron: CronGrammar = {
  unreadable: (field, text) => {
    if (/^\d+-\d+\/\d+$/.test(text)) {
      return `has ${field} ${show(text)}, a range with a step, which VolSync does not read; write a list such as 0,20,40`;
    }
    return /^(\*|\*\/\d+|\d+|\d+\/\d+|\d+-\d+|\d+(,\d+)+)$/.test(text)
      ? undefined
      : `has ${field} ${show(text)}, which VolSync does not read; write *, */n, n, a-b or n,m`;
  },
};
