// The verbs of `npm run partners`, in the order in which the help tells them.
import type { Verb } from '../../operator/tool';
import { add, update } from './add';
import { approve } from './approve';
import { check } from './check';
import { list } from './list';
import type { PartnerTools } from './partner-tools';
import { register } from './register';
import { revoke, rotate } from './rotate';
import { show } from './show';

export const partnerVerbs: readonly Verb<PartnerTools>[] = [
  list,
  show,
  add,
  update,
  check,
  approve,
  rotate,
  revoke,
  register,
];
