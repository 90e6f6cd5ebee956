// From a configuration to a listening server that drains before it goes. main.ts, the sandbox's start and the tests use it.
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ComposeOptions, compose } from './compose';
import { type Command, type Config, readConfig } from './config/config';
import { createPartners, RegistryFaults } from './partners/registry.service';

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

export interface ListenAt {
  readonly host: string;
  readonly port: number;
  /** Other times than those of production, all in milliseconds. */
  readonly patience?: Partial<typeof patience>;
  readonly mostConnections?: number;
}

export async function listen(app: RequestListener, at: ListenAt): Promise<Listening> {
  let isStopping = false;
  const server = createServer({ ...patience, ...at.patience }, (request, response) => {
    // A kept connection is only let go once its answer is out.
    response.once('close', () => {
      if (isStopping) setImmediate(() => server.closeIdleConnections());
    });
    app(request, response);
  });
  server.maxConnections = at.mostConnections ?? mostConnections;
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
      isStopping = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const cut = setTimeout(() => server.closeAllConnections(), drainMs);
      await closed;
      clearTimeout(cut);
    },
  };
}

export interface RunningServer {
  readonly url: string;
  /** Health turns red, calls under way finish, then everything is closed. */
  stop(drainMs?: number): Promise<void>;
}

export async function startServer(config: Config, options: ComposeOptions = {}): Promise<RunningServer> {
  const composed = await compose(config, options);
  const listening = await listen(composed.app, config).catch(async (error: unknown) => {
    await composed.close();
    throw error;
  });
  composed.warmUp();
  return {
    url: listening.url,
    stop: async (drainMs) => {
      composed.startDraining();
      await listening.stop(drainMs);
      await composed.close();
    },
  };
}

/** Throws ConfigFaults with every fault, those of the registered partners included. */
export function readServerConfig(
  env: Readonly<Record<string, string | undefined>>,
  command: Command,
): Config {
  return readConfig({ env, command, findPartnerFaults });
}

function findPartnerFaults(json: unknown): readonly string[] {
  try {
    createPartners({ partners: json, openServers: [] });
    return [];
  } catch (error) {
    if (error instanceof RegistryFaults) return error.faults;
    throw error;
  }
}
