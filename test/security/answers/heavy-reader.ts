// A process of its own that reads addresses by the product's own door and says by how much it has grown: of its caller nothing can be told.
import { isKnownError } from '../../../api/errors/known-error';
import { createOutbound } from '../../../api/outbound/outbound.service';

const outbound = createOutbound({
  allow: ['127.0.0.0/8'],
  isHttpAllowed: true,
  limits: { headersMs: 700, totalMs: 5_000 },
});

async function read(url: string): Promise<string> {
  try {
    await outbound.get(url);
    return 'answered';
  } catch (error) {
    return isKnownError(error) ? error.code : 'unknown';
  }
}

const urls = process.argv.slice(2);
// Nobody at home: what the first call alone needs is there before it is measured.
await read('http://127.0.0.1:1/');
const before = process.resourceUsage().maxRSS;
const codes: string[] = [];
const cpuMs: number[] = [];
for (const url of urls) {
  const used = process.cpuUsage();
  codes.push(await read(url));
  const { user, system } = process.cpuUsage(used);
  cpuMs.push(Math.round((user + system) / 1000));
}
const grownBytes = (process.resourceUsage().maxRSS - before) * 1024;
process.stdout.write(JSON.stringify({ codes, cpuMs, grownBytes }));
await outbound.close();
