// Every variable: its type, its default and its meaning. Knows nothing of files or of what is done with the values.
import { z } from 'zod';
import { limits } from '../contract/limits';

const commaList = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  );
const url = z.url({
  protocol: /^https?$/,
  error: 'must be a URL that starts with https:// (or http:// in the demo)',
});
const guid = z.guid({ error: 'must be a GUID' });

const cidr = z.union([z.cidrv4(), z.cidrv6()], { error: 'must be address ranges such as 10.20.0.0/16' });
const json = z.string().transform((text, context) => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    context.addIssue({ code: 'custom', message: 'must be JSON' });
    return z.NEVER;
  }
});

const tenantList = commaList.pipe(z.array(guid)).transform((list) => list.map((tid) => tid.toLowerCase()));
const foreignPair = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}>[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const masterKey = z
  .base64({ error: 'must be 32 bytes in base64' })
  .refine((text) => Buffer.from(text, 'base64').length === 32, 'must be 32 bytes in base64');

export const offeredLinks = z.array(
  z.strictObject({ name: z.string().min(1), link: z.url(), about: z.string().default('') }),
);

export const variables = z.object({
  PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(3978)
    .describe('port to listen on; 0 takes a free one'),
  HOST: z.string().min(1).default('127.0.0.1').describe('address to listen on'),
  PATIENTS_PUBLIC_URL: url
    .optional()
    .describe('how browsers reach this server; default http://localhost:PORT'),
  PATIENTS_STORE: z
    .string()
    .regex(/^(sqlite:.+|postgres(ql)?:\/\/.+)$/, 'must be sqlite:<file> or postgres://…')
    .default('sqlite:.data/patients.sqlite')
    .describe('where the data is kept'),
  PATIENTS_NEXT_MASTER_KEY: masterKey
    .optional()
    .describe('the master key that shall take its place; see npm run data -- rotate-key'),
  PATIENTS_MASTER_KEY: masterKey.describe(
    'wraps the data keys of the tenants; make one with: openssl rand -base64 32',
  ),
  PATIENTS_IDENTITY: z.enum(['entra', 'demo']).default('entra').describe('who signs people in'),
  PATIENTS_CLIENT_ID: guid.describe('application (client) id of the Entra registration'),
  PATIENTS_CLIENT_SECRET: z.string().min(1).optional().describe('its secret, if no certificate is used'),
  PATIENTS_CLIENT_CERTIFICATE: z
    .string()
    .min(1)
    .optional()
    .describe('PEM file with its private key and certificate'),
  PATIENTS_TENANTS: commaList
    .pipe(z.array(guid).min(1, 'name at least one tenant'))
    .transform((list) => list.map((tid) => tid.toLowerCase()))
    .describe('Entra tenants that may sign in'),
  PATIENTS_GUESTS: tenantList.describe('tenants of the above whose teams let their guests in; default: none'),
  PATIENTS_FOREIGN_TENANTS: commaList
    .pipe(
      z.array(
        z.string().regex(foreignPair, 'must be pairs of tenant ids such as <their tenant>><your tenant>'),
      ),
    )
    .transform((list) => list.map((pair) => pair.toLowerCase()))
    .describe('whose people may come into whose shared channels: theirs>yours; default: none'),
  PATIENTS_LIST_FILES: z
    .enum(['owners', 'members'])
    .default('owners')
    .describe('who may take a list away as a file; guests never'),
  PATIENTS_DEMO_ISSUER: url.optional().describe('base URL of the sandbox that plays Entra'),
  PATIENTS_DEMO_GRAPH: url.optional().describe('base URL of the sandbox that plays Microsoft Graph'),
  PATIENTS_PARTNERS: z.string().min(1).optional().describe('JSON file of the registered partners'),
  PATIENTS_CLIENT_KEYS: z
    .string()
    .min(1)
    .optional()
    .describe('file with the private keys for private_key_jwt: PEM or JWK set'),
  PATIENTS_OPEN_SERVERS: commaList.pipe(z.array(url)).describe('FHIR servers that need no credentials'),
  PATIENTS_OFFERED_LINKS: json.pipe(offeredLinks).default([]).describe('links that the connect page offers'),
  PATIENTS_OUTBOUND_ALLOW: commaList.pipe(z.array(cidr)).describe('private ranges that may be reached'),
  PATIENTS_OUTBOUND_HTTP: z.enum(['refuse', 'allow']).default('refuse').describe('http: to the ranges above'),
  PATIENTS_TRUSTED_PROXIES: commaList
    .pipe(z.array(cidr))
    .describe('address ranges of our own proxies, whose X-Forwarded-For is believed'),
  PATIENTS_AUDIT_CHECKPOINTS: z
    .string()
    .min(1)
    .optional()
    .describe('file to which the signed checkpoints of the audit log are added'),
  PATIENTS_AUDIT_KEY: z
    .string()
    .min(1)
    .optional()
    .describe('PEM file with the Ed25519 key that signs them; made from the master key if not set'),
  PATIENTS_FRAME_ANCESTORS: commaList
    .pipe(
      z.array(
        z
          .string()
          .regex(/^https?:\/\/[a-z0-9.*-]+(:\d+)?$/i, 'must be origins such as https://teams.example'),
      ),
    )
    .describe('further pages that may frame the tab'),
  PATIENTS_OPERATOR: z
    .string()
    .max(200)
    .optional()
    .describe('who runs this server, as /privacy and /terms name them'),
  PATIENTS_OPERATOR_CONTACT: z
    .string()
    .max(200)
    .optional()
    .describe('a mail address or a link, for the same'),
  PATIENTS_EHR_CACHE_SECONDS: z.coerce
    .number()
    .int()
    .min(0)
    .max(300)
    .default(30)
    .describe('how long an answer of the EHR is kept in memory'),
  PATIENTS_CONNECTS_PER_HOUR: z.coerce
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(limits.connectsPerHourPerTeam)
    .describe('tries of one team to connect that asked a server and came to nothing'),
  PATIENTS_DELETED_LIST_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(3650)
    .default(30)
    .describe('days that a deleted list is kept before it goes for good'),
  PATIENTS_IDLE_MINUTES: z.coerce
    .number()
    .int()
    .min(0)
    .max(480)
    .default(15)
    .describe('so long unused, the tab hides what it shows; 0: never'),
  PATIENTS_READERS: z.coerce
    .number()
    .int()
    .min(0)
    .max(8)
    .default(2)
    .describe('threads that read the EHRs for lists; 0 reads on the main thread'),
  PATIENTS_LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('how much is logged'),
});
export type Variables = z.infer<typeof variables>;
