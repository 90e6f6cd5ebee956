// From a configuration to a listening server that drains before it goes. main.ts, the sandbox's start and the tests use it.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';

export interface Listening {
  /** http://host:port */
  readonly url: string;
  /** Stops taking calls, lets those under way finish for at most `drainMs`, then cuts. */
  stop(drainMs?: number): Promise<void>;
}

/** Times and counts of T20: what a slow or greedy client may hold. */
const patience = {
  headersTimeout: 15_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 5_000,
  keepAliveTimeout: 65_000,
};
const mostConnections = 2_000;
const drainMsDefault = 20_000;

export async function listen(app: Express, at: { host: string; port: number }): Promise<Listening> {
  const server = createServer(patience, app);
  server.maxConnections = mostConnections;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(at.port, at.host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  // Checked: a TCP server that listens has an address with a port.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${at.host.includes(':') ? `[${at.host}]` : at.host}:${port}`,
    stop: async (drainMs = drainMsDefault) => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const cut = setTimeout(() => server.closeAllConnections(), drainMs);
      await closed;
      clearTimeout(cut);
    },
  };
}
