// The shape of the file of registered partners, as the operator writes it.
import { z } from 'zod';

export const partnersFile = z.array(
  z.strictObject({
    id: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'small letters, digits and hyphens'),
    name: z.string().min(1).max(100),
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
    rules: z.record(z.string(), z.unknown()).optional(),
  }),
);
export type PartnersFile = z.infer<typeof partnersFile>;
