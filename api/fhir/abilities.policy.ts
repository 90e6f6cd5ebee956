// What a server can and can't do for us, for a person to read: from its metadata and from the rules by which it is asked. Pure.
import type { AbilityId } from '../contract/connect.schema';
import type { PartnerRules } from '../partners/partner.schema';
import { type Capability, toOffered } from './capability.map';

export interface Abilities {
  readonly abilities: readonly AbilityId[];
  /** The sets of filters of which a search of patients needs one, as far as this app can ask for them: `family+given+birthdate`. */
  readonly needs: readonly string[];
}

/** What a person can type into the search. */
const typed = new Set(['identifier', 'name', 'family', 'given', 'birthdate', 'gender']);

export function toAbilities(capability: Capability, rules: PartnerRules): Abilities {
  const needs = rules.requires
    .filter((set) => set.every((one) => typed.has(one)))
    .map((set) => set.join('+'));
  const isBatch = rules.batch === 'declared' ? capability.hasBatch : rules.batch === 'always';
  return {
    abilities: [
      isBatch ? 'batch' : 'oneByOne',
      rules.sort === 'never' ? 'unsorted' : 'sorted',
      ...(needs.length > 0 ? (['demanding'] as const) : []),
      ...(rules.isFuzzy ? (['fuzzy'] as const) : []),
      toTotal(rules),
      ...(toOffered(capability, rules).has('Coverage') ? [] : (['noCoverage'] as const)),
      capability.types.has('List') || capability.types.has('Group') ? 'ehrLists' : 'noEhrLists',
    ],
    needs,
  };
}

function toTotal({ total }: PartnerRules): AbilityId {
  if (total === 'none') return 'noTotals';
  return total === 'estimate' ? 'guessedTotals' : 'totals';
}
