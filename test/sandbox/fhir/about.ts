// What a persona's server tells about itself, and where: metadata, smart-configuration, RFC 8414.
import type { HospitalId } from '../census/hospital';
import { sendWeather, waitForWork } from '../control/weather';
import { type Exchange, send, toJsonAnswer } from '../exchange';
import { toFhirBase, toTokenEndpoint } from '../persona';
import { trustedTenant } from '../personas/microsofts';
import { type CapabilityOptions, toCapability, toServerMetadata, toSmartConfiguration } from './capability';
import { toSearchParams } from './search-params';
import type { FhirServerOptions } from './server';
import { toMediaType } from './wording';

export interface About {
  /** Readable without a token. */
  isAbout(exchange: Exchange, path: readonly string[]): boolean;
  send(exchange: Exchange, path: string, hospital: HospitalId | undefined): Promise<void>;
  handleRoot(exchange: Exchange): Promise<boolean>;
}

type AboutOptions = Pick<FhirServerOptions, 'persona' | 'baseUrl' | 'elsewhereUrl' | 'knobs'>;
const smartPath = '.well-known/smart-configuration';
const rfc8414Path = '.well-known/oauth-authorization-server';

function toAdvertisedEndpoint({ persona, baseUrl, elsewhereUrl }: AboutOptions): string {
  const { auth, id } = persona;
  // Version 1 of Entra's token endpoint is what Microsoft's servers advertise.
  if (auth?.method === 'entra') return `${baseUrl}/${id}/auth/${trustedTenant}/oauth2/token`;
  return toTokenEndpoint(auth?.isElsewhere === true ? elsewhereUrl : baseUrl, persona);
}

export function createAbout(options: AboutOptions): About {
  const { persona, baseUrl, knobs } = options;
  const discovery = persona.quirks?.discovery ?? {};
  const types = toSearchParams(persona);
  let looked = 0;

  function toAbout(hospital: HospitalId | undefined): CapabilityOptions {
    const { dropTypes, tokenEndpointLater } = knobs.now;
    looked += 1;
    if (tokenEndpointLater === null) looked = 0;
    const endpoint = toAdvertisedEndpoint(options);
    return {
      persona,
      base: toFhirBase(baseUrl, persona, hospital),
      tokenEndpoint: looked > 1 ? (tokenEndpointLater ?? endpoint) : endpoint,
      types: new Map([...types].filter(([type]) => !dropTypes.includes(type))),
      knobs: knobs.now,
    };
  }

  async function sendAbout(exchange: Exchange, path: string, hospital?: HospitalId): Promise<void> {
    await waitForWork(knobs, 'metadata');
    if (await sendWeather(knobs, 'metadata', exchange)) return;
    const about = toAbout(hospital);
    const type = knobs.now.contentType ?? discovery.mediaType ?? toMediaType(persona);
    if (path === 'metadata') send(exchange, { ...toJsonAnswer(200, toCapability(about)), type });
    else if (path === rfc8414Path) send(exchange, toJsonAnswer(200, toServerMetadata(about)));
    else send(exchange, toJsonAnswer(200, toSmartConfiguration(about)));
  }

  return {
    isAbout({ request }, path) {
      const joined = path.join('/');
      if (request.method !== 'GET') return false;
      if (joined === 'metadata') return discovery.isMetadataGuarded !== true;
      return joined === smartPath && (discovery.smart ?? 'base') === 'base';
    },
    send: sendAbout,
    async handleRoot(exchange) {
      const path = exchange.path.join('/');
      const isOwn =
        (path === smartPath && discovery.smart === 'origin') ||
        (path === rfc8414Path && discovery.isRfc8414 === true);
      if (isOwn) await sendAbout(exchange, path);
      return isOwn;
    },
  };
}
