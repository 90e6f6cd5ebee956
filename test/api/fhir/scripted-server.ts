// A FHIR server that a test scripts word by word, and the FHIR room in front of it.
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';
import { chartTypes } from '../../../api/contract/columns';
import type { Ehr, FhirRelease } from '../../../api/fhir/ehr';
import { createFhirRoom, type FhirRoom, tidA } from './fhir-room';

export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly body: string;
  readonly authorization: string | undefined;
  readonly headers: IncomingHttpHeaders;
}
export type Say = {
  readonly status?: number;
  readonly json?: unknown;
  readonly type?: string;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
};
type Script = (seen: Seen, base: string) => Say | Promise<Say>;

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

export interface Stage {
  readonly base: string;
  readonly seen: Seen[];
  readonly room: FhirRoom;
  readonly ehr: Ehr;
}

interface StageOptions {
  readonly release?: FhirRelease;
  readonly hasBatch?: boolean;
  readonly params?: readonly string[];
  readonly isPartner?: boolean;
  /** Of the partner. */
  readonly rules?: object;
  readonly routing?: object;
}

const versions = { DSTU2: '1.0.2', STU3: '3.0.1', R4: '4.0.1' } as const;

function toStatement({
  release = 'R4',
  hasBatch = true,
  params = ['patient', 'date', 'identifier'],
}: StageOptions) {
  const toServed = (type: string) =>
    release === 'DSTU2' && type === 'MedicationRequest' ? 'MedicationOrder' : type;
  const types = [...chartTypes.map(toServed), 'Location', 'Medication'];
  const searchParam = params.map((name) => ({ name, type: 'token' }));
  return {
    resourceType: release === 'DSTU2' ? 'Conformance' : 'CapabilityStatement',
    fhirVersion: versions[release],
    rest: [
      {
        mode: 'server',
        resource: types.map((type) => ({ type, searchParam })),
        ...(hasBatch ? { interaction: [{ code: 'batch' }] } : {}),
      },
    ],
  };
}

/** A batch is answered entry by entry by the same script, unless the script answers the batch itself. */
export async function stage(script: Script, options: StageOptions = {}): Promise<Stage> {
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { method = '', url = '' } = request;
    const one = { method, url, body, authorization: request.headers.authorization, headers: request.headers };
    if (!url.endsWith('/metadata')) seen.push(one);
    const say: Say = url.endsWith('/metadata') ? { json: toStatement(options) } : await script(one, base);
    response.writeHead(say.status ?? 200, {
      ...say.headers,
      'content-type': say.type ?? 'application/fhir+json',
    });
    response.end(say.text ?? JSON.stringify(say.json ?? {}));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/fhir`;
  const auth = { kind: 'client_secret_post', clientId: 'a', clientSecret: 'b' };
  const partner = {
    id: 'p',
    name: 'P',
    bases: [base],
    tokenEndpoint: `${base}/token`,
    auth,
    rules: options.rules,
    routing: options.routing,
  };
  const room = createFhirRoom(options.isPartner ? { partners: [partner] } : { openServers: [base] });
  closing.push(() => room.close());
  const partnerId = options.isPartner ? 'p' : null;
  const release = options.release ?? 'R4';
  const ehr = await room.fhir.open({ id: 'c', name: 'C', link: base, partnerId, release }, tidA);
  return { base, seen, room, ehr };
}

export const searchset = (resources: readonly object[], more: object = {}) => ({
  resourceType: 'Bundle',
  type: 'searchset',
  entry: resources.map((resource) => ({ resource })),
  ...more,
});
export const condition = (id: string, patient: string, more: object = {}) => ({
  resourceType: 'Condition',
  id,
  subject: { reference: patient },
  code: { text: id },
  ...more,
});
export const outcome = (code: string, more: object = {}) => ({
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'error', code, ...more }],
});
