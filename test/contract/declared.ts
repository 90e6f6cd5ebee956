// What each persona can't do, or does in another way than the product would like best: the one table that the contract suites
// hold them to. Whatever isn't named here works.
import type { Finding, QuestionId } from '../interop/finding';
import type { AnyPersonaId } from '../sandbox/persona';

export type Declared = Pick<Finding, 'verdict'> & { readonly because?: string; readonly short?: string };
export type DeclaredByQuestion = Partial<Record<QuestionId, Declared>>;

const notAlone: Declared = { verdict: 'otherwise', because: 'search_needs_more' };
const byUs: Declared = { verdict: 'otherwise', short: 'by us' };
const oneByOne: Declared = { verdict: 'otherwise', short: 'one by one' };
const warns: Declared = { verdict: 'otherwise', short: 'warns' };
const notTold: Declared = { verdict: 'otherwise', short: 'not told' };
const onePage: Declared = { verdict: 'otherwise', short: 'one page' };
const absent: Declared = { verdict: 'absent' };
/** Where nothing else is said it has no lists of its own for, nor stays by place: MRNs are pasted there. */
const noLists: Declared = { verdict: 'absent', because: 'not_proved' };
const lists = { ehrLists: { verdict: 'works' } } as const;
const listsOnly = { ehrLists: { verdict: 'otherwise', short: 'lists' } } as const;

/** In DSTU2 nothing leads from a person to their coverage. */
const dstu2 = { coverage: absent };
const plainEhr = { batch: oneByOne, sorting: byUs };
/** A name alone, or a birth date alone, finds nobody; with all that the server wants, whoever matches is on one page. */
const demanding = { byName: notAlone, byBirthDate: notAlone, patientPages: onePage };

const ways: Partial<Record<AnyPersonaId, DeclaredByQuestion>> = {
  open: lists,
  harbor: dstu2,
  cedar: { ...plainEhr, ...demanding, unknownParameter: warns },
  epic: { ...listsOnly, ...plainEhr, ...demanding, unknownParameter: warns },
  'epic-dstu2': {
    ...dstu2,
    ...plainEhr,
    ...demanding,
    unknownParameter: warns,
    stays: absent,
    bed: absent,
  },
  oracle: { sorting: byUs, total: notTold, unknownParameter: warns },
  meditech: { ...plainEhr, total: notTold, unknownParameter: warns },
  athena: { ...plainEhr, byBirthDate: notAlone, total: notTold },
  cloverleaf: dstu2,
  corolar: { total: notTold },
  redox: { ...plainEhr, total: notTold },
  google: { total: { verdict: 'otherwise', short: 'estimate' } },
  'hspc-open-dstu2': dstu2,
  'hspc-data-dstu2': dstu2,
  'ms-oss': lists,
  'ms-oss-stu3': lists,
  ahds: lists,
  'ahds-stu3': lists,
  hapi: lists,
  'hapi-stu3': lists,
  'hapi-dstu2': { ...dstu2, ...lists },
  healthlake: { total: notTold },
  firely: { total: notTold },
};

export function findDeclared(id: AnyPersonaId): DeclaredByQuestion {
  return { ehrLists: noLists, ...ways[id] };
}
