// In which form a persona's answers go out: media types, and the errors of platforms that have a form of their own.
import { STATUS_CODES } from 'node:http';
import type { Persona } from '../persona';
import { isObject, toObjects, toText } from '../resource';
import type { FhirAnswer } from './responder';

/** As the FHIR specification of the release names it. */
export function toMediaType(persona: Persona): string {
  return persona.release === 'DSTU2'
    ? 'application/json+fhir; charset=utf-8'
    : 'application/fhir+json; charset=utf-8';
}

const platformStatuses = new Set([401, 403, 404, 405, 429]);

/** HAPI: whatever is the matter, the code is the same; status and words tell. */
export function toOneCode(answered: FhirAnswer, code: string | undefined): FhirAnswer {
  if (code === undefined || answered.status < 400) return answered;
  const outcome: unknown = JSON.parse(answered.body.toString('utf8'));
  if (!isObject(outcome)) return answered;
  const issue = toObjects(outcome.issue).map((one) => ({ ...one, code }));
  return { ...answered, body: Buffer.from(JSON.stringify({ ...outcome, issue })) };
}

/** Google: who you are and where you are is refused by the platform, in its own JSON; the rest by the FHIR store. */
export function toPlainErrors({ quirks = {} }: Persona, answered: FhirAnswer): FhirAnswer {
  const { status, body } = answered;
  if (quirks.issueCode !== undefined) return toOneCode(answered, quirks.issueCode);
  if (quirks.isGenericError !== true || !platformStatuses.has(status)) return answered;
  const outcome: unknown = JSON.parse(body.toString('utf8'));
  const [issue] = isObject(outcome) ? toObjects(outcome.issue) : [];
  const name = (STATUS_CODES[status] ?? '').toUpperCase().replaceAll(' ', '_');
  const error = { code: status, message: toText(issue?.diagnostics) ?? '', status: name };
  return {
    ...answered,
    type: 'application/json; charset=utf-8',
    body: Buffer.from(JSON.stringify({ error })),
  };
}
