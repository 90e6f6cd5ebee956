// Servers that are plain bad, each at an address of its own: what people may paste as a link.
import type { Journal } from './control/journal';
import { sendHuge } from './control/weather';
import { writeDown } from './elsewhere';
import { type Answer, type Exchange, send, toHtmlAnswer, toJsonAnswer } from './exchange';

export const badServerIds = [
  'html',
  '500',
  'hang',
  'broken-json',
  'huge',
  'redirect',
  'r5',
  'drift',
  'not-fhir',
] as const;
const hugeBytes = 100 * 1024 * 1024;

/** A CapabilityStatement as small as one can be. */
function toStatement(fhirVersion: string, tokenEndpoint?: string) {
  const token = {
    url: 'http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris',
    extension: [{ url: 'token', valueUri: tokenEndpoint ?? '' }],
  };
  const security = tokenEndpoint === undefined ? {} : { security: { extension: [token] } };
  const patient = { type: 'Patient', interaction: [{ code: 'read' }, { code: 'search-type' }] };
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    kind: 'instance',
    fhirVersion,
    format: ['json'],
    rest: [{ mode: 'server', ...security, resource: [patient] }],
  };
}

function toAnswer(kind: string | undefined, baseUrl: string): Answer {
  switch (kind) {
    case 'html':
      return toHtmlAnswer(200, 'Welcome');
    case '500':
      return { status: 500, type: 'text/plain', body: 'Internal Server Error' };
    case 'broken-json':
      return { status: 200, type: 'application/fhir+json', body: '{"resourceType":"Capabil' };
    case 'redirect': {
      const location = `${baseUrl}/open/fhir/metadata`;
      return { status: 302, type: 'text/plain', body: '', headers: { location } };
    }
    case 'r5':
      return toJsonAnswer(200, toStatement('5.0.0'));
    case 'drift':
      return toJsonAnswer(200, toStatement('4.0.1', `${baseUrl}/bad/stolen/token`));
    case 'not-fhir':
      return toJsonAnswer(200, { hello: 'world' });
    default:
      return toJsonAnswer(404, { error: 'no such bad server' });
  }
}

/** `path` is what follows `/bad`. Everything is journaled, so that a test can prove that no secret came here. */
export async function handleBad(
  exchange: Exchange,
  path: readonly string[],
  baseUrl: string,
  journal: Journal,
): Promise<void> {
  await writeDown(exchange, journal);
  if (path[0] === 'hang') return;
  if (path[0] === 'huge') await sendHuge(exchange, hugeBytes);
  else send(exchange, toAnswer(path[0], baseUrl));
}
