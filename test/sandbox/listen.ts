// Listens on loopback, on both of its addresses where the machine has both, since "localhost" may mean either.
import { createServer, type RequestListener, type Server } from 'node:http';
import { isObject } from './resource';

export interface Listening {
  port: number;
  close(): Promise<void>;
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((go, fail) => {
    server.once('error', fail);
    server.listen(port, host, () => {
      const address: unknown = server.address();
      go(isObject(address) && typeof address.port === 'number' ? address.port : port);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((go) => {
    server.close(() => go());
    server.closeAllConnections();
  });
}

/** Port 0: any free one. */
export async function listenOnLoopback(port: number, listener: RequestListener): Promise<Listening> {
  const servers = [createServer(listener), createServer(listener)];
  const [four, six] = servers;
  if (four === undefined || six === undefined) throw new Error('No server was made.');
  for (const server of servers) server.keepAliveTimeout = 30_000;
  const taken = await listen(four, port, '127.0.0.1');
  await listen(six, taken, '::1').catch(() => undefined);
  return {
    port: taken,
    async close() {
      await Promise.all(servers.map(close));
    },
  };
}
