// A port of this machine that nobody listens on now. An app compares requests with its own address, so that this is known first.
import { createServer } from 'node:net';

export async function findFreePort(): Promise<number> {
  const probe = createServer();
  const address = await new Promise<ReturnType<typeof probe.address>>((resolve, reject) => {
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => resolve(probe.address()));
  });
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
