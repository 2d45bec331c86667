import type { Rule, RuleId } from '../model/rules/rule';
import { RULES as NEUTRAL } from '../model/rules/rules';
import { RULES as VOLSYNC } from './volsync/rules';

const rows = [...NEUTRAL, ...VOLSYNC];

/** Every rule that there is. One that is named in a check and has no row does not compile. */
export const rules: readonly (Rule & { readonly id: RuleId extends (typeof rows)[number]['id'] ? RuleId : never })[] =
  rows;
