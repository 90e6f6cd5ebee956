import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { expect, it } from 'vitest';

it.each(['192.0.2.7', '10.1.2.3', '169.254.169.254', '2001:db8::1', '::7f00:1'])(
  'a test that would connect to %s gets nowhere',
  async (host) => {
    const [error] = await once(connect({ host, port: 80 }), 'error');
    expect(error.message).toContain(host);
    const [named] = await once(
      connect({
        host: 'a.test',
        port: 80,
        lookup: (_name, _options, done) => done(null, [{ address: host, family: 0 }]),
      }),
      'error',
    );
    expect(named.message).toContain(host);
  },
);

it('this machine is reached by address and by name', async () => {
  const server = createServer((socket) => socket.end()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  for (const host of ['127.0.0.1', 'localhost']) await once(connect(address.port, host), 'connect');
  server.close();
});
