// What an operator may set for the manifest, and the defaults of a demo package. Knows nothing of files or zips.
import { z } from 'zod';

const guid = z.guid('Use a GUID, for example the one that Entra shows.').toLowerCase();

/** Environment variable → meaning. Left out, a package for the made-up host patients.example.org results. */
const variables = z.object({
  PATIENTS_PUBLIC_URL: z.url().default('https://patients.example.org'),
  PATIENTS_CLIENT_ID: guid.default('c1e70000-0000-4000-8000-000000000003'),
  MANIFEST_APP_ID: guid.default('a9900000-0000-4000-8000-000000000001'),
  MANIFEST_VERSION: z.string().optional(),
  MANIFEST_DEVELOPER: z.string().min(1).max(32).default('Patients'),
  MANIFEST_PRIVACY_URL: z.url().optional(),
  MANIFEST_TERMS_URL: z.url().optional(),
});

export interface ManifestSettings {
  readonly host: string;
  readonly clientId: string;
  readonly appId: string;
  readonly version: string;
  readonly developer: string;
  readonly privacyUrl: string;
  readonly termsUrl: string;
}

/** Throws ZodError that names each wrong variable. A plain-http address passes here; the lint refuses it with a reason. */
export function toSettings(
  environment: Record<string, string | undefined>,
  packageVersion: string,
): ManifestSettings {
  const read = variables.parse(environment);
  const origin = new URL(read.PATIENTS_PUBLIC_URL);
  return {
    host: origin.host,
    clientId: read.PATIENTS_CLIENT_ID,
    appId: read.MANIFEST_APP_ID,
    version: read.MANIFEST_VERSION ?? packageVersion,
    developer: read.MANIFEST_DEVELOPER,
    privacyUrl: read.MANIFEST_PRIVACY_URL ?? new URL('/privacy', origin).href,
    termsUrl: read.MANIFEST_TERMS_URL ?? new URL('/terms', origin).href,
  };
}
