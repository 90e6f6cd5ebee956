// A registered partner, and the rules by which its servers differ from the standard. Knows no network.
import { z } from 'zod';

const rules = z.strictObject({
  /** The release to speak, whatever the metadata says. */
  release: z.enum(['DSTU2', 'STU3', 'R4']).optional(),
  /** `declared` (default): batches if the metadata offers them. */
  batch: z.enum(['declared', 'always', 'never']).default('declared'),
  sort: z.enum(['declared', 'always', 'never']).default('declared'),
  /** How `family` and `name` match: `contains` sends the modifier, `declared` only where the metadata has it. */
  family: z.enum(['declared', 'contains', 'plain']).default('declared'),
  /** `accurateParam` asks for `_total=accurate`; `estimate`: what the server calls total is a guess. */
  total: z.enum(['declared', 'accurateParam', 'estimate']).default('declared'),
  /** Parameters added to every search of a type, for example {"MedicationRequest":{"intent":"order,plan"}}. */
  params: z.record(z.string(), z.record(z.string(), z.string())).default({}),
  /** A regular expression with the named groups hospital, ward, room and bed, for places that come as one text. */
  locationSplit: z.string().max(500).refine(isRegExp, 'is not a regular expression').optional(),
  /** IANA name of the hospital's time zone. */
  zone: z.string().refine(isZone, 'is not a time zone such as Asia/Tokyo').optional(),
});
export type PartnerRules = z.output<typeof rules>;

export const partners = z.array(
  z.strictObject({
    id: z.string().min(1),
    name: z.string().min(1),
    bases: z.array(z.url()).min(1),
    tokenEndpoint: z.url(),
    auth: z.strictObject({
      kind: z.enum(['client_secret_post', 'client_secret_basic']),
      clientId: z.string().min(1),
      clientSecret: z.string().min(1),
    }),
    /** `{tid}` stands for the tenant's GUID. */
    scope: z.string().default('{tid}'),
    mrnSystem: z.string().optional(),
    rules: rules.prefault({}),
  }),
);
export type Partner = z.output<typeof partners>[number];
export type PartnersInput = z.input<typeof partners>;
export const defaultRules: PartnerRules = rules.parse({});

function isRegExp(text: string): boolean {
  try {
    return new RegExp(text, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}

function isZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).format(0) !== '';
  } catch {
    return false;
  }
}
