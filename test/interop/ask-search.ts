// The questions about finding a patient, each asked as the search box asks.
import { randomUUID } from 'node:crypto';
import { isKnownError } from '../../api/errors/known-error';
import type { PatientPage, PatientQuery } from '../../api/fhir/ehr';
import type { Finding, QuestionId } from './finding';
import type { Subject } from './subject';
import type { System } from './system';

const mostPages = 8;

type Told = Omit<Finding, 'id'>;

/** What a known error of a search means for the question. */
export function toRefused(error: unknown): Told {
  if (!isKnownError(error)) throw error;
  const { needs = [] } = error.parts;
  if (error.code === 'search_needs_more') {
    const wants = needs.length === 0 ? 'more' : needs.map(toPlainName).join(' or ');
    return {
      verdict: 'otherwise',
      because: error.code,
      short: 'not alone',
      words: `Alone it is not enough: the search box asks for ${wants}.`,
    };
  }
  if (error.code === 'search_too_many')
    return {
      verdict: 'otherwise',
      because: error.code,
      short: 'too many',
      words: 'Too many patients match; the search box asks for more.',
    };
  const words = `It can't be searched for so: ${error.parts.detail}`;
  return { verdict: 'absent', because: error.code, words };
}

const plainNames: Readonly<Record<string, string>> = {
  birthdate: 'birth date',
  given: 'given name',
  family: 'family name',
  identifier: 'MRN',
};
const toPlainName = (name: string) => plainNames[name] ?? name;

/** Reads pages until the patient is among them. */
async function isFound({ ehr }: System, query: PatientQuery, subject: Subject): Promise<boolean> {
  let page = await ehr.searchPatients({ count: 50, ...query });
  for (let pages = 1; ; pages++) {
    if (page.patients.some(({ id }) => id === subject.id)) return true;
    if (page.next === undefined || pages === mostPages) return false;
    page = await ehr.nextPatients(page.next);
  }
}

async function askFor(system: System, query: PatientQuery | undefined, subject: Subject): Promise<Told> {
  if (query === undefined)
    return {
      verdict: 'absent',
      because: 'subject',
      words: 'The patient has nothing of the kind to look for.',
    };
  try {
    return (await isFound(system, query, subject))
      ? { verdict: 'works', words: 'The patient is found.' }
      : { verdict: 'wrong', words: 'The patient is not among those found.' };
  } catch (error) {
    return toRefused(error);
  }
}

/** Exactly one, and the right one: a number that finds others as well would put a stranger on a list. */
async function askByMrn({ ehr }: System, { mrn, id }: Subject): Promise<Told> {
  if (mrn === undefined) return { verdict: 'absent', because: 'subject', words: 'The patient has no MRN.' };
  try {
    const { patients } = await ehr.searchPatients({ identifier: mrn });
    if (patients.length === 1 && patients[0]?.id === id)
      return { verdict: 'works', words: 'The MRN finds this patient alone.' };
    return { verdict: 'wrong', words: `The MRN finds ${patients.length} patients.` };
  } catch (error) {
    return toRefused(error);
  }
}

async function askForNobody({ ehr }: System): Promise<Told> {
  const { patients } = await ehr.searchPatients({ identifier: `urn:patients:interop|${randomUUID()}` });
  return patients.length === 0
    ? { verdict: 'works', words: 'A number that nobody has finds nobody.' }
    : { verdict: 'wrong', words: 'A number that nobody has finds patients: the server ignores it.' };
}

function tellTotal({ total }: PatientPage): Told {
  if (total.kind === 'exact')
    return { verdict: 'works', short: 'exact', words: 'The server says how many match.' };
  return total.kind === 'estimate'
    ? { verdict: 'otherwise', short: 'estimate', words: 'The server guesses how many match.' }
    : { verdict: 'otherwise', short: 'not told', words: 'The server does not say how many match.' };
}

/** The widest search that this server takes: the start of the family name, else all that is known of the patient. */
async function searchWidely({ ehr }: System, subject: Subject): Promise<PatientPage> {
  const wide: PatientQuery[] = [
    { name: subject.family?.slice(0, 1) ?? 'a', count: 5 },
    {
      birthdate: subject.birthDate ?? '',
      family: subject.family ?? '',
      given: subject.given ?? '',
      count: 5,
    },
  ];
  let refused: unknown;
  for (const query of wide) {
    try {
      return await ehr.searchPatients(query);
    } catch (error) {
      refused = error;
    }
  }
  throw refused;
}

async function askPages(system: System, first: PatientPage): Promise<Told> {
  if (first.next === undefined)
    return { verdict: 'otherwise', short: 'one page', words: 'Everybody who matches is on the first page.' };
  const seen = new Map<string, number>();
  let page: PatientPage | undefined = first;
  let pages = 0;
  while (page !== undefined && pages < mostPages) {
    pages++;
    for (const { id = '' } of page.patients) seen.set(id, (seen.get(id) ?? 0) + 1);
    page = page.next === undefined ? undefined : await system.ehr.nextPatients(page.next);
  }
  const isNew = seen.size > first.patients.length;
  if (!isNew) return { verdict: 'wrong', words: 'The next pages bring nobody new.' };
  const twice = [...seen.values()].filter((times) => times > 1).length;
  const repeated = twice === 0 ? '' : ` ${twice} came twice and count once.`;
  return { verdict: 'works', words: `${pages} pages were read, with ${seen.size} patients.${repeated}` };
}

export async function askSearch(system: System, subject: Subject): Promise<Finding[]> {
  const { family, given, birthDate: birthdate } = subject;
  const whole = family && given && birthdate ? { family, given, birthdate } : undefined;
  const widely = await searchWidely(system, subject).catch(toRefused);
  const answers: [QuestionId, Told][] = [
    ['byName', await askFor(system, family === undefined ? undefined : { name: family }, subject)],
    ['byNameAndBirthDate', await askFor(system, whole, subject)],
    ['byMrn', await askByMrn(system, subject)],
    ['byBirthDate', await askFor(system, birthdate === undefined ? undefined : { birthdate }, subject)],
    ['nobody', await askForNobody(system).catch(toRefused)],
    ['total', 'verdict' in widely ? widely : tellTotal(widely)],
    ['patientPages', 'verdict' in widely ? widely : await askPages(system, widely).catch(toRefused)],
  ];
  return answers.map(([id, told]) => ({ id, ...told }));
}
