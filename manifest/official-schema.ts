// Microsoft's own JSON schema, as bundled with @microsoft/app-manifest: no network. Knows nothing of our own rules.
import { AppManifestUtils, TeamsManifestConverter } from '@microsoft/app-manifest';

/** The lowest version that has supportsChannelFeatures; another one than this might be fetched over the network. */
const schema = 'https://developer.microsoft.com/en-us/json-schemas/teams/v1.25/MicrosoftTeams.schema.json';

/**
 * Faults in the official schema's words; none means that the manifest passes. The schema for language files is not asked:
 * one of its patterns is no valid regular expression in JavaScript. Their limits stand in manifest.schema.ts.
 */
export async function checkAgainstSchema(manifestJson: string): Promise<string[]> {
  if (JSON.parse(manifestJson).$schema !== schema) return [`manifest.json: name the schema ${schema}`];
  try {
    const manifest = TeamsManifestConverter.jsonToManifest(manifestJson);
    const found = await AppManifestUtils.validateAgainstSchema(manifest);
    return found.map((fault) => `manifest.json: ${fault}`);
  } catch (error) {
    // The converter throws at a value of the wrong type, where the validator would have listed it.
    return [`manifest.json: ${error instanceof Error ? error.message : error}`];
  }
}
