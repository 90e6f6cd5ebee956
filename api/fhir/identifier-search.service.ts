// Looks many people up by their MRN, through the same batches or bounded single searches as everything else. Who is handed over
// is whom the server named: fuzzy servers name similar people, so that the caller has to compare.
import { isKnownError } from '../errors/known-error';
import type { PartnerRules } from '../partners/partner.schema';
import type { Asked, Asker } from './ask.service';
import type { Convert } from './convert.map';
import type { ManyPatients, MatchAnswer } from './ehr';
import { fhirFault } from './fhir-faults';
import { isPatient } from './patient-search.service';
import { toIdentifier } from './query.map';
import { readSearchset } from './searchset.policy';

export interface IdentifierSearchDeps {
  readonly asker: Asker;
  readonly base: URL;
  readonly convert: Convert;
  readonly rules: PartnerRules;
  readonly mrnSystem: string | undefined;
}

/** Nobody shares an MRN with so many. */
const mostHits = 10;

export function createIdentifierSearch(deps: IdentifierSearchDeps): ManyPatients['findByIdentifier'] {
  const { asker, base, convert, rules, mrnSystem } = deps;

  function toPath(form: string): string {
    const identifier = toIdentifier(mrnSystem === undefined ? form : `${mrnSystem}|${form}`, rules);
    return `Patient?${new URLSearchParams({ identifier, _count: String(mostHits) })}`;
  }

  function toMatches(answer: Asked): MatchAnswer {
    if (!('body' in answer)) {
      // 404 said to a search is about the server's searching, not about a patient.
      return { reason: answer.reason === 'patient_not_found' ? 'patient_not_offered' : answer.reason };
    }
    try {
      const searchset = readSearchset(answer.body, 'Patient', ['identifier'], { base, rules });
      const patients = searchset.matches.map(convert).filter(isPatient);
      const isWhole = patients.length === searchset.matches.length && searchset.unreadable === 0;
      if (!isWhole) throw fhirFault('server_answer_broken');
      const goesOn = searchset.next !== undefined || searchset.hasForeignNext;
      if (goesOn) throw fhirFault('search_too_many');
      return { patients };
    } catch (error) {
      return { reason: isKnownError(error) ? error.code : 'internal' };
    }
  }

  return async (asked, onAnswer, signal) => {
    const questions = asked.flatMap((forms, index) => forms.map((form) => ({ index, path: toPath(form) })));
    const answers = asked.map((): MatchAnswer[] => []);
    await asker.ask(
      questions.map(({ path }) => path),
      (at, answer) => {
        const index = questions[at]?.index ?? 0;
        const own = answers[index] ?? [];
        own.push(toMatches(answer));
        if (own.length === asked[index]?.length) onAnswer(index, toOne(own));
      },
      signal,
    );
  };
}

/** One spelling that couldn't be asked for leaves the whole open: it may be the one by which there is a second patient. */
function toOne(answers: readonly MatchAnswer[]): MatchAnswer {
  const failed = answers.find((answer) => 'reason' in answer);
  if (failed) return failed;
  const patients = answers.flatMap((answer) => ('patients' in answer ? answer.patients : []));
  return { patients: [...new Map(patients.map((patient) => [patient.id, patient])).values()] };
}
