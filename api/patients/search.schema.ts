// A patient search as the facade takes it: FHIR's own parameter names, sent as a form.
import { z } from 'zod';
import { limits } from '../contract/limits';

const term = z.string().trim().max(100);

export const searchForm = z.strictObject({
  name: term.optional(),
  family: term.optional(),
  given: term.optional(),
  birthdate: z.iso.date({ error: 'A birth date is YYYY-MM-DD.' }).optional(),
  gender: z.enum(['male', 'female', 'other', 'unknown']).optional(),
  identifier: z.string().trim().max(200).optional().describe('MRN, or system|value'),
  _id: z
    .string()
    .regex(/^[A-Za-z0-9.-]{1,64}$/)
    .optional(),
  _count: z.coerce.number().int().min(1).max(50).default(limits.searchPageSize),
  _format: z.enum(['json', 'application/json', 'application/fhir+json']).optional(),
});
export type SearchForm = z.output<typeof searchForm>;

export const searchPage = z.strictObject({ cursor: z.string().min(1).max(8_192) });

export const patientParams = z.strictObject({ patientId: z.string().regex(/^[A-Za-z0-9.-]{1,64}$/) });
/** The hits of one page of a search, whose last known locations are asked for. */
export const placesForm = z.strictObject({
  patient: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.string().regex(/^[A-Za-z0-9.-]{1,64}$/)).max(50))
    .describe('patient ids, parted by commas'),
});
export type PlacesForm = z.output<typeof placesForm>;

/** The connection that a row refers to; ids of another one may collide with this one's. */
export const patientQuery = z.strictObject({ connection: z.uuid().optional() });
