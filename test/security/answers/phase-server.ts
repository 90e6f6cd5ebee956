// A FHIR server with its token endpoint on a bare socket: good in every phase but one, where it answers as it is told.
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { HostileAnswer } from './hostile-answers';

export const phases = ['metadata', 'token', 'data'] as const;
export type Phase = (typeof phases)[number];
export const accessToken = 'canary-bearer-of-the-phases';

export interface PhaseServer {
  readonly base: string;
  close(): void;
}

const types = ['Patient', 'Condition', 'Observation'];
/** The metadata that every case knows or would read. */
export const goodStatement = {
  resourceType: 'CapabilityStatement',
  fhirVersion: '4.0.1',
  rest: [{ mode: 'server', resource: types.map((type) => ({ type, searchParam: [{ name: 'patient' }] })) }],
};
const good: Readonly<Record<Phase, string>> = {
  metadata: JSON.stringify(goodStatement),
  token: JSON.stringify({ token_type: 'Bearer', access_token: accessToken, expires_in: 300 }),
  data: JSON.stringify({
    resourceType: 'Bundle',
    type: 'batch-response',
    entry: [1, 2].map(() => ({
      response: { status: '200 OK' },
      resource: { resourceType: 'Bundle', type: 'searchset' },
    })),
  }),
};

function toPhase(requestLine: string): Phase {
  if (requestLine.includes('/metadata')) return 'metadata';
  return requestLine.includes('/token') ? 'token' : 'data';
}

function answer(socket: Socket, phase: Phase): void {
  const length = Buffer.byteLength(good[phase]);
  socket.end(
    `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\nconnection: close\r\n\r\n${good[phase]}`,
  );
}

export async function startPhaseServer(
  phase: Phase,
  hostile: HostileAnswer,
  stranger: string,
): Promise<PhaseServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).once('close', () => sockets.delete(socket));
    let asked = '';
    let isAnswered = false;
    socket.on('data', (bytes) => {
      if (isAnswered) return;
      asked += bytes.toString('latin1');
      const end = asked.indexOf('\r\n\r\n');
      const length = Number(/content-length: (\d+)/i.exec(asked)?.[1] ?? 0);
      if (end < 0 || asked.length < end + 4 + length) return;
      isAnswered = true;
      const now = toPhase(asked.slice(0, asked.indexOf('\r\n')));
      if (now === phase) hostile({ socket, good: good[phase], stranger });
      else answer(socket, now);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}/fhir`,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
