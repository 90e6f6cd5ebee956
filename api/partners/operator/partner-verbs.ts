// The verbs of `npm run partners`, in the order in which the help tells them.
import type { Verb } from '../../operator/tool';
import { list } from './list';
import type { PartnerTools } from './partner-tools';
import { show } from './show';

export const partnerVerbs: readonly Verb<PartnerTools>[] = [list, show];
