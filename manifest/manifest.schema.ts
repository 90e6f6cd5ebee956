// What our lint looks at in a Teams manifest. Not the official schema: that one is asked first, see official-schema.ts.
import { z } from 'zod';

const text = z.object({ short: z.string(), full: z.string() });

export const manifestShape = z.looseObject({
  version: z.string(),
  developer: z.object({ websiteUrl: z.string(), privacyUrl: z.string(), termsOfUseUrl: z.string() }),
  name: text,
  description: text,
  icons: z.object({ color: z.string(), outline: z.string() }),
  localizationInfo: z.object({
    defaultLanguageTag: z.string(),
    additionalLanguages: z.array(z.object({ languageTag: z.string(), file: z.string() })),
  }),
  configurableTabs: z.array(
    z.looseObject({ configurationUrl: z.string(), context: z.array(z.string()).optional() }),
  ),
  staticTabs: z.array(
    z.looseObject({ name: z.string(), contentUrl: z.string(), websiteUrl: z.string().optional() }),
  ),
  permissions: z.array(z.string()).optional(),
  validDomains: z.array(z.string()),
  webApplicationInfo: z.object({ id: z.string(), resource: z.string() }),
  authorization: z.object({
    permissions: z.object({ resourceSpecific: z.array(z.object({ name: z.string(), type: z.string() })) }),
  }),
});
export type Manifest = z.infer<typeof manifestShape>;

/** The keys and limits of Microsoft's schema for language files, as far as our manifest has such words. */
export const languageShape = z
  .object({
    $schema: z.string(),
    'name.short': z.string().min(1).max(30),
    'name.full': z.string().min(1).max(100),
    'description.short': z.string().min(1).max(80),
    'description.full': z.string().min(1).max(4000),
  })
  .catchall(z.string().min(1).max(128));
export type LanguageWords = Readonly<Record<string, string>>;
